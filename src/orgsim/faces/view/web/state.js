// What is asked: a company, two designs, changed numbers, a horizon, luck. It stands in the address, so a link is a scenario.

export const DEFAULTS = { company: "midmarket_saas", toml: "", today: "", a: "separated", b: "integrated", set: {}, years: 2, seed: 7, pairs: 40 };

// A path from design to design, or two in one market: shown as it is written, without sliders.
export const isWhole = (design) => / then | vs /.test(design);

// "integrated:contact_hours=1,crm=0.5" as its preset and its changed levers.
export function partsOf(design) {
  const [preset, changes = ""] = design.split(":");
  const levers = {};
  for (const one of changes.split(",").filter(Boolean)) {
    const [name, value] = one.split("=");
    levers[name] = Number(value);
  }
  return { preset, levers };
}

export function designOf({ preset, levers }) {
  const changes = Object.entries(levers).map(([name, value]) => `${name}=${value}`);
  return changes.length ? `${preset}:${changes.join(",")}` : preset;
}

const encoded = (text) => btoa(Array.from(new TextEncoder().encode(text), (one) => String.fromCharCode(one)).join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const decoded = (text) => new TextDecoder().decode(Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0)));

export function toQuery(state, more = {}) {
  const query = new URLSearchParams();
  if (!state.toml) query.set("company", state.company);
  for (const name of ["today", "a", "b", "years", "seed", "pairs"]) {
    if (state[name] !== DEFAULTS[name]) query.set(name, state[name]);
  }
  for (const [name, value] of Object.entries(state.set)) query.append("set", `${name}=${value}`);
  for (const [name, value] of Object.entries(more)) if (value) query.set(name, value);
  return query.toString();
}

// The company's own file, which stays in the browser: what stands behind the # is sent to no server.
export const toHash = (state) => (state.toml ? `#toml=${encoded(state.toml)}` : "");

const ASKED = ["company", "today", "a", "b", "years", "seed", "pairs", "set"];

// What an address asks; `given` is what the server begins with, where the address asks nothing.
export function fromAddress(text, hash = "", given = {}) {
  const query = new URLSearchParams(text);
  const own = new URLSearchParams(hash.replace(/^#/, ""));
  const start = ASKED.some((name) => query.has(name)) || own.has("toml") ? {} : given;
  const state = { ...DEFAULTS, ...start, set: { ...(start.set ?? {}) } };
  for (const name of ["company", "today", "a", "b"]) if (query.has(name)) state[name] = query.get(name);
  for (const name of ["years", "seed", "pairs"]) {
    const value = Number(query.get(name));
    if (query.has(name) && Number.isFinite(value)) state[name] = value;
  }
  try {
    if (own.has("toml")) Object.assign(state, { toml: decoded(own.get("toml")), company: "" });
  } catch {
    state.toml = "";
  }
  for (const one of query.getAll("set")) {
    const [name, value] = one.split("=");
    if (name && value !== undefined && Number.isFinite(Number(value))) state.set[name] = Number(value);
  }
  return state;
}
