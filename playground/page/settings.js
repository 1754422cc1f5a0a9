// The page's own settings: light or dark, Russian or English, and the list of its keys.
import { el, button } from "./dom.js";
import { openMenu } from "./menu.js";
import { recall, remember } from "./prefs.js";
import { language, languages, words } from "./words.js";

const THEMES = ["system", "light", "dark"];
const theme = () => recall("theme", "system");

/** Puts the remembered theme on the page. */
export function applyTheme() {
  document.documentElement.dataset.theme = theme();
}

/** Wires the button that opens the settings; `leave` is called before the page is loaded in another language. */
export function settings(opener, leave) {
  const pick = (name) => {
    remember("theme", name);
    applyTheme();
  };
  const speak = (code) => {
    if (code === language) return;
    remember("language", code);
    leave();
    location.reload();
  };
  opener.addEventListener("click", () => openMenu(opener, words.settings, [
    { heading: words.theme },
    ...THEMES.map((name) => ({ label: words.themes[name], checked: name === theme(), action: () => pick(name) })),
    { heading: words.language },
    ...Object.entries(languages).map(([code, name]) => (
      { label: name, lang: code, checked: code === language, action: () => speak(code) })),
    { heading: words.help },
    { label: words.shortcuts, icon: "keyboard", action: showShortcuts },
  ]));
}

function showShortcuts() {
  const line = ([keys, does]) => el("div", {}, el("dt", {}, keys.map((key) => el("kbd", {}, key))), el("dd", {}, does));
  const shut = button({ class: "primary", onclick: () => dialog.close() }, words.close);
  const dialog = el("dialog", { class: "sheet", "aria-labelledby": "shortcuts-title" },
    el("h2", { id: "shortcuts-title" }, words.shortcuts),
    el("dl", { class: "shortcuts" }, words.keys.map(line)), el("div", { class: "sheet-buttons" }, shut));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
