// A payload drawn into an element, and drawn again in place when a newer one comes.
import { Panel } from "./panel.js";
import style from "./view.css";

export function styled(root) {
  const where = root.getRootNode();
  const head = where.head ?? where;
  if (!head.querySelector?.("style[data-orgsim]")) {
    const sheet = document.createElement("style");
    sheet.dataset.orgsim = "";
    sheet.textContent = style;
    head.append(sheet);
  }
  root.classList.add("orgsim");
}

class AnswerView {
  constructor(answer) {
    this.element = document.createElement("section");
    this.element.className = "os-answer";
    this.element.dataset.kind = answer.kind;
    this.element.innerHTML = `<h2></h2><p class="os-headline"></p><p class="os-details"></p><div class="os-panels"></div>`;
    this.panels = new Map();
  }

  update(answer) {
    const [title, headline, details, box] = ["h2", ".os-headline", ".os-details", ".os-panels"].map((one) => this.element.querySelector(one));
    title.textContent = answer.title;
    headline.textContent = answer.headline;
    details.textContent = answer.details;
    const seen = new Set();
    for (const data of answer.panels) {
      seen.add(data.kind);
      const there = this.panels.get(data.kind);
      if (there) there.update(data);
      else {
        const panel = new Panel(data);
        this.panels.set(data.kind, panel);
        box.append(panel.element);
        if (this.element.isConnected && panel.element.getBoundingClientRect().top < innerHeight) panel.draw();
      }
    }
    for (const [kind, panel] of this.panels) {
      if (!seen.has(kind)) {
        panel.dispose();
        this.panels.delete(kind);
      }
    }
  }

  draw() {
    for (const panel of this.panels.values()) panel.draw();
  }

  dispose() {
    for (const panel of this.panels.values()) panel.dispose();
    this.element.remove();
  }
}

// The panels of a page that stands already: each takes the place of what was there in words.
export function drawPanels(root, sections) {
  const body = root.body ?? root;
  styled(body);
  const panels = [];
  root.querySelectorAll("[data-section]").forEach((box) => {
    const there = [...box.children];
    sections[Number(box.dataset.section)].forEach((data, place) => {
      const panel = new Panel(data);
      there[place].replaceWith(panel.element);
      panels.push(panel);
    });
  });
  const redraw = () => panels.forEach((panel) => panel.draw());
  redraw();
  redrawn(body, redraw);
  addEventListener("beforeprint", () => root.querySelectorAll("section > details").forEach((one) => (one.open = true)));
}

// Draw again where the room, the colors or the medium change, until what is returned is called.
function redrawn(root, redraw) {
  let width = root.clientWidth;
  const room = new ResizeObserver(() => {
    if (!root.clientWidth || root.clientWidth === width) return;
    width = root.clientWidth;
    redraw();
  });
  room.observe(root);
  const media = ["(prefers-color-scheme: dark)", "print"].map((query) => matchMedia(query));
  for (const one of media) one.addEventListener("change", redraw);
  return () => {
    room.disconnect();
    for (const one of media) one.removeEventListener("change", redraw);
  };
}

export function draw(root, payload) {
  styled(root);
  const answers = new Map();
  const view = {
    update(next) {
      const seen = new Set();
      next.answers.forEach((answer, place) => {
        const key = `${place} ${answer.kind}`;
        seen.add(key);
        if (!answers.has(key)) {
          const one = new AnswerView(answer);
          answers.set(key, one);
          root.append(one.element);
        }
        answers.get(key).update(answer);
      });
      for (const [key, one] of answers) {
        if (!seen.has(key)) {
          one.dispose();
          answers.delete(key);
        }
      }
    },
    redraw: () => answers.forEach((one) => one.draw()),
  };
  view.update(payload);
  const leave = redrawn(root, view.redraw);
  view.dispose = () => {
    leave();
    answers.forEach((one) => one.dispose());
  };
  return view;
}
