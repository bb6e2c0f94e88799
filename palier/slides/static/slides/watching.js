// A sheet that is only read follows what others write; on a phone it is one tap away, whole.

import { sharedSheet } from "./shared.js";
import { SheetView } from "./sheet.js";

for (const frame of document.querySelectorAll("[data-sheet][data-live]")) {
  if (frame.closest("[data-editor]")) continue;
  const view = new SheetView(frame.parentElement);
  document.body.addEventListener(`live:${frame.dataset.live}`, async ({ detail }) => {
    const html = await sharedSheet(frame.dataset.live, detail?.version);
    if (html) view.show(html);
  });
}

for (const button of document.querySelectorAll("[data-whole]")) {
  button.addEventListener("click", () => {
    const isWhole = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(isWhole));
    document.body.classList.toggle("sees-sheet", isWhole);
    for (const sheet of document.querySelectorAll(".slide")) sheet.classList.toggle("whole", isWhole);
  });
}
