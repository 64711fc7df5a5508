// The company: a shipped one or a file of one's own, with what one states first in front and the rest folded.
import { NumberControl, element, folded, select } from "./controls.js";
import { RowsControl } from "./rows.js";
import { save } from "./saving.js";

const LARGEST = 64 * 1024;

export class CompanyControls {
  // `describe({company, toml, set})` answers with the company's numbers or with what is wrong with them.
  constructor(declarations, describe, changed) {
    Object.assign(this, { declarations, describe, changed, state: null });
    const options = [...declarations.companies.map((one) => [one.name, one.name.replaceAll("_", " ")]), ["", "a file of your own"]];
    this.choice = select("Company", options, (company) => (company ? this.tell({ company, toml: "", set: this.settings() }) : this.file.click()), { silent: true });
    this.about = element("p", { class: "os-about" });
    this.file = element("input", { type: "file", accept: ".toml", class: "os-hidden", tabindex: "-1", "aria-label": "Company file (TOML)" });
    this.file.addEventListener("change", () => this.upload());
    this.file.addEventListener("cancel", () => (this.choice.box.value = this.state.toml ? "" : this.state.company));
    this.error = element("p", { class: "os-error", role: "alert", hidden: true });
    const upload = element("button", { type: "button" }, "Open TOML");
    this.opener = upload;
    upload.addEventListener("click", () => this.file.click());
    const download = element("button", { type: "button" }, "Save TOML");
    download.addEventListener("click", () => this.download());
    this.today = select("Today's design", [["", "as the company's file says"], ["home", "home: each has long been lived in"],
      ...declarations.presets.map((one) => [one.name, one.name.replaceAll("_", " ")])], (today) => this.tell({ today }));
    this.controls = new Map();
    const made = (name, slider) => {
      const declared = declarations.numbers[name] ?? declarations.settings[name];
      const control = new NumberControl(name, declared, (of, value, final) => this.move(of, value, final), { slider });
      this.controls.set(name, control);
      control.lock(Boolean(this.locked));
      return control.element;
    };
    const first = declarations.first.map((name) => made(name, false));
    const tables = Object.keys(declarations.numbers).filter((name) => !declarations.first.includes(name));
    const rest = [...Map.groupBy(tables, (name) => name.split(".")[0])].map(([table, names]) => folded(table, false, ...names.map((name) => made(name, false))));
    this.world = folded("how people and markets work", false);
    this.world.addEventListener("toggle", () => {
      if (this.world.childElementCount > 1) return;
      const chapters = [...Map.groupBy(Object.keys(declarations.settings), (name) => name.split(".")[0])];
      this.world.append(...chapters.map(([chapter, names]) => folded(chapter.replaceAll("_", " "), false, ...names.map((name) => made(name, false)))));
      if (this.found) this.fill(this.found);
    });
    this.lists = Object.entries(declarations.lists).map(([name, declared]) => new RowsControl(name, declared, (rows) => this.take({ [name]: rows })));
    this.element = element("fieldset", { class: "os-company" }, element("legend", {}, "Company"), this.choice.element, this.about, this.error,
      element("div", { class: "os-row" }, upload, download), this.file, this.today.element,
      folded("its numbers", false, ...first, folded("all other numbers", false, ...rest), ...this.lists.map((one) => one.element)), this.world);
  }

  settings() {
    return Object.fromEntries(Object.entries(this.state?.set ?? {}).filter(([name]) => name in this.declarations.settings));
  }

  async show(state) {
    const same = this.found && ["company", "toml", "set"].every((name) => state[name] === this.state[name]);
    this.state = state;
    this.choice.box.value = state.toml ? "" : state.company;
    this.today.box.value = state.today;
    if (same) return undefined;
    const found = await this.told(state);
    if (this.state !== state) return undefined; // somebody has asked for another since
    if (found.error) return this.refuse(found.error);
    this.error.hidden = true;
    this.fill(found);
    return undefined;
  }

  async told({ company, toml, set, lists = {} }) {
    try {
      return await this.describe({ company, toml, set, lists });
    } catch (error) {
      return { error: error.message };
    }
  }

  fill(found) {
    this.found = found;
    this.about.textContent = found.about;
    for (const [name, control] of this.controls) {
      const base = found.base[name] ?? control.declared.default;
      control.show(found.numbers[name] ?? base, base);
    }
    for (const one of this.lists) one.show(found.lists[one.name]);
  }

  // Other segments or channels make it a file of one's own. Answers with what is wrong with them.
  async take(lists) {
    const found = await this.told({ ...this.state, lists });
    if (found.error) return found.error;
    this.tell({ toml: found.toml, company: "", set: this.settings() });
    return "";
  }

  refuse(message) {
    this.error.textContent = message;
    this.error.hidden = false;
    this.choice.box.value = this.state.toml ? "" : this.state.company;
  }

  move(name, value, final) {
    const set = { ...this.state.set, [name]: value };
    if (value === this.controls.get(name).base) delete set[name];
    this.tell({ set }, final);
  }

  tell(change, final = true) {
    this.changed(change, final);
  }

  async upload() {
    const [file] = this.file.files;
    this.file.value = "";
    if (!file) return this.show(this.state);
    if (file.size > LARGEST) return this.refuse(`${file.name} has ${Math.round(file.size / 1024)} kB; a company's file has at most 64.`);
    const toml = await file.text();
    const found = await this.told({ company: "", toml, set: {} });
    if (found.error) return this.refuse(found.error);
    return this.tell({ toml, company: "", set: this.settings() });
  }

  async download() {
    const found = await this.told(this.state);
    if (found.error) this.refuse(found.error);
    else save("company.toml", found.toml, "application/toml");
  }

  lock(locked) {
    this.locked = locked;
    for (const one of [this.choice.box, this.today.box, this.opener]) one.disabled = locked;
    for (const control of [...this.controls.values(), ...this.lists]) control.lock(locked);
  }
}
