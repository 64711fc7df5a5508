// The explorer: controls, verdict, pictures, and what is asked on demand. The page and the notebook are shells around it.
import { Ahead, Asker } from "./asking.js";
import { CompanyControls } from "./company.js";
import { element, select } from "./controls.js";
import { Demands } from "./demands.js";
import { DesignControls } from "./designs.js";
import { Pins } from "./pins.js";
import { DEFAULTS } from "./state.js";
import { Teaching } from "./teach.js";
import { draw, styled } from "./view.js";

const YEARS = [0.5, 1, 2, 3, 5];
const PREVIEW = 2;
const PAIRS = [10, 20, 40, 100, 200];
const options = (values, value, unit) => [...new Set([...values, value])].sort((a, b) => a - b).map((one) => [String(one), `${one} ${unit}`]);

// `transport(kind, question, {signal, hear})` asks; `describe` tells of a company; `moved(state)` hears of every new state.
export function createExplorer(root, { declarations, transport, describe, state: given = {}, moved = () => {}, actions = [], teach = null }) {
  styled(root);
  root.classList.add("os-explorer");
  let state = { ...DEFAULTS, ...given };
  let view = null;
  let shown = null;
  const verdict = element("p", { class: "os-verdict" }, "Asking …");
  const spoken = element("p", { class: "os-hidden", "aria-live": "polite", "aria-atomic": "true" }); // said once, when all pairs are in
  const remarks = element("ul", { class: "os-remarks", hidden: true });
  const status = element("p", { class: "os-status" });
  const error = element("p", { class: "os-error", role: "alert", hidden: true });
  const pictures = element("div", { class: "os-pictures" });

  const ahead = new Ahead(transport);
  const asker = new Asker(transport, {
    begun: () => {
      ahead.stop();
      for (const one of [pictures, verdict]) one.classList.add("os-stale");
      status.textContent = "pairs of runs are coming in …";
    },
    heard: ({ payload, error: wrong }, question) => {
      if (wrong) return fail(wrong);
      if (!payload) return undefined;
      error.hidden = true;
      shown = { payload, question };
      for (const one of [pictures, verdict]) one.classList.remove("os-stale");
      if (view) view.update(payload);
      else view = draw(pictures, payload);
      const whole = payload.pairs_done >= state.pairs;
      status.textContent = `${payload.pairs_done} of ${state.pairs} pairs of runs under the same luck${whole ? "" : " …"}`;
      root.dataset.pairs = String(payload.pairs_done);
      root.dataset.drawn = String(Number(root.dataset.drawn ?? 0) + 1);
      verdict.dataset.pairs = String(payload.pairs_done);
      verdict.textContent = payload.answers[0].headline;
      if (whole) spoken.textContent = payload.answers[0].headline;
      remarks.replaceChildren(...payload.notes.map((note) => element("li", {}, note)));
      remarks.hidden = !payload.notes.length;
      return undefined;
    },
    ended: (question) => {
      if (question.pairs < state.pairs) return; // a lever still moves
      ahead.go();
      root.dataset.ended = String(Number(root.dataset.ended ?? 0) + 1);
      if (shown?.question === question && shown.payload.pairs_done === question.pairs) teaching?.answered(shown.payload, question);
    },
    failed: (wrong) => fail(wrong.message),
  });

  function fail(message) {
    error.textContent = message;
    error.hidden = false;
    if (!shown) verdict.textContent = "";
    status.textContent = shown ? "What is seen answers the question before." : "";
  }

  // Somebody's hand is at a slider: what it may be moved to is run while nobody asks.
  function near(side, designs) {
    ahead.near(designs.map((design) => ({ ...state, [side]: design, pairs: Math.min(PREVIEW, state.pairs) })));
    if (asker.running) ahead.stop();
  }

  function change(part, final = true) {
    state = { ...state, ...part };
    moved(state, final);
    asker.ask(final ? state : { ...state, pairs: Math.min(PREVIEW, state.pairs) }); // while a lever moves, few pairs each
    demands.stale();
    if (final) show();
  }

  function show() {
    for (const side of ["a", "b"]) designs[side].show(state[side]);
    company.show(state);
    years.box.value = String(state.years);
    pairs.box.value = String(state.pairs);
    seed.value = String(state.seed);
  }

  const designs = Object.fromEntries(["a", "b"].map((side) => [side, new DesignControls(side, declarations, (of, design, final) => change({ [of]: design }, final), near)]));
  const company = new CompanyControls(declarations, describe, change);
  const years = select("Horizon", options(YEARS, state.years, "years"), (value) => change({ years: Number(value) }));
  const pairs = select("Pairs of runs", options(PAIRS, state.pairs, "pairs"), (value) => change({ pairs: Number(value) }));
  const seed = element("input", { type: "number", min: "0", max: "999999999", step: "1", id: "os-seed", "data-lm-suppress-shortcuts": "true" });
  seed.addEventListener("change", () => (seed.checkValidity() && seed.value !== "" ? change({ seed: Number(seed.value) }) : show()));
  const how = element("fieldset", { class: "os-how" }, element("legend", {}, "How"), years.element, pairs.element,
    element("div", { class: "os-choice" }, element("label", { for: "os-seed" }, "Seed of all luck"), seed));
  const demands = new Demands(transport, () => state);
  const pins = new Pins((pinned) => {
    state = { ...pinned };
    show();
    change({});
  });
  const pin = element("button", { type: "button" }, "Pin this run");
  pin.addEventListener("click", () => shown && pins.add(shown.payload, { ...shown.question, pairs: state.pairs }));
  const bar = element("div", { class: "os-row os-actions" }, ...demands.buttons, pin,
    ...actions.map(({ label, act }) => {
      const button = element("button", { type: "button" }, label);
      button.addEventListener("click", () => act(state, button, demands.answered()));
      return button;
    }));
  const teaching = teach ? new Teaching({ designs, company, how, demands, declarations, lock: teach.lock, state: () => state }) : null;
  const controls = element("form", { class: "os-controls", "aria-label": "What is asked" }, ...(teaching ? [teaching.element] : []), designs.a.element, designs.b.element, company.element, how);
  controls.addEventListener("submit", (event) => event.preventDefault());
  const wide = matchMedia("(min-width: 761px)");
  const fold = element("details", { class: "os-fold", open: wide.matches || Boolean(teach) }, element("summary", {}, "Change the question"), controls);
  wide.addEventListener("change", () => (fold.open = wide.matches || Boolean(teach)));
  const answers = element("div", { class: "os-answers" }, element("div", { class: "os-top" }, verdict, spoken, status, remarks, error), bar, pins.element, demands.element, pictures);
  root.replaceChildren(element("div", { class: "os-layout" }, fold, answers));
  show();
  asker.ask(state);
  return {
    state: () => state,
    stop: () => {
      asker.stop();
      ahead.stop();
      view?.dispose();
    },
  };
}
