"use strict";

/* Line charts as SVG: axes with round ticks, curves, dots, labels like T_R and J^e. */
const chart = (() => {
  const [WIDTH, HEIGHT] = [480, 320];
  const PAD = { left: 62, right: 14, top: 40, bottom: 46 };
  const NAMESPACE = "http://www.w3.org/2000/svg";

  function element(parent, name, attributes, text) {
    const child = document.createElementNS(NAMESPACE, name);
    for (const [key, value] of Object.entries(attributes)) child.setAttribute(key, value);
    if (text !== undefined) child.textContent = text;
    parent.appendChild(child);
    return child;
  }

  /* Text in which ^a and _a raise and lower one character. */
  function label(parent, attributes, text) {
    const node = element(parent, "text", attributes);
    let level = 0;
    for (const part of text.split(/([\^_].)/).filter(Boolean)) {
      const wanted = part[0] === "^" ? -5 : part[0] === "_" ? 3.5 : 0;
      const shifted = wanted !== 0;
      element(node, "tspan", { dy: wanted - level, ...(shifted ? { style: "font-size:78%" } : {}) }, shifted ? part[1] : part);
      level = wanted;
    }
    return node;
  }

  function ticks(low, high, n) {
    const raw = (high - low) / n;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw);
    const list = [];
    for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) list.push(k * step);
    return { list, decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
  }

  /* Smallest and largest value of all curves, with a margin; never empty. */
  function range(curves, least) {
    const values = curves.flatMap((curve) => curve.points.map(([, y]) => y));
    let [low, high] = [Math.min(...values), Math.max(...values)];
    const missing = Math.max(0, least - (high - low)) / 2;
    [low, high] = [low - missing, high + missing];
    const margin = 0.06 * (high - low);
    return [low - margin, high + margin];
  }

  /* Draw curves [{points, colour, style, name}] and dots [{point, colour}] into an svg element. */
  function draw(svg, { title, x, y, curves, dots = [], least = 0.1 }) {
    svg.replaceChildren();
    svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute("aria-label", title.replace(/[\^_]/g, ""));
    const [bottom, top] = range(curves, least);
    const [left, right] = x.range;
    const atX = (value) => PAD.left + ((value - left) / (right - left)) * (WIDTH - PAD.left - PAD.right);
    const atY = (value) => HEIGHT - PAD.bottom - ((value - bottom) / (top - bottom)) * (HEIGHT - PAD.top - PAD.bottom);
    axes(svg, { x, y, atX, atY, bottom, top });
    for (const { points, colour, style = "" } of curves) {
      const path = points.map(([a, b], k) => `${k ? "L" : "M"}${atX(a).toFixed(2)} ${atY(b).toFixed(2)}`).join("");
      element(svg, "path", { d: path, class: `curve ${colour} ${style}` });
    }
    for (const { point, colour } of dots) element(svg, "circle", { cx: atX(point[0]), cy: atY(point[1]), r: 6, class: colour });
    legend(svg, curves.filter((curve) => curve.name));
  }

  function axes(svg, { x, y, atX, atY, bottom, top }) {
    const base = HEIGHT - PAD.bottom;
    const [left, right] = x.range;
    if (bottom < 0 && top > 0) element(svg, "line", { x1: PAD.left, x2: WIDTH - PAD.right, y1: atY(0), y2: atY(0), class: "zero" });
    element(svg, "path", { d: `M${PAD.left} ${PAD.top}V${base}H${WIDTH - PAD.right}`, class: "axis" });
    const across = ticks(left, right, 5);
    for (const value of across.list) {
      element(svg, "line", { x1: atX(value), x2: atX(value), y1: base, y2: base + 5, class: "axis" });
      element(svg, "text", { x: atX(value), y: base + 19, "text-anchor": "middle", class: "tick" }, written(value, across.decimals));
    }
    const up = ticks(bottom, top, 5);
    for (const value of up.list) {
      element(svg, "line", { x1: PAD.left - 5, x2: PAD.left, y1: atY(value), y2: atY(value), class: "axis" });
      element(svg, "text", { x: PAD.left - 9, y: atY(value) + 4, "text-anchor": "end", class: "tick" }, written(value, up.decimals));
    }
    label(svg, { x: (PAD.left + WIDTH - PAD.right) / 2, y: HEIGHT - 7, "text-anchor": "middle" }, x.label);
    const middle = (PAD.top + base) / 2;
    label(svg, { x: 0, y: 0, "text-anchor": "middle", transform: `translate(15 ${middle}) rotate(-90)` }, y.label);
  }

  function legend(svg, curves) {
    let at = PAD.left;
    for (const { name, colour, style = "" } of curves) {
      element(svg, "path", { d: `M${at} 18h26`, class: `curve ${colour} ${style}` });
      const node = label(svg, { x: at + 32, y: 22 }, name);
      at += 32 + (node.getComputedTextLength?.() || 8 * name.length) + 18;
    }
  }

  function written(value, decimals) {
    return (Math.abs(value) < 1e-12 ? 0 : value).toFixed(decimals).replace("-", "\u2212");
  }

  return { draw };
})();
