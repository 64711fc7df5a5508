// One panel: title, sentence, picture, table. Updated in place, so that a moved slider moves the picture.
import { CHARTS, heightOf } from "./charts.js";
import { init } from "./echarts.js";
import { journey } from "./journey.js";
import { asPng, save } from "./saving.js";
import { Table } from "./table.js";
import { themeOf } from "./theme.js";

const NARROW = 380;
const REST = 350; // milliseconds without news after which what is out of sight is drawn, too
let count = 0;

const seen = new IntersectionObserver((entries) => entries.forEach((one) => one.target.panel.met(one.isIntersecting)), { rootMargin: "120px" });

export class Panel {
  constructor(data) {
    count += 1;
    this.element = document.createElement("figure");
    this.element.className = "os-panel";
    this.element.dataset.kind = data.kind;
    this.element.panel = this;
    this.inSight = false;
    this.element.innerHTML = `<figcaption><h3></h3><p></p></figcaption><div class="os-chart" role="img"></div>
      <details><summary>Table</summary><div class="os-keep">
      <button type="button" data-keep="csv">CSV</button><button type="button" data-keep="svg">SVG</button>
      <button type="button" data-keep="png">PNG</button></div><div class="os-scroll" tabindex="0" role="region"></div></details>`;
    const [title, sentence, chart, details] = ["h3", "p", ".os-chart", "details"].map((one) => this.element.querySelector(one));
    Object.assign(this, { title, sentence, box: chart, details });
    sentence.id = `os-sentence-${count}`;
    chart.setAttribute("aria-labelledby", sentence.id);
    details.addEventListener("toggle", () => this.fillTable());
    this.element.querySelector(".os-keep").addEventListener("click", (event) => this.keep(event.target.dataset.keep));
    this.update(data);
    seen.observe(this.element);
  }

  // Came into sight, or went out of it.
  met(inSight) {
    this.inSight = inSight;
    if (inSight && this.due) this.draw();
  }

  update(data) {
    this.data = data;
    this.table = new Table(data);
    this.title.textContent = data.title;
    this.sentence.textContent = data.sentence;
    this.element.querySelector(".os-scroll").setAttribute("aria-label", `${data.title}: table`);
    if (this.details.open) this.fillTable();
    this.due = true;
    clearTimeout(this.waiting);
    if (this.inSight && this.box.isConnected) this.draw();
    else this.waiting = setTimeout(() => this.due && this.box.isConnected && this.draw(), REST);
  }

  draw() {
    this.due = false;
    if (this.data.kind === "journey") {
      this.box.removeAttribute("role");
      this.box.removeAttribute("aria-labelledby");
      this.box.replaceChildren(journey(this.table));
      return;
    }
    const theme = themeOf(this.box);
    const narrow = this.box.clientWidth < NARROW;
    const height = heightOf(this.data.kind, this.table.rows.length, narrow);
    this.box.style.height = `${height}px`;
    const build = CHARTS[this.data.kind];
    if (!build || !this.table.rows.length) {
      this.chart?.dispose();
      this.chart = undefined;
      this.box.textContent = this.table.rows.length ? "" : "Nothing to show.";
      this.box.style.height = "auto";
      return;
    }
    if (!this.chart) this.box.textContent = "";
    this.chart ??= init(this.box, null, { renderer: "svg", height });
    this.chart.resize({ width: this.box.clientWidth, height, silent: true });
    try {
      this.chart.setOption(build(this.table, theme, narrow), { replaceMerge: ["series"], silent: true });
    } catch (error) {
      console.error(`${this.data.kind}: ${error.message}`); // one picture that fails takes no other with it
    }
  }

  fillTable() {
    if (this.details.open) this.element.querySelector(".os-scroll").replaceChildren(this.table.element());
  }

  async keep(kind) {
    const name = `${this.data.kind}.${kind}`;
    if (kind === "csv") save(name, `\ufeff${this.table.csv()}`, "text/csv");
    if (!this.chart) return;
    const svg = this.chart.renderToSVGString();
    if (kind === "svg") save(name, svg, "image/svg+xml");
    if (kind === "png") save(name, await asPng(svg, this.chart.getWidth(), this.chart.getHeight(), themeOf(this.box).ground));
  }

  dispose() {
    seen.unobserve(this.element);
    clearTimeout(this.waiting);
    this.chart?.dispose();
    this.element.remove();
  }
}
