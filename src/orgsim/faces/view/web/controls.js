// Controls made from declarations: every lever and number with its name, unit, range and sentence.
import { amount } from "./format.js";

let count = 0;
export const labelOf = (name) => {
  const words = name.split(".").at(-1).replaceAll("_", " ");
  return words[0].toUpperCase() + words.slice(1);
};

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// Between 20 and 50 steps over the range, in ones, twos or fives.
export const stepOf = (declared) => {
  const span = (declared.high ?? declared.low + 100) - declared.low;
  const size = 10 ** Math.floor(Math.log10(span / 20));
  const step = [5, 2, 1].map((one) => one * size).find((one) => span / one >= 20) ?? size;
  return declared.whole ? Math.max(1, Math.round(step)) : Number(step.toPrecision(1));
};

// One number: a slider where its range is narrow enough to drag, and a box; `changed(value, final)`.
export class NumberControl {
  constructor(name, declared, changed, { whose = "", slider = true, near = null } = {}) {
    count += 1;
    Object.assign(this, { name, declared });
    const id = `os-control-${count}`;
    const step = stepOf(declared);
    const label = element("label", { for: id }, labelOf(name));
    const unit = element("span", { class: "os-unit", id: `${id}-unit` }, declared.unit);
    const about = element("span", { class: "os-about", id: `${id}-about` },
      `${declared.about} (${amount(declared.low)} to ${declared.high === null ? "∞" : amount(declared.high)})`);
    const common = {
      min: String(declared.low), ...(declared.high === null ? {} : { max: String(declared.high) }), step: slider ? String(step) : "any",
      "aria-describedby": `${id}-unit ${id}-about`, "data-lm-suppress-shortcuts": "true",
    };
    const named = whose ? `${labelOf(name)}, ${whose}` : labelOf(name);
    this.box = element("input", { ...common, type: "number", id, step: "any", "aria-label": named, inputmode: "decimal", placeholder: "∞" });
    this.reset = element("button", { type: "button", class: "os-reset", title: "back to where it was", "aria-label": `Reset ${named}` }, "↺");
    this.element = element("div", { class: "os-control", "data-name": name }, label, this.box, unit, this.reset);
    if (slider) {
      this.slider = element("input", { ...common, type: "range", "aria-label": `${named}, slider` });
      this.element.append(this.slider);
      this.slider.addEventListener("input", () => this.moved(Number(this.slider.value), false, changed));
      for (const kind of near ? ["pointerenter", "focus"] : []) this.slider.addEventListener(kind, () => near(name, this.places(step)));
      this.slider.addEventListener("change", () => this.moved(Number(this.slider.value), true, changed));
    }
    this.wrong = element("span", { class: "os-error", role: "alert", hidden: true });
    this.element.append(about, this.wrong);
    this.box.addEventListener("change", () => {
      const given = this.box.value.trim();
      if (given === "" || !this.box.checkValidity()) {
        const high = declared.high === null ? "∞" : amount(declared.high);
        this.show(this.value, this.base);
        this.wrong.textContent = `${given === "" ? "No number" : given} was not taken: ${amount(declared.low)} to ${high} ${declared.unit}.`;
        this.wrong.hidden = false;
        return;
      }
      this.moved(Number(this.box.value), true, changed);
    });
    this.reset.addEventListener("click", () => this.moved(this.base, true, changed));
  }

  // The places of the slider, the nearest first.
  places(step) {
    const { low, high } = this.declared;
    const all = Array.from({ length: Math.floor((high - low) / step + 1.5) }, (_, one) => Number(Math.min(high, low + one * step).toPrecision(12)));
    return all.filter((one) => one !== this.value).sort((a, b) => Math.abs(a - this.value) - Math.abs(b - this.value));
  }

  moved(value, final, changed) {
    this.show(value, this.base);
    changed(this.name, value, final);
  }

  show(value, base) {
    Object.assign(this, { value, base });
    this.wrong.hidden = true;
    this.box.value = value === null ? "" : String(Number(value.toPrecision(9)));
    if (this.slider) {
      this.slider.value = String(value);
      this.slider.setAttribute("aria-valuetext", `${amount(value)} ${this.declared.unit}`);
    }
    const moved = value === null || base === null ? value !== base : Math.abs(value - base) > 1e-12;
    this.reset.hidden = !moved;
    this.element.classList.toggle("os-moved", moved);
  }

  lock(locked) {
    for (const one of [this.box, this.slider, this.reset]) if (one) one.disabled = locked;
  }
}

export function select(label, options, changed, { silent = false } = {}) {
  count += 1;
  const id = `os-select-${count}`;
  const box = element("select", { id });
  for (const [value, text] of options) box.append(element("option", { value }, text));
  box.addEventListener("change", () => changed(box.value));
  const told = element("label", { for: id, class: silent ? "os-hidden" : "" }, label);
  return { element: element("div", { class: "os-choice" }, told, box), box };
}

export function folded(title, open, ...children) {
  return element("details", { class: "os-section", open }, element("summary", {}, title), ...children);
}
