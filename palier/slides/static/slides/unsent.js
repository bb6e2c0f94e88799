// On pages that are no slide: words that a slide's page could not send are sent from here, so that
// nobody has to remember where they were typed.

import { Aside } from "./keeping.js";
import { Saving } from "./saving.js";

const place = document.querySelector("[data-unsent]");

for (const [slide, person] of place ? left() : []) if (person === place.dataset.unsent) send(slide, person);

/** The slides and people whose words wait on this device. */
function left() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith("palier:unsent:")).map((key) => key.split(":").slice(2));
  } catch {
    return []; // a forbidden storage holds nothing
  }
}

function send(slide, person) {
  let isRefused = false;
  const saving = new Saving({
    slide,
    person,
    onState: (state) => state === "saved" && say(isRefused ? "refused" : "sent", isRefused ? "warning" : ""),
    onSheet: (_html, line, { fields }) => fields.key && saving.rename(`new-${fields.key}`, line),
    onRefusal: (html, _status, { url, fields }) => {
      const words = fields.text ?? fields.title;
      if (!words) return;
      isRefused = true;
      new Aside(slide, person).add({ of: `${url} ${fields.field ?? fields.key ?? ""}`, html, words });
    },
  });
  saving.run();
}

function say(what, kind) {
  document.dispatchEvent(new CustomEvent("palier:toast", { detail: { text: place.dataset[what], kind } }));
}
