// How each kind of panel is drawn: a function of its table. No chart computes a number that is told.
import { amount, scale } from "./format.js";
import { hatch } from "./theme.js";

const TOP = 15; // rows of a tornado
const finite = (value) => value !== null && Number.isFinite(value);
const text = (theme, size = 12) => ({ color: theme.ink, fontSize: size });
const shortened = (label, most) => (label.length > most ? `${label.slice(0, most - 1)}…` : label);

const base = (theme) => ({
  animation: false,
  textStyle: { fontFamily: "inherit", color: theme.ink },
  tooltip: { confine: true, backgroundColor: theme.ground, borderColor: theme.grid, textStyle: text(theme) },
});

const valueAxis = (theme, name, more = {}) => ({
  type: "value", name, nameLocation: "middle", nameGap: 22, nameTextStyle: { ...text(theme, 11), lineHeight: 13, verticalAlign: "top" }, axisLabel: { ...text(theme, 11), hideOverlap: true, showMinLabel: more.min === undefined ? undefined : false, showMaxLabel: more.max === undefined ? undefined : false },
  splitNumber: 4, axisLine: { lineStyle: { color: theme.muted } }, splitLine: { lineStyle: { color: theme.grid } }, ...more,
});

const categoryAxis = (theme, labels, width) => ({
  type: "category", data: labels, inverse: true, axisTick: { show: false },
  axisLabel: { ...text(theme, 11), width, overflow: "break", lineHeight: 12, interval: 0 }, axisLine: { lineStyle: { color: theme.muted } },
});

const legend = (theme, names) => ({ data: names, top: 0, left: 0, textStyle: text(theme, 11), itemHeight: 9 });

// What stands in a tooltip is text, whatever it holds.
export const escaped = (value) =>
  String(value).replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

const told = (title, lines) => [`<strong>${escaped(title)}</strong>`, ...lines.map(escaped)].join("<br>");

// Horizontal bars from start to end with an interval: what a waterfall and a tornado are made of.
function spans(data, theme, name, { thick = 0.62, shift = 0 } = {}) {
  return {
    type: "custom", name, data, z: 2, clip: true,
    dimensions: ["start", "place", "end", "low", "high"],
    encode: { x: [0, 2, 3, 4], y: 1 },
    renderItem(params, api) {
      const [left, y] = api.coord([api.value(0), api.value(1)]);
      const [right] = api.coord([api.value(2), api.value(1)]);
      const height = api.size([0, 1])[1];
      const middle = y + shift * height;
      const style = data[params.dataIndex].itemStyle;
      const shape = {
        x: Math.min(left, right), y: middle - (thick * height) / 2, width: Math.max(1, Math.abs(right - left)),
        height: thick * height,
      };
      const children = [{ type: "rect", shape, style }];
      const [low, high] = [api.value(3), api.value(4)];
      if (Number.isFinite(low) && Number.isFinite(high)) {
        const [from] = api.coord([low, 0]);
        const [to] = api.coord([high, 0]);
        children.push(...whisker(from, to, middle, theme.ink));
      }
      return { type: "group", children };
    },
  };
}

function whisker(from, to, y, color) {
  const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: color, lineWidth: 1.2 } });
  return [line(from, y, to, y), line(from, y - 4, from, y + 4), line(to, y - 4, to, y + 4)];
}

function intervals(data, color) {
  return {
    type: "custom", data, silent: true, z: 1, clip: true, encode: { x: [0, 1], y: 2 },
    renderItem(_, api) {
      const [from, y] = api.coord([api.value(0), api.value(2)]);
      const [to] = api.coord([api.value(1), api.value(2)]);
      return { type: "group", children: whisker(from, to, y, color) };
    },
  };
}

const zero = (theme) => ({
  silent: true, symbol: "none", label: { show: false }, lineStyle: { color: theme.ink, type: "solid", width: 1 },
  data: [{ xAxis: 0 }],
});

