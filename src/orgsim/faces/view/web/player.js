// The player: a filmed run, day by day: who works on what, what lies with whom, disputes, trust, one account's life.
import { element, select } from "./controls.js";
import { styled } from "./view.js";

const COLORS = ["#0072b2", "#009e73", "#56b4e9", "#4b6584", "#e69f00", "#f0c36b", "#d08770", "#b48ead", "#cc3311", "#ee99aa", "#8c8c8c", "#bbbbbb", "#e8e8e8", "#ffffff"];
const SPEEDS = [["1", "1 day a second"], ["4", "4 days a second"], ["12", "12 days a second"]];

export function player(root, film) {
  styled(root);
  root.classList.add("os-player");
  const last = film.frames.length - 1;
  let place = 0;
  let timer = 0;
  const day = element("input", { type: "range", min: "0", max: String(Math.max(0, last)), step: "1", value: "0", "aria-label": "Day", "data-lm-suppress-shortcuts": "true" });
  const told = element("output", { class: "os-status", "aria-live": "off" });
  const button = (label, name, act) => {
    const made = element("button", { type: "button", "aria-label": name }, label);
    made.addEventListener("click", act);
    return made;
  };
  const play = button("▶ Play", "Play", () => (timer ? stop() : start()));
  const speed = select("Speed", SPEEDS, () => timer && (stop(), start()));
  speed.box.value = "4";
  const people = film.people.map((name, row) => {
    const bar = element("div", { class: "os-work", role: "img" });
    const queue = element("span", { class: "os-queue" });
    const line = element("tr", { class: `os-${film.roles[row]}` }, element("th", { scope: "row" }, name), element("td", {}, bar), element("td", {}, queue));
    return { line, bar, queue, name };
  });
  const heads = ["who", "today's hours, by use", "leads that lie there"].map((one) => element("th", { scope: "col" }, one));
  const table = element("table", {}, element("caption", {}, "People"), element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...people.map((one) => one.line)));
  const key = element("p", { class: "os-about os-key" }, ...film.uses.map((use, one) => {
    const dot = element("span", { class: "os-dot" });
    dot.style.background = COLORS[one];
    return element("span", {}, dot, `${use} `);
  }));
  const funnel = element("div", { class: "os-stages" });
  const conflict = element("p", { class: "os-conflict" });
  const life = element("ol", { class: "os-life" });
  const account = select("One account's life", film.accounts.map((one, at) => [String(at), one.name]), () => show());

  function show() {
    const frame = film.frames[place];
    if (!frame) return;
    day.value = String(place);
    told.textContent = `day ${frame.day} of ${film.frames[last].day}`;
    people.forEach(({ bar, queue, name }, row) => {
      const hours = frame.hours[row];
      const total = hours.reduce((sum, one) => sum + one, 0);
      const parts = [];
      bar.replaceChildren(...hours.flatMap((spent, use) => {
        if (spent < 0.01) return [];
        const part = element("span", { title: `${film.uses[use]}: ${spent} h` });
        part.style.cssText = `flex: ${spent}; background: ${COLORS[use]}`;
        parts.push(`${film.uses[use]} ${spent} h`);
        return [part];
      }));
      const gone = !frame.present[row] ? "post vacant" : frame.away[row] ? "away" : "";
      if (gone || total < 0.01) bar.textContent = gone || "nothing recorded";
      bar.setAttribute("aria-label", `${name}: ${gone || parts.join(", ") || "nothing recorded"}`);
      queue.textContent = frame.queue[row] ? `${"●".repeat(Math.min(20, frame.queue[row]))} ${frame.queue[row]}` : "–";
    });
    funnel.replaceChildren(...film.stages.map((stage, at) => element("div", {}, element("strong", {}, frame.stocks[at].toLocaleString("en-US")), element("span", {}, stage), element("small", {}, frame.entered[at] ? `+${frame.entered[at]} today` : " "))));
    const raised = Object.entries(frame.disputes).map(([kind, count]) => `${count} about ${kind}`).join(", ");
    conflict.textContent = `Disputes today: ${raised || "none"}; ${frame.waiting} wait to be settled. Marketing trusts sales ${frame.trust[0].toFixed(2)}, sales trusts marketing ${frame.trust[1].toFixed(2)}. Deals today: ${frame.deals}.`;
    const chosen = film.accounts[Number(account.box.value) || 0];
    life.replaceChildren(...(chosen?.steps ?? []).map(([when, text, heard]) => element("li", { class: when > frame.day ? "os-later" : heard ? "os-heard" : "" }, element("span", {}, `day ${Math.floor(when)}`), ` ${text}`)));
  }

  function go(to) {
    place = Math.max(0, Math.min(last, to));
    show();
    if (place === last) stop();
  }
  function start() {
    if (place === last) place = 0;
    timer = setInterval(() => go(place + 1), 1000 / Number(speed.box.value));
    play.textContent = "❚❚ Pause";
    play.setAttribute("aria-label", "Pause");
  }
  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = "▶ Play";
    play.setAttribute("aria-label", "Play");
  }
  day.addEventListener("input", () => go(Number(day.value)));
  root.replaceChildren(
    element("h2", {}, film.title),
    element("div", { class: "os-row" }, button("|◀", "First day", () => go(0)), button("◀", "A day back", () => (stop(), go(place - 1))), play,
      button("▶|", "A day on", () => (stop(), go(place + 1))), speed.element, told),
    day, funnel, conflict,
    element("div", { class: "os-scroll", tabindex: "0", role: "region", "aria-label": "People" }, table), key, account.element, life,
  );
  show();
  return stop;
}
