// The notebook's shell, for anywidget: an explorer that asks the kernel, or a film that is played.
import { createExplorer } from "./explorer.js";
import { player } from "./player.js";

function render({ model, el }) {
  const root = document.createElement("div");
  el.append(root);
  if (model.get("film")) return player(root, model.get("film"));
  let serial = 0;
  const asked = new Map();
  const heard = (message) => asked.get(message.serial)?.(message);
  model.on("msg:custom", heard);
  const transport = (kind, question, { signal, hear }) => new Promise((resolve, reject) => {
    serial += 1;
    const mine = serial;
    signal?.addEventListener("abort", () => {
      asked.delete(mine);
      model.send({ serial: mine, cancel: true });
      reject(new DOMException("left", "AbortError"));
    });
    asked.set(mine, (message) => {
      if (message.done) {
        asked.delete(mine);
        resolve();
      } else hear(message);
    });
    model.send({ serial: mine, kind, question });
  });
  const describe = async (question) => {
    let found = {};
    await transport("company", question, { hear: (message) => (found = message) });
    return found;
  };
  const explorer = createExplorer(root, {
    declarations: model.get("declarations"), transport, describe, state: model.get("state"),
    moved: (state) => {
      model.set("state", state);
      model.save_changes();
    },
  });
  return () => {
    explorer.stop();
    model.off("msg:custom", heard);
  };
}

export default { render };
