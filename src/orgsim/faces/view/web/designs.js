// The controls of one design: its preset, and every lever in groups that a manager would name.
import { NumberControl, element, folded, select } from "./controls.js";
import { designOf, isWhole, partsOf } from "./state.js";

export class DesignControls {
  // `changed(side, design, final)` hears of a new design, `near(side, designs)` of those that may be asked for next.
  constructor(side, declarations, changed, near) {
    Object.assign(this, { side, declarations, changed });
    this.presets = new Map(declarations.presets.map((one) => [one.name, one]));
    const options = declarations.presets.map((one) => [one.name, one.name.replaceAll("_", " ")]);
    this.choice = select(`Design ${side.toUpperCase()}`, options, (preset) => this.tell(designOf({ preset, levers: {} }), true), { silent: true });
    this.origin = element("p", { class: "os-about" });
    this.controls = new Map();
    const groups = declarations.groups.map(({ name, levers }) => {
      const made = levers.map((lever) => {
        const control = new NumberControl(lever, declarations.levers[lever], (of, value, final) => this.move(of, value, final), {
          whose: `design ${side.toUpperCase()}`, near: (of, values) => near(side, values.map((value) => this.with(of, value))),
        });
        this.controls.set(lever, control);
        return control.element;
      });
      return folded(name, name === "talk" && side === "b", ...made);
    });
    this.element = element("fieldset", { class: `os-design os-design-${side}` }, element("legend", {}, `Design ${side.toUpperCase()}`), this.choice.element, this.origin, ...(side === "a" ? [folded("its levers", false, ...groups)] : groups));
  }

  show(design) {
    this.design = design;
    const whole = isWhole(design);
    for (const control of this.controls.values()) control.lock(whole || this.locked);
    if (whole) {
      this.choice.box.value = "";
      this.origin.textContent = `${design}: chosen as a whole; a preset above gives the levers back.`;
      return;
    }
    const { preset, levers } = partsOf(design);
    const of = this.presets.get(preset);
    this.choice.box.value = preset;
    this.origin.textContent = of ? of.about : "";
    for (const [name, control] of this.controls) {
      const base = of?.levers[name] ?? control.declared.default;
      control.show(levers[name] ?? base, base);
    }
  }

  move(name, value, final) {
    this.tell(this.with(name, value), final);
  }

  // The design with one lever at another value.
  with(name, value) {
    const { preset, levers } = partsOf(this.design);
    const next = { ...levers, [name]: value };
    if (Math.abs(value - this.controls.get(name).base) < 1e-12) delete next[name];
    return designOf({ preset, levers: next });
  }

  tell(design, final) {
    this.show(design);
    this.changed(this.side, design, final);
  }

  lock(locked, except = null) {
    this.locked = locked;
    this.choice.box.disabled = locked;
    for (const [name, control] of this.controls) control.lock(locked && name !== except);
  }
}
