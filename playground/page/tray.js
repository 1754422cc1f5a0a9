// Files waiting above the input: chosen, dropped or pasted; sent as photos or as files, several as an album.
import { button, el, iconButton, twoLines } from "./dom.js";
import { size } from "./format.js";
import { words } from "./words.js";

export class Tray {
  constructor() {
    this.files = [];
    this.kind = "photo";
    this.list = el("ul", { class: "tray-files" });
    this.choice = el("div", { class: "tray-kind", role: "radiogroup", "aria-label": words.howToSend });
    this.element = el("div", { class: "tray", hidden: true }, this.list, this.choice);
    this.onchange = () => {};
  }

  add(files) {
    if (files.length === 0) return;
    this.files.push(...files);
    this.kind = this.mayBePhotos ? this.kind : "document";
    this.draw();
  }

  remove(file) {
    this.files = this.files.filter((other) => other !== file);
    this.draw();
  }

  clear() {
    this.files = [];
    this.kind = "photo";
    this.draw();
  }

  get mayBePhotos() {
    return this.files.every((file) => /^image\/(jpeg|png|webp|gif)$/u.test(file.type));
  }

  draw() {
    this.element.hidden = this.files.length === 0;
    this.list.replaceChildren(...this.files.map((file) => this.item(file)));
    const asPhoto = this.option("photo", words.asPhoto, !this.mayBePhotos);
    this.choice.replaceChildren(asPhoto, this.option("document", words.asFile, false));
    this.onchange();
  }

  item(file) {
    return el("li", { class: "tray-file" }, preview(file), twoLines(file.name, size(file.size)),
      iconButton("close", words.dropFile(file.name), { onclick: () => this.remove(file) }));
  }

  option(kind, label, disabled) {
    const pick = () => {
      this.kind = kind;
      this.draw();
      this.choice.querySelector(`[data-kind="${kind}"]`).focus();
    };
    const data = { role: "radio", "data-kind": kind, "aria-checked": String(this.kind === kind) };
    return button({ class: "segment", ...data, disabled, onclick: pick }, label);
  }
}

/** A small picture of the file; its address lives no longer than it takes to load. */
function preview(file) {
  const extension = file.name.split(".").pop().slice(0, 4);
  if (!file.type.startsWith("image/")) return el("span", { class: "tray-preview", "aria-hidden": "true" }, extension);
  const image = el("img", { class: "tray-preview", alt: "", src: URL.createObjectURL(file) });
  const release = () => URL.revokeObjectURL(image.src);
  image.addEventListener("load", release);
  image.addEventListener("error", release);
  return image;
}
