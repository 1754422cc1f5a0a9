// Builds elements from plain values: what comes from a person or a bot becomes text here, never markup.
import { initials, tint } from "./format.js";

/** An element with attributes (`on…` = listener, false or null = left out) and children. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...present(children));
  return node;
}

/** A real button; a label is given where its content is only a picture. */
export function button(attributes, ...children) {
  const { label, ...rest } = attributes;
  return el("button", { type: "button", "aria-label": label, title: label, ...rest }, ...children);
}

export function iconButton(name, label, attributes = {}) {
  return button({ label, ...attributes, class: `icon-button ${attributes.class ?? ""}`.trim() }, icon(name));
}

/** A round mark with a person's initials. */
export function avatar(who, kind = "") {
  const look = { class: `avatar ${kind}`.trim(), "data-tint": tint(who.id) };
  return el("span", { ...look, "aria-hidden": "true" }, initials(who));
}

/** A title with a quieter line below, as in files and cards. */
export function twoLines(title, detail) {
  const [above, below] = [el("span", { class: "title" }, title), el("span", { class: "detail" }, detail)];
  return el("span", { class: "two-lines" }, above, below);
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false);
}

const PATHS = {
  attach: "M20 11.5 12 19.4a5 5 0 0 1-7.1-7.1l8.5-8.4a3.4 3.4 0 0 1 4.8 4.8l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4l7.7-7.7",
  block: "M5.6 5.6l12.8 12.8M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18",
  card: "M3 5h18v14H3zM6.500 9h5v6h-5zM14.500 10h3.500M14.500 14h3.500",
  check: "M5 12.5l4.5 4.5L19 7.5",
  chevron: "M7 10l5 5 5-5",
  close: "M6 6l12 12M18 6L6 18",
  contact: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20a7.5 7.5 0 0 1 15 0",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  down: "M12 5v14M6 13l6 6 6-6",
  edit: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  forward: "M13 6l6 6-6 6M19 12H9a5 5 0 0 0-5 5v1",
  group: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3 20a6 6 0 0 1 12 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14a6 6 0 0 1 3 6",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10M18 10h.01",
  left: "M19 12H5M11 6l-6 6 6 6",
  right: "M5 12h14M13 6l6 6-6 6",
  menu: "M5 8h14M5 12h14M5 16h9",
  ticks: "M2 12.500l4.500 4.500L15 8M11 16l1 1L21 8",
  link: "M8 16L17 7M9 7h8v8",
  location: "M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  mail: "M3 6h18v12H3zM3 7l9 6.500L21 7",
  more: "M12 5.500h.01M12 12h.01M12 18.500h.01",
  next: "M6 6v12l9-6zM18 6v12",
  pause: "M9 6v12M15 6v12",
  phone: "M7 3h10v18H7zM11 18h2",
  plus: "M12 5v14M5 12h14",
  remove: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5.500M13.5 11v5.5",
  play: "M9 6.500v11l9-5.500z",
  reply: "M11 6l-6 6 6 6M5 12h10a5 5 0 0 1 5 5v1",
  send: "M4 12l16-8-5 16-3.5-6.500z",
  sticker: "M4 4h16v9l-7 7H4zM20 13h-7v7M8.5 9.500h.01M14.5 9.500h.01",
  voice: "M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3",
};

/** A line drawing that takes its colour from the text; hidden from readers, who get the label. */
export const icon = (name) => drawing("icon", 24, 24, PATHS[name]);

export function drawing(kind, width, height, lines) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const look = { viewBox: `0 0 ${width} ${height}`, class: kind, "aria-hidden": "true" };
  for (const [key, value] of Object.entries(look)) svg.setAttribute(key, value);
  path.setAttribute("d", lines);
  svg.append(path);
  return svg;
}
