// What the shells use: the page imports it, the report carries it inside, a notebook hands it to its widget.
import { draw, drawPanels } from "./view.js";
import { player } from "./player.js";
import widget from "./widget.js";

globalThis.orgsimView = { draw, drawPanels, player };
export { amount } from "./format.js";
export { crossings } from "./charts.js";
export { createExplorer } from "./explorer.js";
export { fromAddress, toHash, toQuery } from "./state.js";
export { draw, drawPanels };
export default widget;