function steps(table, theme, narrow) {
  const means = table.column("mean");
  const { by, unit } = scale([...means, ...table.column("low"), ...table.column("high")], "EUR");
  const labels = table.column("part"); // the last one is the sum
  const last = means.length - 1;
  const up = { fill: theme.a };
  const down = { fill: theme.b };
  let start = 0;
  const data = means.map((mean, place) => {
    if (place === last) start = 0;
    const [low, high] = [table.column("low")[place], table.column("high")[place]];
    const reach = (end) => (finite(end) ? (start + end) / by : NaN);
    const value = [start / by, place, (start + mean) / by, reach(low), reach(high), place];
    start += mean;
    return { value, itemStyle: place === last ? { fill: theme.muted } : mean < 0 ? down : up };
  });
  return {
    ...base(theme),
    grid: { left: 8, right: 24, top: 8, bottom: 34, containLabel: true },
    xAxis: valueAxis(theme, `${unit} of profit, 95 % intervals`),
    yAxis: categoryAxis(theme, labels, narrow ? 84 : 110),
    tooltip: {
      ...base(theme).tooltip,
      formatter: ({ dataIndex }) => told(labels[dataIndex], [`${amount(means[dataIndex], "EUR", { sign: true })} EUR`,
          `${amount(table.column("low")[dataIndex], "EUR", { sign: true })} … ${amount(table.column("high")[dataIndex], "EUR", { sign: true })}`]),
    },
    series: [{ ...spans(data, theme, "parts"), markLine: zero(theme) }],
  };
}

function bars(table, theme, narrow, { label, a, b, names, unit, axis }) {
  const labels = table.column(label);
  const { by, unit: shown } = scale([...table.column(a), ...table.column(b)], unit);
  const one = (name, column, color, decal) => ({
    type: "bar", name, data: table.column(column).map((value) => (finite(value) ? value / by : null)),
    itemStyle: { color, decal }, barGap: "10%", barCategoryGap: "30%",
    label: { show: true, position: "right", ...text(theme, 10), formatter: ({ dataIndex }) => amount(table.column(column)[dataIndex], unit) },
  });
  return {
    ...base(theme),
    legend: legend(theme, names),
    grid: { left: 8, right: 52, top: 30, bottom: 34, containLabel: true },
    xAxis: valueAxis(theme, axis ?? shown),
    yAxis: categoryAxis(theme, labels, narrow ? 90 : 120),
    tooltip: { ...base(theme).tooltip, trigger: "item", formatter: (at) => told(at.name, [`${at.seriesName}: ${amount(at.value * by, unit)} ${unit}`]) },
    series: [one(names[0], a, theme.a), one(names[1], b, theme.b, hatch("rgba(255,255,255,0.6)"))],
  };
}

const twoNames = (table) => {
  const [a, b] = [table.label("a"), table.label("b")];
  return a === b ? [`${a} (a)`, `${b} (b)`] : [a, b];
};

const hours = (table, theme, narrow) =>
  bars(table, theme, narrow, { label: "use", a: "a", b: "b", names: twoNames(table), unit: "", axis: "hours of marketers and reps, mean per run" });

const funnel = (table, theme, narrow) =>
  bars(table, theme, narrow, { label: "step", a: "a", b: "b", names: twoNames(table), unit: "", axis: "leads that ended, mean per run" });

function causes(table, theme, narrow) {
  const sides = table.groups("won_under");
  const names = [...new Set(table.column("cause"))];
  const { by, unit } = scale(table.column("value"), "EUR");
  return {
    ...base(theme),
    legend: legend(theme, sides.map(([name]) => `won only under ${name}`)),
    grid: { left: 8, right: 40, top: 30, bottom: 34, containLabel: true },
    xAxis: valueAxis(theme, `${unit} a pair`),
    yAxis: categoryAxis(theme, names, narrow ? 90 : 120),
    series: sides.map(([name, rows], side) => ({
      type: "bar", name: `won only under ${name}`,
      itemStyle: { color: side ? theme.b : theme.a, decal: side ? hatch("rgba(255,255,255,0.6)") : undefined },
      data: names.map((cause) => {
        const place = rows.column("cause").indexOf(cause);
        return place < 0 ? null : rows.column("value")[place] / by;
      }),
    })),
  };
}

