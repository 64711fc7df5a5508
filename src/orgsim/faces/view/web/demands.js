// What is asked on demand: why, what would turn it, what to do, whose accounts. Each shows its progress and can be left.
import { element } from "./controls.js";
import { draw } from "./view.js";

const KINDS = [
  ["why", "Why?"], ["accounts", "Which accounts?"], ["turns", "What would turn it?"], ["uncertain", "How sure, over what nobody knows?"],
  ["rank", "Which design is best?"], ["advise", "What should we do?"],
];

export class Demands {
  constructor(transport, state) {
    Object.assign(this, { transport, state, open: new Map() });
    this.element = element("div", { class: "os-demands" });
    this.buttons = KINDS.map(([kind, label]) => {
      const button = element("button", { type: "button", "data-ask": kind }, label);
      button.addEventListener("click", () => this.ask(kind, label, button));
      return button;
    });
  }

  // What was asked of the present question, and answered.
  answered() {
    return [...this.open].filter(([, one]) => one.whole && !one.box.classList.contains("os-stale")).map(([kind]) => kind);
  }

  stale() {
    for (const { box } of this.open.values()) box.classList.add("os-stale");
  }

  async ask(kind, label, button) {
    this.open.get(kind)?.leave();
    const control = new AbortController();
    const bar = element("progress", { max: 1, "aria-label": `${label} progress` });
    const told = element("span", { class: "os-status", role: "status" }, "beginning …");
    const cancel = element("button", { type: "button" }, "Cancel");
    const close = element("button", { type: "button", "aria-label": `Close ${label}` }, "×");
    const working = element("div", { class: "os-row" }, bar, told, cancel);
    const content = element("div");
    const box = element("section", { class: "os-demand", "data-kind": kind, "aria-label": label },
      element("div", { class: "os-row os-spread" }, element("h2", {}, label), close), working, content);
    let view = null;
    const leave = () => {
      control.abort();
      view?.dispose();
      box.remove();
      this.open.delete(kind);
      button.disabled = false;
      button.focus();
    };
    cancel.addEventListener("click", leave);
    close.addEventListener("click", leave);
    this.open.set(kind, { box, leave });
    this.element.prepend(box);
    button.disabled = true;
    try {
      await this.transport(kind, this.state(), {
        signal: control.signal,
        hear: ({ progress, payload, error, waiting }) => {
          if (waiting) told.textContent = "another long question is being answered; this one waits …";
          if (progress) {
            const [done, total] = progress;
            bar.value = total ? Math.min(1, done / total) : 0;
            told.textContent = `${done} of about ${total} runs`;
          }
          if (error) content.replaceChildren(element("p", { class: "os-error", role: "alert" }, error));
          if (payload) {
            content.replaceChildren();
            view = draw(content, payload);
            this.open.get(kind).whole = true;
          }
        },
      });
    } catch (error) {
      if (error.name !== "AbortError") content.replaceChildren(element("p", { class: "os-error", role: "alert" }, error.message));
    }
    working.remove();
    button.disabled = false;
  }
}
