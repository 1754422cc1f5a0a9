// Where everything of a state diagram stands: boxes in a column, wires that do not share a lane unless they may.
const [LEFT, WIDE, GAP, CLOSE, ROW, LETTER, LANE] = [10, 148, 18, 8, 16, 6, 9];
const HEIGHTS = { state: 32, pill: 26, end: 14 };
const [START, END] = ["start", "finish"];

/** Places nodes and edges; edges are sorted into straight ones, loops, and wires by source and label. */
export function layout(form) {
  const edges = form.edges.map(({ from, to, label }) => (
    { from: from === form.end ? START : from, to: to === form.end ? END : to, label }));
  const nodes = listed(form, edges);
  const next = new Map(nodes.map((node, at) => [node.name, nodes[at + 1]?.name]));
  const isStraight = ({ from, to }) => next.get(from) === to;
  const around = grouped(edges.filter((edge) => !isStraight(edge)));
  const labels = around.map((group) => group.label.length + (group.loops ? 2 : 0));
  stack(nodes, around);
  const place = new Map(nodes.map((node) => [node.name, node]));
  const right = LEFT + WIDE;
  const zone = right + 18 + Math.max(0, ...labels) * LETTER;
  const wires = around.filter((group) => !group.loops).map((group) => ({
    ...group, x: right, from: place.get(group.from).exits.get(group), 
    targets: group.to.map((to) => place.get(to)).map((node) => ({ x: node.x + node.width, y: node.entry })) }));
  const lanes = spread(wires, zone);
  const last = nodes.at(-1);
  return {
    nodes, wires,
    loops: around.filter((group) => group.loops)
      .map((group) => ({ label: group.label, x: right, y: place.get(group.from).exits.get(group) })),
    straight: merged(edges.filter(isStraight)).map(({ from, to, label }) => ({
      label, x: LEFT + 24, from: bottom(place.get(from)), to: place.get(to).y - 1 })),
    width: zone + lanes * LANE + 6,
    height: last.y + last.height + 6,
  };
}

const bottom = (node) => node.y + node.height;

function listed(form, edges) {
  const ends = new Set(edges.map((edge) => edge.to));
  const opened = [...ends].filter((name) => name.startsWith("open_")).sort();
  const pill = (name) => ({ name, kind: "pill", label: `→ ${name.slice(5).replaceAll("_", "-")}` });
  return [
    { name: START, kind: "end" },
    ...form.states.map(({ name, secret }) => ({ name, kind: "state", secret, label: name.replaceAll("_", " ") })),
    ...opened.map(pill),
    ...(ends.has(END) ? [{ name: END, kind: "end" }] : []),
  ];
}

/** Edges with the same source and word are one wire with several heads. */
function grouped(edges) {
  const groups = new Map();
  for (const { from, to, label } of edges) {
    const key = `${from} ${label} ${from === to}`;
    if (!groups.has(key)) groups.set(key, { from, label, loops: from === to, to: [] });
    if (!groups.get(key).to.includes(to)) groups.get(key).to.push(to);
  }
  return [...groups.values()];
}

function merged(edges) {
  const pairs = new Map();
  for (const { from, to, label } of edges) {
    const key = `${from} ${to}`;
    pairs.set(key, { from, to, label: [pairs.get(key)?.label, label].filter(Boolean).join(", ") });
  }
  return [...pairs.values()];
}

/** One under the other; a box is as high as its ports need: where wires come in first, then a row for each way out. */
function stack(nodes, around) {
  let y = 6;
  for (const node of nodes) {
    const ways = around.filter((group) => group.from === node.name);
    const enters = around.some((group) => !group.loops && group.to.includes(node.name));
    const rows = ways.length + (enters ? 1 : 0);
    const height = Math.max(HEIGHTS[node.kind], rows > 1 ? 8 + rows * ROW : 0);
    const port = (row) => y + height / 2 + (row - (rows - 1) / 2) * ROW;
    const dot = node.kind === "end";
    Object.assign(node, { x: dot ? LEFT + 17 : LEFT, y, width: dot ? 14 : WIDE, height, entry: port(0) });
    node.exits = new Map(ways.map((group, at) => [group, port(at + (enters ? 1 : 0))]));
    y += height + (node.kind === "pill" ? CLOSE : GAP);
  }
}

/** Gives each wire the first free lane, short ones nearest; tells how many lanes there are. */
function spread(wires, zone) {
  const lanes = [];
  const span = ({ from, targets }) => {
    const heights = [from, ...targets.map((target) => target.y)];
    return [Math.min(...heights), Math.max(...heights)];
  };
  const far = (wire) => span(wire)[1] - span(wire)[0];
  for (const wire of [...wires].sort((one, other) => far(one) - far(other))) {
    const [top, end] = span(wire);
    let at = lanes.findIndex((taken) => taken.every(([from, to]) => end + 4 < from || top - 4 > to));
    if (at < 0) at = lanes.push([]) - 1;
    lanes[at].push([top, end]);
    wire.lane = zone + at * LANE + LANE / 2;
  }
  return lanes.length;
}
