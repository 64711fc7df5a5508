// Teach mode: predict before a lever unlocks, change one thing at a time, keep a log that students hand in.
import { element, labelOf, select } from "./controls.js";
import { amount } from "./format.js";
import { save } from "./saving.js";
import { Table } from "./table.js";

const SAID = { more: "B does better than before", less: "B does worse than before", same: "no clear change" };
const GUESSES = Object.entries(SAID);

const profitOf = (payload) => {
  const panel = payload.answers[0].panels.find((one) => one.kind === "differences");
  const table = new Table(panel);
  const row = table.rows.find((one) => one[table.place.get("metric")].startsWith("Profit"));
  return { mean: row[table.place.get("difference")], low: row[table.place.get("low")], high: row[table.place.get("high")] };
};

export class Teaching {
  constructor({ designs, company, how, demands, declarations, lock, state }) {
    Object.assign(this, { designs, company, how, demands, state, open: null, last: null, log: [], pending: null });
    const levers = Object.keys(declarations.levers).map((name) => [name, labelOf(name)]);
    this.lever = select("Change which lever of design B?", levers, () => this.told());
    this.guess = select("What will it do to profit?", GUESSES, () => {});
    this.because = element("input", { type: "text", id: "os-because", maxlength: "300", autocomplete: "off" });
    this.unlock = element("button", { type: "button" }, "Write down and unlock");
    this.unlock.addEventListener("click", () => this.predict());
    this.status = element("p", { role: "status", class: "os-status" }, "Predict first: then one lever unlocks.");
    this.list = element("ol", { class: "os-log", "aria-label": "Log of predictions" });
    const keep = element("button", { type: "button" }, "Save the log");
    keep.addEventListener("click", () => save("orgsim-log.csv", this.csv(), "text/csv"));
    this.element = element("fieldset", { class: "os-teach" }, element("legend", {}, "Predict, observe, explain"), this.lever.element, this.guess.element,
      element("div", { class: "os-choice" }, element("label", { for: "os-because" }, "Because …"), this.because), this.unlock, this.status,
      this.list, keep);
    this.unlock.disabled = true; // until the first answer is whole
    this.lock = lock;
    designs.a.lock(true);
    designs.b.lock(true);
    for (const button of demands.buttons) button.disabled = true; // answers come after a prediction
    queueMicrotask(() => this.rest(false));
  }

  // All but the lever: what the class link fixes stays locked, and everything while a prediction is open.
  rest(locked) {
    this.company.lock(locked || this.lock.includes("company"));
    this.how.querySelectorAll("input, select").forEach((one) => (one.disabled = locked || this.lock.includes("seed")));
  }

  told() {
    this.status.textContent = "Predict first: then this lever unlocks.";
  }

  predict() {
    const name = this.lever.box.value;
    if (!this.because.value.trim()) {
      this.status.textContent = "Say why first, in a few words: that is what you will compare with what is seen.";
      this.because.focus();
      return;
    }
    this.open = name;
    this.pending = { lever: name, guess: this.guess.box.value, because: this.because.value, before: this.last, from: this.designs.b.controls.get(name).value };
    this.designs.b.lock(true, name);
    const control = this.designs.b.controls.get(name);
    control.element.closest("details").open = true;
    control.element.scrollIntoView({ block: "nearest" });
    (control.slider ?? control.box).focus();
    this.rest(true);
    this.status.textContent = `${labelOf(name)} is unlocked: move it, and wait until all pairs are in.`;
    this.unlock.disabled = true;
  }

  // All pairs of an answer are in.
  answered(payload) {
    const now = profitOf(payload);
    const { pending } = this;
    const value = pending ? this.designs.b.controls.get(pending.lever).value : null;
    if (pending && pending.before && value !== pending.from) {
      const step = now.mean - pending.before.mean;
      const clear = now.low > pending.before.high || now.high < pending.before.low;
      const seen = clear ? (step > 0 ? "more" : "less") : "same";
      this.log.push({ ...pending, to: value, after: now, seen });
      const told = ({ mean, low, high }) => `${amount(mean, "EUR", { sign: true })} (${amount(low, "EUR", { sign: true })} … ${amount(high, "EUR", { sign: true })})`;
      this.list.append(element("li", { class: seen === pending.guess ? "os-right" : "" },
        element("strong", {}, `${labelOf(pending.lever)} ${amount(pending.from)} → ${amount(value)}.`),
        ` Predicted: ${SAID[pending.guess]}, because ${pending.because}. Seen: ${SAID[seen]}.`,
        element("small", {}, `Profit, B less A: ${told(pending.before)} before, ${told(now)} after`)));
      this.status.textContent = seen === pending.guess ? "As predicted. Why? Then predict the next." : `You said: ${SAID[pending.guess]}. Seen: ${SAID[seen]}. Why? Then predict the next.`;
      this.pending = null;
      this.designs.b.lock(true);
      for (const button of this.demands.buttons) button.disabled = false;
      this.rest(false);
      this.because.value = "";
    }
    if (!this.pending) this.unlock.disabled = false;
    this.last = now;
  }

  csv() {
    const quoted = (one) => {
      const text = String(one);
      const safe = typeof one === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
      return `"${safe.replaceAll('"', '""')}"`;
    };
    const lines = this.log.map((one) => [one.lever, one.from, one.to, one.guess, one.because, one.before.mean, one.before.low, one.before.high, one.after.mean, one.after.low, one.after.high, one.seen]);
    const heads = ["lever", "from", "to", "predicted", "because", "before", "before_low", "before_high", "after", "after_low", "after_high", "seen"];
    const { company, toml, a, seed, years, pairs } = this.state();
    const head = `# orgsim teach mode: company ${toml ? "of its own file" : company}, design A ${a}, seed ${seed}, ${years} years, ${pairs} pairs`;
    return [head.replaceAll("\n", " "), heads.join(","), ...lines.map((one) => one.map(quoted).join(","))].join("\r\n") + "\r\n";
  }
}
