// One account's two journeys, side by side, as lists that can be read aloud.

export function journey(table) {
  const box = document.createElement("div");
  box.className = "os-journeys";
  for (const [design, rows] of table.groups("design")) {
    const side = document.createElement("section");
    const heading = document.createElement("h4");
    heading.textContent = design;
    const list = document.createElement("ol");
    let heard = 0;
    const told = () => {
      if (!heard) return;
      const item = document.createElement("li");
      item.className = "os-heard";
      item.textContent = `hears ${heard} message${heard > 1 ? "s" : ""}`;
      list.append(item);
      heard = 0;
    };
    for (const row of rows.rows) {
      const [day, text, isHeard] = ["day", "text", "heard"].map((name) => row[table.place.get(name)]);
      if (isHeard) {
        heard += 1;
        continue;
      }
      told();
      const item = document.createElement("li");
      const when = document.createElement("span");
      when.textContent = `day ${Math.round(day)}`;
      item.append(when, ` ${text}`);
      list.append(item);
    }
    told();
    side.append(heading, list);
    box.append(side);
  }
  return box;
}
