// A tray of drawn documents above the input: one click sends one, a drag puts it into the tray with other files.
import { getSpecimens, specimenFile, specimenUrl } from "./api.js";
import { button, el, icon, iconButton } from "./dom.js";
import { SPECIMEN } from "./drops.js";
import { words } from "./words.js";

let catalogue = null; // one answer for all columns

export class Specimens {
  constructor(column) {
    this.column = column;
    this.id = `specimens-${column.personId}-${column.chatId}`;
    this.open = false;
    const tells = { "aria-expanded": "false", "aria-controls": this.id, onclick: () => this.show(!this.open) };
    this.toggle = iconButton("card", words.specimens, { ...tells, "data-specimens": true, hidden: column.isGroup });
    const named = { id: this.id, role: "group", "aria-label": words.specimens };
    this.element = el("div", { class: "specimens", ...named, hidden: true });
    this.element.addEventListener("keydown", ({ key }) => key === "Escape" && this.shut());
  }

  async show(open) {
    this.open = open;
    this.element.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    if (!open || this.element.firstChild) return;
    catalogue ??= getSpecimens();
    const [all, drawn] = [[], await catalogue.catch(() => [])];
    if (drawn.length === 0) catalogue = null;
    for (const of of new Set(drawn.map((one) => one.of).filter(Boolean))) {
      const looks = drawn.filter((one) => one.of === of);
      const row = el("div", { class: "specimen-row" }, looks.map((one) => this.picture(one)));
      all.push(el("h3", {}, looks[0].title.split(":")[0]), row);
    }
    const sharp = drawn.filter((one) => one.look === "sharp");
    const others = drawn.filter((one) => !one.look).map((one) => this.file(one));
    const together =
      button({ class: "specimen-file", onclick: () => this.send(sharp) }, icon("check"), words.allSpecimens);
    this.element.replaceChildren(...all, el("div", { class: "specimen-row wrap" }, sharp.length > 0 && together, others));
  }

  shut() {
    this.show(false);
    this.toggle.focus();
  }

  picture(one) {
    const image = el("img", { src: `${specimenUrl(one.key)}/small`, alt: "", width: 200, height: 150, loading: "lazy" });
    return this.key(one, "specimen", image, el("span", {}, words.specimenLooks[one.look]));
  }

  file(one) {
    return this.key(one, "specimen-file", icon("file"), el("span", {}, one.title));
  }

  key(one, kind, ...inside) {
    const drag = ({ dataTransfer }) => {
      dataTransfer.setData(SPECIMEN, JSON.stringify(one));
      dataTransfer.effectAllowed = "copy";
    };
    const data = { "data-specimen": one.key, draggable: "true", ondragstart: drag, onclick: () => this.send([one]) };
    return button({ class: kind, label: words.sendSpecimen(one.title), ...data }, inside);
  }

  /** Sends at once what was clicked; several make one album. */
  async send(chosen) {
    this.element.setAttribute("aria-busy", "true");
    const fetching = Promise.all(chosen.map(specimenFile));
    if (await this.column.attempt(fetching)) await this.column.upload(await fetching, chosen[0].kind, "", null);
    this.element.removeAttribute("aria-busy");
  }
}
