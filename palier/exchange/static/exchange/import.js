// A line of the slide lights the cells it came from, and a cell lights its line.
const LIT = "is-lit";

function places(part) {
  return JSON.parse(part.dataset.places || "{}");
}

function clear(part) {
  for (const element of part.querySelectorAll(`.${LIT}`)) element.classList.remove(LIT);
}

function light(part, ref) {
  clear(part);
  part.querySelector(`[data-ref="${ref}"]`)?.classList.add(LIT);
  const cells = (places(part)[ref] ?? []).map((spot) =>
    part.querySelector(`td[data-spot="${spot}"]`),
  );
  for (const cell of cells) cell?.classList.add(LIT);
  return cells.find(Boolean);
}

function refAt(part, target) {
  const line = target.closest("[data-ref]");
  if (line) return line.dataset.ref;
  const spot = target.closest("td[data-spot]")?.dataset.spot;
  const found = Object.entries(places(part)).find(([, spots]) => spot && spots.includes(spot));
  return found?.[0];
}

function follow(event) {
  const part = event.target.closest?.("#part");
  if (!part) return;
  const ref = refAt(part, event.target);
  if (!ref) return clear(part);
  const cell = light(part, ref);
  const grid = part.querySelector(".import-grid");
  const isFromSlide = event.target.closest(".import-slide");
  if (cell && grid && isFromSlide) {
    grid.scrollTop += cell.getBoundingClientRect().top - grid.getBoundingClientRect().top - 80;
  }
}

function prepare() {
  for (const line of document.querySelectorAll("#part [data-ref]")) line.tabIndex = 0;
}

document.addEventListener("pointerover", follow);
document.addEventListener("focusin", follow);
document.addEventListener("htmx:afterSwap", prepare);
prepare();

for (const select of document.querySelectorAll("select[data-submits]")) {
  select.form.classList.add("is-scripted");
  select.addEventListener("change", () => select.form.requestSubmit());
}
