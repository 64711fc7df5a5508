// A list of a company, its segments or its channels: a row each, taken together, since their shares add up.
import { amount } from "./format.js";
import { element, labelOf } from "./controls.js";

export class RowsControl {
  // `use(rows)` takes the rows as they are, and answers with what is wrong with them, or with nothing.
  constructor(name, { most, columns }, use) {
    Object.assign(this, { name, most, columns, one: name.replace(/s$/, "") });
    this.body = element("tbody");
    const title = (column) => {
      const { about, low, high } = columns[column];
      return `${about} (${amount(low)} to ${amount(high)})`;
    };
    const head = element("tr", {}, element("th", { scope: "col" }, "Name"),
      ...Object.keys(columns).map((column) => element("th", { scope: "col", title: title(column) }, labelOf(column), element("span", { class: "os-unit" }, columns[column].unit))),
      element("th", { scope: "col" }, element("span", { class: "os-hidden" }, "Remove")));
    this.error = element("p", { class: "os-error", role: "alert", hidden: true });
    this.add = element("button", { type: "button" }, `Add a ${this.one}`);
    this.add.addEventListener("click", () => this.body.append(this.row({ name: this.fresh(), ...Object.fromEntries(Object.entries(columns).map(([column, { default: usual }]) => [column, usual])), ...this.empty() })));
    this.use = element("button", { type: "button" }, "Use these");
    this.use.addEventListener("click", async () => this.say(await use(this.rows())));
    const about = element("dl", { class: "os-about" }, ...Object.keys(columns).flatMap((column) => [element("dt", {}, labelOf(column)), element("dd", {}, title(column))]));
    this.element = element("details", { class: "os-section", "data-list": name }, element("summary", {}, name),
      element("div", { class: "os-scroll", tabindex: "0", role: "region", "aria-label": name }, element("table", {}, element("thead", {}, head), this.body)),
      this.error, element("div", { class: "os-row" }, this.add, this.use), element("details", {}, element("summary", {}, "what the columns mean"), about));
  }

  // Shares of a new row: nothing yet, so that what is there still adds up.
  empty() {
    return Object.fromEntries(Object.entries(this.columns).filter(([, { unit, low }]) => unit === "share" && low === 0).map(([column]) => [column, column === "reach" ? 1 : 0]));
  }

  fresh() {
    const names = new Set(this.rows().map((one) => one.name));
    let number = this.body.rows.length + 1;
    while (names.has(`${this.one} ${number}`)) number += 1;
    return `${this.one} ${number}`;
  }

  row(values) {
    const cell = (column, input) => element("td", { "data-column": column }, input);
    const called = element("input", { type: "text", "aria-label": `Name of the ${this.one}`, maxlength: "60" });
    called.value = values.name;
    const boxes = Object.entries(this.columns).map(([column, { low, high }]) => {
      const box = element("input", { type: "number", step: "any", min: String(low), max: String(high), "aria-label": `${labelOf(column)}, ${values.name}`, "data-lm-suppress-shortcuts": "true" });
      box.value = String(values[column]);
      return cell(column, box);
    });
    const away = element("button", { type: "button", "aria-label": `Remove ${values.name}` }, "×");
    const made = element("tr", {}, cell("name", called), ...boxes, element("td", {}, away));
    away.addEventListener("click", () => {
      made.remove();
      this.bound();
    });
    for (const one of made.querySelectorAll("input, button")) one.disabled = Boolean(this.locked);
    queueMicrotask(() => this.bound());
    return made;
  }

  bound() {
    this.add.disabled = this.locked || this.body.rows.length >= this.most;
  }

  rows() {
    const value = (input) => (input.type === "text" ? input.value : input.value.trim() === "" ? "" : Number(input.value));
    return [...this.body.rows].map((row) => Object.fromEntries([...row.querySelectorAll("td[data-column]")].map((one) => [one.dataset.column, value(one.firstElementChild)])));
  }

  // What is not used yet stays, unless the company has become another one.
  show(rows) {
    const text = JSON.stringify(rows);
    if (text === this.shown) return;
    this.shown = text;
    this.body.replaceChildren(...rows.map((one) => this.row(one)));
    this.say("");
  }

  say(wrong) {
    this.error.textContent = wrong ?? "";
    this.error.hidden = !wrong;
  }

  lock(locked) {
    this.locked = locked;
    for (const one of this.element.querySelectorAll("input, button")) one.disabled = locked;
    this.bound();
  }
}
