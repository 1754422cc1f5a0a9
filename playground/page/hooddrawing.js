// A conversation as a state diagram in SVG: questions from top to bottom, ways back and out along lanes at the right.
import { icon } from "./dom.js";
import { layout } from "./hoodlayout.js";
import { hoodWords as words } from "./hoodwords.js";

const NS = "http://www.w3.org/2000/svg";
const ROUND = 5;

/** The whole drawing, with the present step lit. */
export function drawn(form) {
  const { nodes, straight, wires, loops, width, height } = layout(form);
  const at = form.states.findIndex((state) => state.name === form.at);
  const answered = form.answered.map(plain).join(", ");
  const label = words.picture(form.name, plain(form.at), at + 1, form.states.length, answered);
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const picture = svg("svg", { class: "drawing", role: "img", "aria-label": label, ...size });
  picture.append(arrowHead(), ...straight.flatMap(arrow), ...wires.flatMap(wire), ...loops.flatMap(loop),
    ...nodes.map((node) => box(node, form)));
  return picture;
}

export const plain = (name) => name.replaceAll("_", " ");

function svg(tag, attributes, ...children) {
  const node = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function arrowHead() {
  const size = { viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" };
  return svg("defs", {}, svg("marker", { id: "arrow-head", ...size }, svg("path", { d: "M0 1 7 4 0 7z" })));
}

const line = (d, head = true) => svg("path", { class: "edge", d, ...(head && { "marker-end": "url(#arrow-head)" }) });
const text = (x, y, said, look) => svg("text", { x, y, class: look }, said);

const arrow = ({ x, from, to, label }) =>
  [line(`M${x} ${from}V${to}`), ...(label ? [text(x + 7, (from + to) / 2 + 3, label, "edge-label")] : [])];

/** From the right side out to a lane, along it, and back to each of the targets. */
function wire({ x, lane, from, targets, label }) {
  const paths = targets.map(({ x: side, y: to }) => {
    const turn = to > from ? ROUND : -ROUND;
    return line(`M${x} ${from}H${lane - ROUND}Q${lane} ${from} ${lane} ${from + turn}V${to - turn}`
      + `Q${lane} ${to} ${lane - ROUND} ${to}H${side + 1}`);
  });
  return [...paths, text(x + 9, from + 3.5, label, "edge-label")];
}

const loop = ({ x, y, label }) =>
  [line(`M${x} ${y - 3}H${x + 12}a3 3 0 0 1 0 6H${x + 1}`), text(x + 21, y + 3.5, label, "edge-label")];

function box({ name, kind, x, y, width, height, label, secret }, form) {
  if (kind === "end") return svg("circle", { class: `dot ${name}`, cx: x + width / 2, cy: y + height / 2, r: 6 });
  const done = form.answered.includes(name);
  const look = kind !== "state" ? "pill" : name === form.at ? "state now" : done ? "state done" : "state";
  const shape = svg("rect", { x, y, width, height, rx: kind === "state" ? 8 : height / 2 });
  const marks = [done && name !== form.at && "check", secret && "lock"].filter(Boolean).reverse();
  const mark = (picture, at) => sign(picture, x + width - 22 - at * 15, y + height / 2 - 7);
  return svg("g", { class: look, "data-state": name }, shape,
    text(x + 11, y + height / 2 + 4, label, "state-name"), ...marks.map(mark));
}

function sign(picture, x, y) {
  const mark = icon(picture);
  for (const [name, value] of Object.entries({ x, y, width: 14, height: 14 })) mark.setAttribute(name, value);
  return mark;
}
