// Numbers in words, as orgsim.analysis.wording writes them.

// Ties go to the even digit, as in Python.
const EVEN = { roundingMode: "halfEven" };
const formats = new Map();

function formatted(value, digits, useGrouping = true) {
  const key = `${digits} ${useGrouping}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping, ...EVEN }));
  }
  return formats.get(key).format(value);
}

const grouped = (value, digits) => formatted(value, digits);
const three = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3, useGrouping: false, ...EVEN });

function threeFigures(value) {
  const short = Number(three.format(value));
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
  if (unit.startsWith("share")) return `${plus}${formatted(100 * value, 1, false)} ${sign ? "pts" : "%"}`;
  if (Math.abs(value) >= 1000) return `${plus}${grouped(value, 0)}`;
  return plus + (Math.abs(value) < 100 ? threeFigures(value) : formatted(value, 0, false));
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
