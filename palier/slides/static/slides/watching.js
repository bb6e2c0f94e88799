// A sheet that is only read follows what others write.

import { SheetView } from "./sheet.js";

for (const frame of document.querySelectorAll("[data-sheet][data-live]")) {
  if (frame.closest("[data-editor]")) continue;
  const view = new SheetView(frame.parentElement);
  document.body.addEventListener(`live:${frame.dataset.live}`, async () => {
    const response = await fetch(`/slides/${frame.dataset.sheet}/sheet/`);
    if (response.ok && !response.redirected) view.show(await response.text());
  });
}
