// What a message carries beside text: pictures, files, contacts, places, sounds.
import { fileUrl } from "./api.js";
import { avatar, button, el, icon, twoLines } from "./dom.js";
import { fullName, seconds, size } from "./format.js";
import { words } from "./words.js";

/** The message's media as one element, or null where it is only text. */
export function media(message) {
  for (const [kind, draw] of Object.entries(KINDS)) if (message[kind]) return draw(message[kind], message);
  return null;
}

const KINDS = {
  photo: (sizes, message) => photo(sizes, message),
  video: (video) => el("video", { class: "video", controls: true, preload: "none", src: fileUrl(video.file_id) }),
  animation: ({ file_id: id }) =>
    el("video", { class: "video", controls: true, loop: true, preload: "none", src: fileUrl(id) }),
  document: (document, message) => file(document, message),
  audio: (audio, message) => file({ ...audio, file_name: audio.file_name ?? audio.title ?? words.audio }, message),
  sticker: ({ emoji }) =>
    el("div", { class: "sticker", role: "img", "aria-label": words.sticker }, emoji ?? icon("sticker")),
  voice: (voice) => card("voice", words.voice, seconds(voice.duration ?? 0)),
  location: (place) => card("location", words.location, `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`),
  contact: (contact) => contactCard(contact),
};

function photo(sizes, message) {
  const largest = sizes.reduce((best, one) => (one.width > best.width ? one : best));
  const { width, height } = largest;
  const [src, alt] = [fileUrl(largest.file_id), message.caption ?? words.photo];
  const image = el("img", { src, alt, width, height, draggable: "false" });
  if (message.has_protected_content) image.addEventListener("contextmenu", (event) => event.preventDefault());
  const spoiled = message.has_media_spoiler ? "spoiled" : "";
  const frame = button({ class: `photo ${spoiled}`, label: words.openPhoto }, image);
  frame.addEventListener("click", () => {
    if (frame.classList.contains("spoiled")) frame.classList.remove("spoiled");
    else lightbox(image.src, image.alt);
  });
  return frame;
}

/** The picture alone, over everything; Escape, a click or the button closes it. */
function lightbox(src, alt) {
  const shut = button({ class: "icon-button lightbox-close", label: words.close }, icon("close"));
  const dialog = el("dialog", { class: "lightbox", "aria-label": words.photo }, el("img", { src, alt }), shut);
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

function card(picture, title, detail) {
  return el("div", { class: "card" }, el("span", { class: "card-mark" }, icon(picture)), twoLines(title, detail));
}

function contactCard(contact) {
  const number = contact.phone_number.replace(/^(?=\d)/u, "+");
  return el("div", { class: "card" }, avatar({ ...contact, id: contact.user_id }), twoLines(fullName(contact), number));
}
