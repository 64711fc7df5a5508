// The page's shell: questions go to this server, the state stands in the address.
import { createExplorer, fromAddress, toHash, toQuery } from "/orgsim-view.js";

async function ask(kind, question, { signal, hear }) {
  const answer = await fetch(`/api/ask/${kind}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(question), signal,
  });
  if (!answer.ok) {
    hear({ error: await reason(answer) });
    return;
  }
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) hear(JSON.parse(line));
  }
}

async function reason(answer) {
  const text = await answer.text();
  try {
    return JSON.parse(text).error;
  } catch {
    return text;
  }
}

async function describe(part) {
  const answer = await fetch("/api/company", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(part) });
  return answer.ok ? answer.json() : { error: await reason(answer) };
}

async function keep(kind, question, button, asked = []) {
  button.disabled = true;
  try {
    const answer = await fetch(`/api/keep/${kind}?with=${asked.join(",")}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(question) });
    if (!answer.ok) throw new Error(await reason(answer));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `orgsim.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (error) {
    alert(error.message);
  } finally {
    button.disabled = false;
  }
}

const declarations = await (await fetch("/api/declarations")).json();
const query = new URLSearchParams(location.search);
const teach = query.get("teach") ? { lock: (query.get("lock") ?? "").split(",").filter(Boolean) } : null;
const more = teach ? { teach: "1", lock: teach.lock.join(",") } : {};
const address = (state, extra = more) => `${location.pathname}?${toQuery(state, extra)}${toHash(state)}`;
let replacing = 0;

const explorer = createExplorer(document.querySelector("#explorer"), {
  declarations, transport: ask, describe, state: fromAddress(location.search, location.hash, declarations.start), teach,
  moved: (state, final) => {
    clearTimeout(replacing);
    replacing = setTimeout(() => history.replaceState(null, "", address(state)), final ? 0 : 250);
  },
  actions: [
    { label: "Report", act: (state, button, asked) => keep("html", state, button, asked) },
    { label: "One page", act: (state, button, asked) => keep("board.html", state, button, asked) },
    { label: "PDF", act: (state, button, asked) => keep("pdf", state, button, asked) },
    { label: "Excel", act: (state, button, asked) => keep("xlsx", state, button, asked) },
    { label: "CSV", act: (state, button) => keep("csv", state, button) },
    { label: "Picture", act: (state, button) => keep("png", state, button) },
  ],
});

async function copied(button, text) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    prompt("The link:", text);
  }
  setTimeout(() => (button.textContent = label), 1500);
}

const link = document.querySelector("#link");
link.addEventListener("click", () => copied(link, new URL(address(explorer.state()), location.href).href));
const leave = document.querySelector("#leave");
leave.hidden = !teach;
leave.addEventListener("click", () => location.assign(address(explorer.state(), {})));
const mode = document.querySelector("#teach");
mode.textContent = teach ? "Copy class link" : "Teach mode";
mode.addEventListener("click", () => {
  if (teach) copied(mode, new URL(address(explorer.state(), { teach: "1", lock: "company,seed" }), location.href).href);
  else location.assign(address(explorer.state(), { teach: "1" }));
});
