// A small dialog that asks for one line of text.
import { button, el } from "./dom.js";
import { words } from "./words.js";

let asked = 0;

/** Asks; `done` takes the trimmed answer and may give a complaint, which keeps the dialog open. */
export function ask({ title, label, value = "", placeholder = "", hint = "", required = true, yes = words.ok }, done) {
  asked += 1;
  const id = `ask-${asked}`;
  const input = el("input", { name: "answer", value, placeholder, required, autocomplete: "off", spellcheck: "false" });
  const complaint = el("p", { class: "complaint", role: "alert" });
  const cancel = button({ "data-cancel": true, onclick: () => dialog.close() }, words.cancel);
  const form = el("form", { method: "dialog" }, el("h2", { id }, title), el("label", {}, label, input),
    hint && el("p", { class: "sheet-hint" }, hint), complaint,
    el("div", { class: "sheet-buttons" }, cancel, button({ type: "submit", class: "primary" }, yes)));
  const dialog = el("dialog", { class: "sheet", "aria-labelledby": id }, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = done(input.value.trim());
    complaint.textContent = wrong || "";
    if (!wrong) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  input.select();
}
