// What stands around the sheet follows it: the name of the unit, its head, its quarter. When the
// slide changes its state, the page is opened anew as soon as nothing waits to be saved.

const frame = () => document.querySelector("[data-editor] [data-sheet]");
const PIECES = [".head .crumbs", ".head h1", "#people"];
let about = frame()?.dataset.about;
let state = frame()?.dataset.slideState;

document.addEventListener("palier:sheet", async () => {
  const { about: now, slideState } = frame().dataset;
  if (slideState !== state) return openAnew();
  if (now === about) return null;
  about = now;
  const response = await fetch(location.href).catch(() => null);
  if (!response?.ok || response.redirected) return null;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  document.title = page.title;
  for (const piece of PIECES) {
    const [old, fresh] = [document.querySelector(piece), page.querySelector(piece)];
    if (old && fresh) old.replaceChildren(...fresh.childNodes);
  }
  return null;
});

function openAnew() {
  const isBusy = document.querySelector("[data-state]")?.dataset.kind || document.activeElement?.isContentEditable;
  if (isBusy) setTimeout(openAnew, 500);
  else location.reload();
}
