// One message, or one album, as elements: name, quote, media, text, marks, buttons.
import { avatar, button, el, icon, iconButton } from "./dom.js";
import { author, brief, fullName, isBy, time, tint } from "./format.js";
import { inlineKeyboard } from "./keyboard.js";
import { media } from "./media.js";
import { formatted } from "./text.js";
import { words } from "./words.js";

/** The block of one message or of an album's messages, as the column's person sees it. */
export function block(messages, column) {
  const [first] = messages;
  const service = serviceText(first, column);
  if (service) return el("p", { class: "service", "data-message-id": first.message_id, "data-service": true }, service);
  return messages.length > 1 ? album(messages, column) : single(first, column);
}

function single(message, column) {
  const side = isOwn(message, column) ? "own" : "other";
  const content = media(message);
  const words = wording(message, column);
  const bare = !words && !message.forward_origin && !quoted(message) && (message.photo || message.video || message.animation);
  const looks = [content && ["photo", "video", "animation"].some((kind) => message[kind]) && "pictured",
    bare && "bare", message.sticker && "sticky"];
  return el("article", { ...identity(message, side), class: `message ${side}`, ...guard(message) },
    face(message, column),
    el("div", { class: ["bubble", ...looks].filter(Boolean).join(" ") },
      heading(message, column), content, words, reactions([message]), marks(message, side), more(message, column)),
    inlineKeyboard(message, column));
}

/** Roving: the arrows go from message to message, each is one stop. */
const identity = (message, side) =>
  ({ "data-message-id": message.message_id, "data-own": side === "own", tabindex: "-1" });

/** Protected content is neither selected nor copied. */
const guard = (message) =>
  message.has_protected_content ? { "data-guarded": true, oncopy: (event) => event.preventDefault() } : {};

/** In a group the author's round mark stands beside the last of their messages in a row. */
function face(message, column) {
  if (!column.isGroup || isOwn(message, column)) return null;
  return avatar(author(message), "beside");
}

function album(messages, column) {
  const [first] = messages;
  const side = isOwn(first, column) ? "own" : "other";
  const kind = messages.every((message) => message.photo || message.video) ? "photos" : "files";
  const items = messages.map((message) =>
    el("div", { class: "album-item", ...identity(message, side) },
      media(message), kind === "files" && wording(message, column), more(message, column)));
  const count = { "data-count": messages.length, "data-rest": messages.length % 3 };
  const group = { role: "group", "aria-label": words.album, "data-kind": kind, ...count };
  const captions = kind === "photos" ? messages.map((message) => wording(message, column)).filter(Boolean) : [];
  const look = kind === "photos" ? `pictured ${captions.length ? "" : "bare"}`.trim() : "";
  return el("article", { class: `message album ${side}`, "data-media-group-id": first.media_group_id, ...guard(first) },
    face(first, column),
    el("div", { class: `bubble ${look}`.trim() }, heading(first, column),
      el("div", { class: "album-items", ...group }, items),
      captions, reactions(messages), marks(messages.at(-1), side)));
}

const isOwn = (message, column) => isBy(column.personId, message);

/** Who speaks, whence it was forwarded, what it answers. */
function heading(message, column) {
  const by = author(message);
  const hidden = isOwn(message, column) || !column.isGroup;
  const name = isOwn(message, column) ? words.you : fullName(by);
  const source = message.forward_origin && sourceName(message.forward_origin);
  const topic = column.chat.is_forum && message.is_topic_message && column.topics.name(message.message_thread_id);
  return [
    el("span", { class: hidden ? "unseen" : "sender", "data-tint": tint(by?.id) },
      name, by?.is_bot && !hidden && el("span", { class: "bot-mark" }, words.bot)),
    topic && el("span", { class: "topic-label" }, topic),
    source && el("span", { class: "forwarded" }, icon("forward"), words.forwardedFrom(source)),
    quote(message, column),
  ];
}

const sourceName = (origin) =>
  fullName(origin.sender_user) || origin.sender_user_name || fullName(origin.chat ?? origin.sender_chat);

const quoted = (message) =>
  message.reply_to_message && !message.reply_to_message.forum_topic_created ? message.reply_to_message : null;

function quote(message, column) {
  const target = quoted(message);
  if (!target) return null;
  const live = column.find(target.message_id);
  const jump = () => column.jump(target.message_id);
  return button({ class: "quote", "data-tint": tint(author(target)?.id), "data-quotes": target.message_id, onclick: jump },
    el("strong", {}, fullName(author(target))),
    el("span", {}, message.quote?.text ?? (live ? brief(live) : words.goneMessage)));
}

/** The text or caption with its formatting. */
function wording(message, column) {
  const text = message.text ?? message.caption;
  if (!text && media(message)) return null;
  if (!text) return el("div", { class: "text unknown" }, words.unknownKind);
  const entities = message.entities ?? message.caption_entities;
  return el("div", { class: "text", dir: "auto" },
    formatted(text, entities, column, { guarded: message.has_protected_content }));
}

/** The bot's emoji under a message or an album. */
function reactions(messages) {
  const emoji = messages.flatMap((message) => message.reactions ?? []);
  const chip = (one) => el("span", { class: "reaction", role: "img", "aria-label": words.reaction(one) }, one);
  return emoji.length > 0 && el("span", { class: "reactions" }, emoji.map(chip));
}

function marks(message, side) {
  const lock = { class: "protected", role: "img", "aria-label": words.protected, title: words.protected };
  return el("span", { class: "marks" },
    message.has_protected_content && el("span", lock, icon("lock")),
    message.edit_date && el("span", { class: "edited" }, words.edited),
    el("time", { datetime: new Date(message.date * 1000).toISOString() }, time(message.date)),
    side === "own" && el("span", { class: "ticks" }, icon("ticks")));
}

function more(message, column) {
  const open = (event) => column.messageMenu(message.message_id, event.currentTarget);
  const data = { class: "message-more", tabindex: "-1", "aria-haspopup": "menu", onclick: open };
  return iconButton("more", words.messageMenu, data);
}

/** The sentence of a service message, or null for an ordinary one. */
function serviceText(message, column) {
  const say = words.service;
  const topic = () => column.topics.name(message.message_thread_id) ?? "";
  if (message.new_chat_members) return say.joined(message.new_chat_members.map(fullName).join(", "));
  if (message.left_chat_member) return say.left(fullName(message.left_chat_member));
  if (message.forum_topic_created) return say.topicCreated(message.forum_topic_created.name);
  if (message.forum_topic_edited) return say.topicEdited(message.forum_topic_edited.name ?? "");
  if (message.forum_topic_closed) return say.topicClosed(topic());
  if (message.forum_topic_reopened) return say.topicReopened(topic());
  if (message.pinned_message) return say.pinned;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return say.migrated;
  if (message.new_chat_title) return say.title(message.new_chat_title);
  return null;
}
