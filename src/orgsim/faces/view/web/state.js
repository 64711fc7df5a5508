// What is asked: a company, two designs, changed numbers, a horizon, luck. It stands in the address, so a link is a scenario.

export const DEFAULTS = { company: "midmarket_saas", toml: "", today: "", a: "separated", b: "integrated", set: {}, years: 2, seed: 7, pairs: 40 };

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

const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const decoded = (text) => new TextDecoder().decode(Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0)));

export function toQuery(state, more = {}) {
  const query = new URLSearchParams();
  for (const name of ["company", "today", "a", "b", "years", "seed", "pairs"]) {
    if (state[name] !== DEFAULTS[name]) query.set(name, state[name]);
  }
  if (state.toml) query.set("toml", encoded(state.toml));
  for (const [name, value] of Object.entries(state.set)) query.append("set", `${name}=${value}`);
  for (const [name, value] of Object.entries(more)) if (value) query.set(name, value);
  return query.toString();
}

export function fromQuery(text, given = {}) {
  const query = new URLSearchParams(text);
  const state = { ...DEFAULTS, ...given, set: { ...(given.set ?? {}) } };
  for (const name of ["company", "today", "a", "b"]) if (query.has(name)) state[name] = query.get(name);
  for (const name of ["years", "seed", "pairs"]) {
    const value = Number(query.get(name));
    if (query.has(name) && Number.isFinite(value)) state[name] = value;
  }
  try {
    if (query.has("toml")) state.toml = decoded(query.get("toml"));
  } catch {
    state.toml = "";
  }
  for (const one of query.getAll("set")) {
    const [name, value] = one.split("=");
    if (name && value !== undefined && Number.isFinite(Number(value))) state.set[name] = Number(value);
  }
  return state;
}