// Shares of the channels by each rule, and in truth, which comes last.
function credit(table, theme, narrow) {
  const sides = table.groups("by");
  const channels = [...new Set(table.column("channel"))];
  const color = (place) => (place + 1 === sides.length ? theme.ink : [theme.a, theme.b, theme.muted, theme.grid][place % 4]);
  return {
    ...base(theme),
    legend: legend(theme, sides.map(([name]) => name.replaceAll("_", " "))),
    grid: { left: 8, right: 24, top: narrow ? 60 : 30, bottom: 34, containLabel: true },
    xAxis: valueAxis(theme, "% of what all channels are credited with, or worth"),
    yAxis: categoryAxis(theme, channels, narrow ? 84 : 110),
    series: sides.map(([name, rows], place) => ({
      type: "bar", name: name.replaceAll("_", " "), itemStyle: { color: color(place), decal: place % 2 ? hatch("rgba(255,255,255,0.6)") : undefined },
      data: channels.map((channel) => {
        const share = rows.column("share")[rows.column("channel").indexOf(channel)];
        return finite(share) ? 100 * share : null;
      }),
    })),
  };
}

function band(series, by, theme, { name, color, type, symbol }) {
  const x = series.column(series.place.has("month") ? "month" : "week");
  const [low, high] = [series.column("low"), series.column("high")];
  const known = x.map((_, place) => place).filter((place) => finite(low[place]) && finite(high[place]));
  const polygon = {
    type: "custom", name, silent: true, z: 1, clip: true, itemStyle: { color },
    data: known.length > 1 ? known.flatMap((place) => [[x[place], high[place] / by], [x[place], low[place] / by]]) : [],
    tooltip: { show: false },
    renderItem({ dataIndex }, api) {
      if (dataIndex) return undefined; // all points are data, so that the axis holds them; the first one draws them all
      const along = [...known.map((place) => [x[place], high[place] / by]), ...known.toReversed().map((place) => [x[place], low[place] / by])];
      return { type: "polygon", shape: { points: along.map((point) => api.coord(point)) }, style: { fill: color, opacity: 0.2 } };
    },
  };
  const line = {
    type: "line", name, symbol, symbolSize: 5, z: 3, lineStyle: { color, width: 2, type }, itemStyle: { color },
    data: series.column("mean").map((value, place) => [x[place], finite(value) ? value / by : null]),
  };
  return [polygon, line];
}

function bands(table, theme) {
  const sides = table.groups("design");
  const unit = table.rows.length ? table.unit("mean", table.rows[0]) : "";
  const { by, unit: shown } = scale([...table.column("mean"), ...table.column("high")], unit);
  const styles = [{ color: theme.a, type: "solid", symbol: "circle" }, { color: theme.b, type: "dashed", symbol: "rect" }];
  const x = table.column("month").filter(finite);
  return {
    ...base(theme),
    legend: legend(theme, sides.map(([name]) => name)),
    grid: { left: 26, right: 16, top: 30, bottom: 34, containLabel: true },
    xAxis: valueAxis(theme, "month", { min: Math.min(...x, 1), max: Math.max(...x, 1) }),
    yAxis: valueAxis(theme, `${shown}, 90 % of runs`, { nameGap: 42, nameRotate: 90 }),
    tooltip: { ...base(theme).tooltip, trigger: "axis", valueFormatter: (value) => (finite(value) ? amount(value * by, unit) : "–") },
    series: sides.flatMap(([name, rows], side) => band(rows, by, theme, { name, ...styles[side % 2] })),
  };
}

function payback(table, theme) {
  const { by, unit } = scale([...table.column("low"), ...table.column("high")], "EUR");
  const found = band(table, by, theme, { name: "mean, 95 %", color: theme.a, type: "solid", symbol: "none" });
  found[1].markLine = { ...zero(theme), data: [{ yAxis: 0 }] };
  return {
    ...base(theme),
    grid: { left: 26, right: 16, top: 12, bottom: 34, containLabel: true },
    xAxis: valueAxis(theme, "week since the change", { min: 0 }),
    yAxis: valueAxis(theme, `ahead of the twin without it, ${unit}`, { nameGap: 42 }),
    series: found,
  };
}

