// A panel's table: columns by name, rows as objects, as a table for people, as CSV.
import { cell } from "./format.js";

export class Table {
  constructor(panel) {
    this.columns = panel.columns;
    this.rows = panel.rows;
    this.place = new Map(panel.columns.map((one, place) => [one.name, place]));
  }

  column(name) {
    const place = this.place.get(name);
    return place === undefined ? [] : this.rows.map((row) => row[place]);
  }

  // Rows of one value of a column, in the order in which the values first come.
  groups(name) {
    const place = this.place.get(name);
    const found = new Map();
    for (const row of this.rows) {
      if (!found.has(row[place])) found.set(row[place], []);
      found.get(row[place]).push(row);
    }
    return [...found].map(([value, rows]) => [value, this.with(rows)]);
  }

  with(rows) {
    return Object.assign(Object.create(Table.prototype), { columns: this.columns, rows, place: this.place });
  }

  label(name) {
    return this.columns[this.place.get(name)]?.label ?? name;
  }

  unit(name, row) {
    const unit = this.columns[this.place.get(name)]?.unit ?? "";
    if (unit !== "row") return unit;
    const own = this.place.get("unit");
    return own === undefined || !row ? "" : String(row[own]);
  }

  shown() {
    return this.columns.filter((one) => !["name_a", "name_b", "name_x", "name_y", "unit_x", "unit_y"].includes(one.name));
  }

  element() {
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    const shown = this.shown();
    for (const column of shown) {
      const heading = document.createElement("th");
      heading.scope = "col";
      heading.textContent = column.unit && column.unit !== "row" && column.unit !== "share"
        ? `${column.label}, ${column.unit}` : column.label;
      head.append(heading);
    }
    const body = table.createTBody();
    for (const row of this.rows) {
      const line = body.insertRow();
      for (const column of shown) {
        const value = row[this.place.get(column.name)];
        const one = line.insertCell();
        one.textContent = cell(value, this.unit(column.name, row));
        if (typeof value === "number") one.className = "number";
      }
    }
    return table;
  }

  csv() {
    // A cell that a spreadsheet would take for a formula is given an apostrophe.
    const quoted = (value) => {
      const text = value === null ? "" : String(value);
      const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
      return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    const lines = [this.columns.map((one) => one.name), ...this.rows];
    return lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
  }
}
