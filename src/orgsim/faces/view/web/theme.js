// Colors from the page's style, so that light, dark and print need nothing but CSS.

export function themeOf(element) {
  const style = getComputedStyle(element);
  const color = (name) => style.getPropertyValue(`--os-${name}`).trim();
  return {
    a: color("a"), b: color("b"), ink: color("ink"), muted: color("muted"), grid: color("grid"), ground: color("ground"),
    open: color("open"),
  };
}

export const hatch = (color) => ({ symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color });
