// Short answers over one column's messages: toasts that pass, alerts that want an «OK».
import { button, el } from "./dom.js";
import { link } from "./text.js";

const LASTS = 4500;

export class Notices {
  constructor(column) {
    this.column = column;
    this.toasts = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.element = el("div", { class: "notices" }, this.toasts);
  }

  toast(text, { bad = false, url = null } = {}) {
    const content = url ? [text, " ", link(url, url, this.column)] : text;
    const note = el("div", { class: bad ? "toast bad" : "toast" }, content);
    this.toasts.append(note);
    setTimeout(() => note.remove(), LASTS);
  }

  alert(text) {
    const before = document.activeElement;
    const close = () => {
      box.remove();
      before?.focus?.();
    };
    const ok = button({ class: "primary", onclick: close }, "OK");
    const box = el("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": text }, el("p", {}, text), ok);
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      if (event.key === "Tab") event.preventDefault(); // nothing else is to be done before the OK
    });
    this.element.append(box);
    ok.focus();
  }
}
