// What a message carries beside text: pictures, files, contacts, places, sounds.
import { fileUrl } from "./api.js";
import { avatar, button, drawing, el, icon, twoLines } from "./dom.js";
import { fullName, seconds, size } from "./format.js";
import { words } from "./words.js";

/** The message's media as one element, or null where it is only text. */
export function media(message) {
  for (const [kind, draw] of Object.entries(KINDS)) if (message[kind]) return draw(message[kind], message);
  return null;
}

const KINDS = {
  photo: (sizes, message) => photo(sizes, message),
  video: (video, message) => film(video, message, {}),
  animation: (animation, message) => film(animation, message, { loop: true }),
  document: (document, message) => file(document, message),
  audio: (audio, message) => file({ ...audio, file_name: audio.file_name ?? audio.title ?? words.audio }, message),
  sticker: ({ emoji }) =>
    el("div", { class: "sticker", role: "img", "aria-label": words.sticker }, emoji ?? icon("sticker")),
  voice: (voice) => card("play", words.voice, seconds(voice.duration ?? 0), wave()),
  location: (place) => map(place),
  contact: (contact) => contactCard(contact),
};

function photo(sizes, message) {
  const largest = sizes.reduce((best, one) => (one.width > best.width ? one : best));
  const { width, height } = largest;
  const [src, alt] = [fileUrl(largest.file_id), message.caption ?? words.photo];
  const image = el("img", { src, alt, width, height, draggable: "false" });
  keepFrom(image, message);
  const frame = button({ class: "photo", label: words.openPhoto }, image);
  const uncover = message.has_media_spoiler ? cover(frame) : null;
  frame.addEventListener("click", () => {
    if (frame.classList.contains("spoiled")) uncover();
    else lightbox(image.src, image.alt, message);
  });
  return frame;
}

/** Hides what a frame shows until it is pressed; gives what uncovers it. */
function cover(frame) {
  const label = frame.getAttribute("aria-label");
  const name = (said) => ["aria-label", "title"].forEach((key) => frame.setAttribute(key, said));
  frame.classList.add("spoiled");
  name(words.revealMedia);
  return () => {
    frame.classList.remove("spoiled");
    name(label);
  };
}

function keepFrom(element, message) {
  if (message.has_protected_content) element.addEventListener("contextmenu", (event) => event.preventDefault());
}

function film({ file_id: id, width, height }, message, more) {
  const guarded = message.has_protected_content ? { controlslist: "nodownload", disablepictureinpicture: true } : {};
  const video = el("video", { class: "video", controls: true, preload: "none", src: fileUrl(id), width, height,
    "aria-label": message.caption ?? words.video, ...guarded, ...more });
  keepFrom(video, message);
  if (!message.has_media_spoiler) return video;
  const veil = button({ class: "veil", label: words.revealMedia, onclick: () => veil.remove() });
  return el("div", { class: "veiled" }, video, veil);
}

/** The picture alone, over everything; Escape, a click or the button closes it. */
function lightbox(src, alt, message) {
  const shut = button({ class: "icon-button lightbox-close", label: words.close }, icon("close"));
  const image = el("img", { src, alt });
  keepFrom(image, message);
  const dialog = el("dialog", { class: "lightbox", "aria-label": words.photo }, image, shut);
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function file(document, message) {
  const name = document.file_name ?? words.document;
  const bytes = size(document.file_size);
  const inside = [el("span", { class: "file-mark", "aria-hidden": "true" }, extension(name)), twoLines(name, bytes)];
  if (message.has_protected_content) return el("span", { class: "file" }, inside);
  const href = fileUrl(document.file_id);
  return el("a", { class: "file", href, download: name, "aria-label": `${words.download(name)}, ${bytes}` }, inside);
}

const extension = (name) => (name.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : icon("file"));

function card(picture, title, detail, drawing = null) {
  return el("div", { class: "card" }, el("span", { class: "card-mark" }, icon(picture)),
    el("span", { class: "two-lines" }, drawing, el("span", { class: drawing ? "unseen" : "title" }, title),
      el("span", { class: "detail" }, detail)));
}

/** The picture of a sound; a playground's recordings are all alike. */
function wave() {
  const heights = [5, 9, 14, 8, 12, 18, 11, 6, 15, 20, 13, 7, 10, 17, 12, 5, 8, 14, 9, 16, 11, 6, 12, 7];
  return drawing("wave", 120, 22, heights.map((tall, at) => `M${at * 5 + 2} ${21 - tall}v${tall}`).join(""));
}

/** A place on a sketch of a map, with what its pin points at written below. */
function map(place) {
  const streets = "M0 30L240 64M0 96L240 84M44 0L70 120M150 0L128 120M210 0L226 120";
  const where = `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`;
  return el("div", { class: "map" },
    el("div", { class: "map-sketch" }, drawing("streets", 240, 120, streets), el("span", { class: "pin" }, icon("location"))),
    twoLines(words.location, where));
}

function contactCard(contact) {
  const number = contact.phone_number.replace(/^(?=\d)/u, "+");
  return el("div", { class: "card contact" }, avatar({ ...contact, id: contact.user_id }), twoLines(fullName(contact), number));
}
