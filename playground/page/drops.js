// Files dragged onto a column: from the desktop, from another program, or a specimen from the tray.
import { specimenFile } from "./api.js";

export const SPECIMEN = "application/x-specimen";

const carries = ({ dataTransfer: { types } }) => types.includes("Files") || types.includes(SPECIMEN);

/** Lets `element` take dropped files; `take` receives them. */
export function acceptDrops(element, take) {
  element.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    element.classList.add("dropping");
  });
  element.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!element.contains(relatedTarget)) element.classList.remove("dropping");
  });
  element.addEventListener("drop", async (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    element.classList.remove("dropping");
    const drawn = event.dataTransfer.getData(SPECIMEN);
    take(drawn ? [await specimenFile(JSON.parse(drawn))] : [...event.dataTransfer.files]);
  });
}
