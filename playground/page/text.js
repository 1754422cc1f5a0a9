// Formatted text: Telegram's entities as elements, links only to addresses a browser may open.
import { button, el } from "./dom.js";

const PLAIN = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

/** The text as nodes; `talk` is what a pressed command or deep link speaks through. */
export function formatted(text, entities, talk) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return weave(text, 0, text.length, sorted, talk);
}

function weave(text, from, to, entities, talk) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < entities.length; i += 1) {
    const start = Math.max(entities[i].offset, at);
    const end = Math.min(entities[i].offset + entities[i].length, to);
    if (start >= end) continue;
    let next = i + 1;
    while (next < entities.length && entities[next].offset < end) next += 1;
    const inside = weave(text, start, end, entities.slice(i + 1, next), talk);
    nodes.push(text.slice(at, start), dressed(entities[i], inside, text.slice(start, end), talk));
    [at, i] = [end, next - 1];
  }
  nodes.push(text.slice(at, to));
  return nodes.filter((node) => node !== "");
}

function dressed(entity, inside, raw, talk) {
  if (PLAIN[entity.type]) return el(PLAIN[entity.type], {}, inside);
  switch (entity.type) {
    case "pre":
      return el("pre", { "data-language": entity.language }, el("code", {}, inside));
    case "spoiler":
      return spoiler(inside);
    case "text_link":
      return link(entity.url, inside, talk);
    case "url":
      return link(raw, inside, talk);
    case "email":
      return link(`mailto:${raw}`, inside, talk);
    case "bot_command":
      return button({ class: "command-link", onclick: () => talk.say(raw) }, inside);
    default:
      return el("span", { class: "entity", "data-entity": entity.type }, inside);
  }
}

function spoiler(inside) {
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-pressed": "false" }, inside);
  const reveal = () => node.setAttribute("aria-pressed", "true");
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", ({ key }) => key === "Enter" && reveal());
  return node;
}

/** A link that opens apart, or, when it is a deep link to this very bot, starts it here; else plain text. */
export function link(url, content, talk, attributes = {}) {
  const address = safe(url);
  if (!address) return el("span", attributes, content);
  const deep = startParameter(address, talk.botName);
  const onclick = (event) => {
    if (deep === null) return;
    event.preventDefault();
    talk.say(`/start ${deep}`.trim());
  };
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", ...attributes, onclick }, content);
}

function safe(url) {
  const candidate = /^[a-z][a-z0-9+.-]*:/iu.test(url) ? url : `https://${url}`;
  if (!URL.canParse(candidate)) return null;
  const { protocol, href } = new URL(candidate);
  return ["http:", "https:", "mailto:", "tel:"].includes(protocol) ? href : null;
}

function startParameter(address, botName) {
  const { hostname, pathname, searchParams } = new URL(address);
  const ours = hostname === "t.me" && pathname.slice(1).toLowerCase() === botName?.toLowerCase();
  return ours ? (searchParams.get("start") ?? "") : null;
}