function sankey(table, theme, narrow) {
  const sides = table.groups("design");
  const series = sides.map(([name, rows], side) => {
    const [step, leads, fallen] = [rows.column("step"), rows.column("leads"), rows.column("lost")];
    const color = side ? theme.b : theme.a;
    const top = { position: "top", align: "left", offset: [-4, 2], formatter: ({ name: node, value }) => `${node}\n${amount(value)}`, lineHeight: 12 };
    const nodes = step.map((one, depth) => ({ name: one, depth, itemStyle: { color }, label: top }));
    const links = [];
    for (let place = 0; place + 1 < step.length; place += 1) {
      const [stay, lost] = [leads[place + 1], fallen[place]];
      if (stay > 0) links.push({ source: step[place], target: step[place + 1], value: stay, lineStyle: { color } });
      if (lost > 0) {
        const end = `lost before ${step[place + 1]}`;
        nodes.push({ name: end, depth: place + 1, itemStyle: { color: theme.muted } });
        links.push({ source: step[place], target: end, value: lost, lineStyle: { color: theme.muted } });
      }
    }
    const [from, height] = narrow ? [`${12 + side * 50}%`, "34%"] : ["22%", "70%"];
    const across = narrow ? { left: "2%", right: "16%" } : { left: side ? "52%" : "2%", width: "38%" };
    return {
      type: "sankey", name, top: from, height, ...across, nodeWidth: 9, nodeGap: 8, layoutIterations: 0, draggable: false,
      data: nodes, links, lineStyle: { opacity: 0.35, curveness: 0.5 },
      label: { ...text(theme, 10), formatter: ({ name: node, value }) => `${node.replace("lost before", "not")} ${amount(value)}` },
      emphasis: { disabled: true },
    };
  });
  const title = sides.map(([name], side) => ({
    text: name, textStyle: { ...text(theme, 12), fontWeight: "bold" }, ...(narrow ? { left: 0, top: `${side * 50}%` } : { left: side ? "52%" : "2%", top: 0 }),
  }));
  return { ...base(theme), title, series };
}

function dots(table, theme, narrow, { label, middle, low, high, unit, axis, filled, max, wide }) {
  const labels = table.rows.map((_, place) => label(place));
  const values = table.column(middle);
  const ends = [table.column(low), table.column(high)];
  const { by, unit: shown } = scale([...values, ...ends[0], ...ends[1]], unit);
  const reach = values.map((_, place) => [ends[0][place], ends[1][place], place])
    .filter(([from, to]) => finite(from) && finite(to)).map(([from, to, place]) => [from / by, to / by, place]);
  return {
    ...base(theme),
    grid: { left: 8, right: 24, top: 8, bottom: 46, containLabel: true },
    xAxis: valueAxis(theme, axis(shown), max ? { max } : {}),
    yAxis: categoryAxis(theme, labels, narrow ? 120 : (wide ?? 190)),
    tooltip: {
      ...base(theme).tooltip,
      formatter: ({ dataIndex }) => told(labels[dataIndex], [
        amount(values[dataIndex], unit, { sign: true }),
        `${amount(ends[0][dataIndex], unit, { sign: true })} … ${amount(ends[1][dataIndex], unit, { sign: true })}`]),
    },
    series: [
      { ...intervals(reach, theme.a), markLine: zero(theme) },
      {
        type: "scatter", symbolSize: 10, z: 3,
        data: values.map((value, place) => ({
          value: [finite(value) ? value / by : null, place],
          itemStyle: { color: filled(place) ? theme.a : theme.ground, borderColor: theme.a, borderWidth: 2 },
        })),
      },
    ],
  };
}

