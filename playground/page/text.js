// Formatted text: Telegram's entities as elements, links only to addresses a browser may open.
import { button, el, icon } from "./dom.js";
import { words } from "./words.js";

const PLAIN = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  blockquote: "blockquote",
};

/** The text as nodes; `talk` is what commands, links and code speak through. `guarded` text cannot be copied. */
export function formatted(text, entities, talk, { guarded = false } = {}) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return weave(text, 0, text.length, sorted.filter(isFirst), { talk, guarded });
}

/** What a bot marks and the playground finds by itself is one entity, not one within the other. */
const isFirst = (one, at, all) => all.findIndex((other) =>
  other.type === one.type && other.offset === one.offset && other.length === one.length) === at;

function weave(text, from, to, entities, how) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < entities.length; i += 1) {
    const start = Math.max(entities[i].offset, at);
    const end = Math.min(entities[i].offset + entities[i].length, to);
    if (start >= end) continue;
    let next = i + 1;
    while (next < entities.length && entities[next].offset < end) next += 1;
    const inside = weave(text, start, end, entities.slice(i + 1, next), how);
    nodes.push(text.slice(at, start), dressed(entities[i], inside, text.slice(start, end), how));
    [at, i] = [end, next - 1];
  }
  nodes.push(text.slice(at, to));
  return unbroken(nodes.filter((node) => node !== ""));
}

/** A block stands on lines of its own: the line breaks around it would only be empty lines. */
function unbroken(nodes) {
  const isBlock = (node) => node instanceof HTMLElement && node.matches(".pre, blockquote");
  return nodes.map((node, at) => {
    if (typeof node !== "string") return node;
    const opened = isBlock(nodes[at - 1]) ? node.replace(/^\n/u, "") : node;
    return isBlock(nodes[at + 1]) ? opened.replace(/\n$/u, "") : opened;
  }).filter((node) => node !== "");
}

function dressed(entity, inside, raw, { talk, guarded }) {
  if (PLAIN[entity.type]) return el(PLAIN[entity.type], {}, inside);
  switch (entity.type) {
    case "code":
      return code(inside, raw, talk, guarded);
    case "pre":
      return pre(entity.language, inside, raw, talk, guarded);
    case "expandable_blockquote":
      return folded(inside);
    case "spoiler":
      return spoiler(inside);
    case "text_link":
      return link(entity.url, inside, talk);
    case "url":
      return link(raw, inside, talk);
    case "email":
      return link(`mailto:${raw}`, inside, talk);
    case "phone_number":
      return link(`tel:${raw.replace(/[^+\d]/gu, "")}`, inside, talk);
    case "bot_command":
      return button({ class: "command-link", onclick: () => talk.say(raw) }, inside);
    default:
      return el("span", { class: "entity", "data-entity": entity.type }, inside);
  }
}

/** Code in a line, copied by a press as in the app. */
function code(inside, raw, talk, guarded) {
  if (guarded) return el("code", {}, inside);
  return el("code", { class: "copyable", ...pressable(() => talk.copy(raw)), title: words.copyCode }, inside);
}

function pre(language, inside, raw, talk, guarded) {
  const copy = !guarded && button({ class: "pre-copy", label: words.copyCode, onclick: () => talk.copy(raw) }, icon("copy"));
  return el("span", { class: "pre" },
    (language || copy) && el("span", { class: "pre-head" }, el("span", {}, language ?? ""), copy),
    el("pre", { "data-language": language, tabindex: "0" }, el("code", {}, inside)));
}

/** A long quote of which three lines are seen until it is pressed. */
function folded(inside) {
  const node = el("blockquote", { class: "folded" }, el("span", { class: "folded-text" }, inside));
  const turn = () => {
    const open = node.classList.toggle("unfolded");
    key.setAttribute("aria-expanded", String(open));
    key.setAttribute("aria-label", open ? words.fold : words.unfold);
  };
  const key = button({ class: "fold", label: words.unfold, "aria-expanded": "false", onclick: turn }, icon("chevron"));
  node.append(key);
  return node;
}

/** Hidden words; as in the app, one press shows all of a message's. */
function spoiler(inside) {
  const reveal = () => (node.closest(".text") ?? node.parentNode).querySelectorAll(".spoiler").forEach(show);
  const node = el("span", { class: "spoiler", ...pressable(reveal), "aria-label": words.reveal }, el("span", {}, inside));
  return node;
}

function show(node) {
  node.classList.add("revealed");
  for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
}

/** What is pressed by mouse and keyboard though it stands within a text. */
function pressable(act) {
  const onkeydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  };
  return { role: "button", tabindex: "0", onclick: act, onkeydown };
}

/** A link that opens apart, or, when it is a deep link to this very bot, starts it here; else plain text. */
export function link(url, content, talk, attributes = {}) {
  const address = safe(url);
  if (!address) return el("span", attributes, content);
  const word = startParameter(address, talk.botName);
  const onclick = (event) => {
    if (word === null) return;
    event.preventDefault();
    talk.startBot(word);
  };
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", ...attributes, onclick }, content);
}

function safe(url) {
  const candidate = /^[a-z][a-z0-9+.-]*:/iu.test(url) ? url : `https://${url}`;
  if (!URL.canParse(candidate)) return null;
  const { protocol, href } = new URL(candidate);
  return ["http:", "https:", "mailto:", "tel:"].includes(protocol) ? href : null;
}

/** The word that a deep link to this bot hands over ("" where there is none); null for any other address. */
export function startParameter(url, botName) {
  const address = safe(url);
  if (!address) return null;
  const { hostname, pathname, searchParams } = new URL(address);
  const name = pathname.slice(1).replace(/\/$/u, "").toLowerCase();
  const ours = ["t.me", "telegram.me"].includes(hostname) && name === botName?.toLowerCase();
  return ours ? (searchParams.get("start") ?? "") : null;
}
