// Numbers in words, as orgsim.analysis.wording writes them.

const grouped = (value, digits) =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });

function threeFigures(value) {
  const short = Number(value.toPrecision(3));
  if (short !== 0 && Math.abs(short) < 1e-4) {
    const [mantissa, exponent] = short.toExponential().split("e");
    const size = Math.abs(Number(exponent));
    return `${mantissa}e-${size < 10 ? "0" : ""}${size}`;
  }
  return String(short);
}

export function amount(value, unit = "", { sign = false, beside = 0 } = {}) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const plus = sign && value >= 0 ? "+" : "";
  if (unit === "EUR") {
    for (const [least, size, letter] of [[1e5, 1e6, " M"], [1e3, 1e3, " k"]]) {
      if (Math.max(Math.abs(value), Math.abs(beside)) >= least) return `${plus}${grouped(value / size, 2)}${letter}`;
    }
    return `${plus}${grouped(value, 0)}`;
  }
  if (unit.startsWith("share")) return `${plus}${(100 * value).toFixed(1)} ${sign ? "pts" : "%"}`;
  if (Math.abs(value) >= 1000) return `${plus}${grouped(value, 0)}`;
  return plus + (Math.abs(value) < 100 ? threeFigures(value) : value.toFixed(0));
}

// A divisor and a unit for an axis, so that its labels are short.
export function scale(values, unit) {
  const known = values.filter((one) => one !== null && Number.isFinite(one)).map(Math.abs);
  const largest = Math.max(0, ...known);
  if (unit.startsWith("share")) return { by: 0.01, unit: "%" };
  if (unit === "EUR" && largest >= 1e6) return { by: 1e6, unit: "M EUR" };
  if (unit === "EUR" && largest >= 1e3) return { by: 1e3, unit: "k EUR" };
  return { by: 1, unit };
}

export function cell(value, unit) {
  if (value === null) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return amount(value, unit);
  return value;
}
