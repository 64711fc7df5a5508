// Runs that are kept beside the present one: the question, the answer in a line, and the way back to it.
import { element } from "./controls.js";
import { amount } from "./format.js";
import { Table } from "./table.js";

const SHOWN = ["Profit", "Revenue", "Deals", "Leads"];

export class Pins {
  constructor(back) {
    this.back = back;
    this.body = element("tbody");
    const heads = ["Question", ...SHOWN.map((name) => `${name}: B less A`), ""].map((name) => element("th", { scope: "col" }, name));
    const table = element("table", {}, element("caption", {}, "Pinned runs"), element("thead", {}, element("tr", {}, ...heads)), this.body);
    this.element = element("div", { class: "os-pins os-scroll", tabindex: "0", role: "region", "aria-label": "Pinned runs", hidden: true }, table);
  }

  add(payload, question) {
    const panel = payload.answers[0].panels.find((one) => one.kind === "differences");
    const table = new Table(panel);
    const at = (label) => table.rows.find((row) => row[table.place.get("metric")].toLowerCase().startsWith(label.toLowerCase()));
    const cells = SHOWN.map((label) => {
      const row = at(label);
      if (!row) return element("td", {}, "–");
      const unit = table.unit("difference", row);
      const [middle, low, high] = ["difference", "low", "high"].map((name) => amount(row[table.place.get(name)], unit, { sign: true }));
      return element("td", { class: "number" }, middle, element("small", {}, `${low} … ${high}`));
    });
    const back = element("button", { type: "button", "aria-label": `Back to pin ${this.body.childElementCount + 1}` }, "Back to it");
    back.addEventListener("click", () => this.back(question));
    const drop = element("button", { type: "button", "aria-label": `Drop pin ${this.body.childElementCount + 1}` }, "×");
    const changed = Object.entries(question.set).map(([name, value]) => `${name}=${value}`).join(", ");
    const words = `B ${question.b}, A ${question.a}, ${payload.facts[0][1]}, ${payload.facts[1][1]}, ${question.years} years, ${payload.pairs_done} pairs, seed ${question.seed}${changed ? `, ${changed}` : ""}`;
    const row = element("tr", {}, element("th", { scope: "row" }, words), ...cells, element("td", {}, back, drop));
    drop.addEventListener("click", () => {
      row.remove();
      this.element.hidden = !this.body.childElementCount;
    });
    this.body.append(row);
    this.element.hidden = false;
  }
}