function differences(table, theme, narrow) {
  const clear = (place) => table.column("share_low")[place] > 0 || table.column("share_high")[place] < 0;
  return dots(table, theme, narrow, {
    label: (place) => table.column("metric")[place], middle: "share", low: "share_low", high: "share_high", unit: "share",
    axis: () => `% of the mean under ${shortened(table.label("a"), 24)}\nhollow: the interval holds 0`, filled: clear,
  });
}

function ranking(table, theme, narrow) {
  return dots(table, theme, narrow, {
    label: (place) => `${table.column("design")[place]} (${table.column("pairs")[place]})`, middle: "difference", low: "low",
    high: "high", unit: "EUR", axis: (unit) => `profit less the best of the others, ${unit}\nfilled: may be the best`,
    filled: (place) => table.column("may_be_best")[place],
  });
}

function effects(table, theme, narrow) {
  return dots(table, theme, narrow, {
    label: (place) => table.column("design")[place], middle: "mean", low: "low", high: "high", unit: table.columns.find((one) => one.name === "mean").unit,
    axis: (unit) => unit, filled: (place) => table.column("low")[place] > 0 || table.column("high")[place] < 0,
  });
}

function gains(table, theme, narrow) {
  return dots(table, theme, narrow, {
    label: (place) => table.column("change")[place], middle: "gain", low: "low", high: "high", unit: "EUR",
    wide: 340, axis: (unit) => `gain in profit, ${unit}\nfilled: advised, measured apart`, filled: (place) => table.column("chosen")[place],
  });
}

function turns(table, theme, narrow) {
  const told = (place) => {
    const row = table.rows[place];
    const unit = String(row[table.place.get("unit")] ?? "");
    return `${table.column("label")[place]}: ${amount(table.column("now")[place])} → ${amount(table.column("value")[place])} ${unit}`;
  };
  return dots(table, theme, narrow, {
    label: told, middle: "share", low: "share_low", high: "share_high", unit: "share",
    axis: () => "% of the way from today\nto the end of the plausible range", filled: () => true, max: 130,
  });
}

function histogram(table, theme) {
  const values = table.column("difference").filter(finite);
  const { by, unit } = scale(values, "EUR");
  const [least, most] = [Math.min(0, ...values) / by, Math.max(0, ...values) / by];
  const width = (most - least) / Math.max(8, Math.min(30, Math.floor(values.length / 2))) || 1;
  const first = Math.floor(least / width);
  const counts = new Map();
  for (const value of values) {
    const bin = Math.max(first, Math.floor(value / by / width));
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const side = (ahead) => [...counts].filter(([bin]) => (bin >= 0) === ahead).map(([bin, count]) => ({ value: [bin * width, count, (bin + 1) * width] }));
  const one = (name, ahead, color) => ({
    type: "custom", name, data: side(ahead), itemStyle: { color }, encode: { x: [0, 2], y: 1 }, clip: true,
    renderItem(_, api) {
      const [left, top] = api.coord([api.value(0), api.value(1)]);
      const [right, bottom] = api.coord([api.value(2), 0]);
      return { type: "rect", shape: { x: left, y: top, width: Math.max(1, right - left - 1), height: bottom - top }, style: { fill: color, stroke: theme.ink, lineWidth: ahead ? 0 : 1 } };
    },
  });
  return {
    ...base(theme),
    legend: legend(theme, ["behind", "ahead"]),
    grid: { left: 26, right: 16, top: 30, bottom: 34, containLabel: true },
    xAxis: valueAxis(theme, `difference in profit of a pair, ${unit}`, { min: Math.min(least, first * width), max: most + width }),
    yAxis: valueAxis(theme, "pairs", { nameGap: 32, minInterval: 1 }),
    series: [one("behind", false, theme.b), { ...one("ahead", true, theme.a), markLine: zero(theme) }],
  };
}

function doubts(table, theme, _narrow, of = "plausible settings") {
  const values = table.column("difference").filter(finite).toSorted((a, b) => a - b);
  const { by, unit } = scale(values, table.columns.find((one) => one.name === "difference").unit);
  const styled = (value) => (value < 0 ? { color: theme.b, decal: hatch("rgba(255,255,255,0.6)") } : { color: theme.a });
  return {
    ...base(theme),
    grid: { left: 26, right: 16, top: 12, bottom: 34, containLabel: true },
    xAxis: { ...categoryAxis(theme, values.map((_, place) => String(Math.round((100 * (place + 0.5)) / values.length)))), inverse: false,
      axisLabel: text(theme, 11), name: `% of ${of}, the least favorable first`, nameLocation: "middle", nameGap: 26, nameTextStyle: text(theme, 11) },
    yAxis: valueAxis(theme, `difference, ${unit}`, { nameGap: 42 }),
    series: [{ type: "bar", barCategoryGap: "5%", data: values.map((value) => ({ value: value / by, itemStyle: styled(value) })) }],
  };
}

function tornado(table, theme, narrow) {
  const width = (row) => Math.max(Math.abs(row[table.place.get("low")] ?? 0), Math.abs(row[table.place.get("high")] ?? 0));
  const wide = table.with(table.rows.toSorted((a, b) => width(b) - width(a)).slice(0, TOP));
  const start = wide.column("base")[0] ?? 0;
  const { by, unit } = scale([...wide.column("low"), ...wide.column("high"), start], "EUR");
  const side = (name, shift, itemStyle) => {
    const data = wide.column(name).map((value, place) => ({ value: [start / by, place, (start + (value ?? 0)) / by, NaN, NaN, place], itemStyle }));
    return spans(data, theme, name === "low" ? "at the lower end" : "at the upper end", { thick: 0.34, shift });
  };
  return {
    ...base(theme),
    grid: { left: 8, right: 24, top: 8, bottom: 46, containLabel: true },
    xAxis: valueAxis(theme, `difference in profit, ${unit}\nfilled: lower end, hollow: upper end`),
    yAxis: categoryAxis(theme, wide.column("label"), narrow ? 110 : 190),
    series: [
      { ...side("low", -0.18, { fill: theme.a }), markLine: zero(theme) },
      side("high", 0.18, { fill: theme.ground, stroke: theme.b, lineWidth: 2 }),
    ],
  };
}

function pareto(table, theme) {
  const [x, y] = ["x", "y"].map((axis) => {
    const unit = String(table.column(`unit_${axis}`)[0] ?? "");
    const found = scale(table.column(axis), unit);
    return { ...found, name: `${table.column(`name_${axis}`)[0]}, against the first design, ${found.unit}` };
  });
  const points = (keep) => table.rows.map((_, place) => place).filter(keep).map((place) => [table.column("x")[place] / x.by, table.column("y")[place] / y.by]);
  const kind = (name, keep, itemStyle, symbol) => ({ type: "scatter", name, symbol, symbolSize: 12, itemStyle, data: points(keep) });
  const [base_, keeps] = [table.column("base"), table.column("keeps")];
  return {
    ...base(theme),
    legend: legend(theme, ["tested again", "beyond a limit", "the first design"]),
    grid: { left: 8, right: 24, top: 30, bottom: 34, containLabel: true },
    xAxis: valueAxis(theme, x.name), yAxis: valueAxis(theme, y.name, { nameGap: 42 }),
    series: [
      kind("tested again", (one) => !base_[one] && keeps[one], { color: theme.a }, "circle"),
      kind("beyond a limit", (one) => !base_[one] && !keeps[one], { color: theme.ground, borderColor: theme.a, borderWidth: 2 }, "circle"),
      kind("the first design", (one) => base_[one], { color: theme.b }, "rect"),
    ],
  };
}

// Where a value crosses zero between the corners of a grid's cells, as short lines.
export function crossings(xs, ys, at) {
  const found = [];
  const cut = (p, q) => {
    const [u, v] = [at(...p), at(...q)];
    if (u > 0 === v > 0) return null;
    const part = u / (u - v);
    return [xs[p[0]] + part * (xs[q[0]] - xs[p[0]]), ys[p[1]] + part * (ys[q[1]] - ys[p[1]])];
  };
  for (let i = 0; i + 1 < xs.length; i += 1) {
    for (let j = 0; j + 1 < ys.length; j += 1) {
      const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
      const cuts = corners.map((one, place) => cut(one, corners[(place + 1) % 4])).filter((one) => one);
      for (let place = 0; place + 1 < cuts.length; place += 2) found.push([...cuts[place], ...cuts[place + 1]]);
    }
  }
  return found;
}

function map(table, theme) {
  const [x, y] = [table.columns[0].name, table.columns[1].name];
  const sorted = (name) => [...new Set(table.column(name))].toSorted((a, b) => a - b);
  const [xs, ys] = [sorted(x), sorted(y)];
  const { by, unit } = scale(table.column("mean"), table.rows.length ? table.unit("mean", table.rows[0]) : "");
  const place = new Map(table.rows.map((row) => [`${row[0]} ${row[1]}`, row]));
  const [mean, low, high] = ["mean", "low", "high"].map((name) => table.place.get(name));
  const cells = xs.flatMap((one, i) => ys.map((other, j) => {
    const row = place.get(`${one} ${other}`);
    const open = row && !(row[low] > 0 || row[high] < 0);
    return { value: [i, j, row ? row[mean] / by : null], label: { show: Boolean(open), formatter: "?", color: theme.ink } };
  }));
  const most = Math.max(...table.column("mean").filter(finite).map(Math.abs), 0) / by;
  const at = (i, j) => place.get(`${xs[i]} ${ys[j]}`)?.[mean] ?? 0;
  const index = (values) => values.map((_, one) => one);
  const lines = crossings(index(xs), index(ys), at);
  return {
    ...base(theme),
    grid: { left: 40, right: 16, top: 12, bottom: 74, containLabel: true },
    xAxis: { ...categoryAxis(theme, xs.map((one) => amount(one))), inverse: false, axisLabel: text(theme, 11), name: `${x}   (?: open, the line: where the sign turns)`, nameLocation: "middle", nameGap: 26, nameTextStyle: text(theme, 11) },
    yAxis: { ...categoryAxis(theme, ys.map((one) => amount(one))), inverse: false, axisLabel: text(theme, 11), name: y, nameLocation: "middle", nameGap: 46, nameTextStyle: text(theme, 11) },
    visualMap: { min: -most, max: most, orient: "horizontal", left: "center", bottom: 0, itemHeight: 120, textStyle: text(theme, 11), text: [`${amount(most)} ${unit}`, `−${amount(most)}`], inRange: { color: [theme.b, theme.open, theme.a] } },
    series: [
      { type: "heatmap", data: cells, itemStyle: { borderColor: theme.ground, borderWidth: 1 } },
      { type: "custom", silent: true, z: 5, data: lines, encode: { x: [0, 2], y: [1, 3] },
        renderItem(_, api) {
          const [x1, y1] = api.coord([api.value(0), api.value(1)]);
          const [x2, y2] = api.coord([api.value(2), api.value(3)]);
          return { type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: theme.ink, lineWidth: 2 } };
        } },
    ],
  };
}

export const CHARTS = {
  bridge: steps, waterfall: steps, hours, funnel, causes, revenue: bands, pipeline: bands, conflicts: bands, payback,
  flow: sankey, differences, effects, ranking, gains, turns, distribution: histogram, doubts, points: (table, theme, narrow) => doubts(table, theme, narrow, "points"), dip: payback, credit, tornado, pareto, map,
};

const EACH = 26;

// Heights that fit what is listed.
export function heightOf(kind, rows, narrow) {
  if (kind === "flow") return narrow ? 560 : 300;
  if (kind === "tornado") return EACH * (Math.min(rows, TOP) + 1) + 80;
  if (["bridge", "waterfall", "differences", "effects", "ranking", "gains", "turns"].includes(kind)) return Math.max(220, (kind === "gains" ? 2 * EACH : EACH) * (rows + 1) + 70);
  if (["hours", "funnel", "causes", "credit"].includes(kind)) return Math.max(240, 34 * rows + 70);
  return kind === "map" ? 420 : 300;
}
