// Pieces that were not understood are ticked, then sent: to a place chosen from the list or
// on the slide itself. Without this script the same forms do all of it.

const NONE = "";

function form() {
  return document.getElementById("sending");
}

function boxes() {
  return [...document.querySelectorAll("input[form=sending][name=place]")];
}

function chosen() {
  return boxes().filter((box) => box.checked);
}

function say(count) {
  const said = form().querySelector("[aria-live]");
  const { none, one, many } = said.dataset;
  said.textContent = count === 0 ? none : count === 1 ? one : many.replace("{count}", count);
}

function offer(select) {
  const kind = select.selectedOptions[0]?.dataset.kind ?? NONE;
  for (const button of form().querySelectorAll("[data-for]")) {
    button.hidden = kind === NONE || !button.dataset.for.split(" ").includes(kind);
  }
}

function refresh() {
  if (!form()) return;
  const ticked = chosen();
  const select = form().elements.to;
  form().classList.toggle("is-choosing", ticked.length > 0);
  for (const button of form().querySelectorAll("button")) button.disabled = ticked.length === 0;
  form().querySelector(".import-all").hidden = boxes().length < 2;
  form().querySelector("[data-all]").checked = ticked.length === boxes().length;
  // The line above the first piece is the likeliest place; people choose another as easily.
  const nearest = ticked[0]?.dataset.nearest || select.options[1]?.value;
  if (ticked.length && nearest && !select.dataset.isChosen) select.value = nearest;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
  say(ticked.length);
  offer(select);
}

function aim(line) {
  const part = document.getElementById("part");
  const ref = JSON.parse(part.dataset.lines || "{}")[line.dataset.ref];
  const select = form()?.elements.to;
  if (!ref || !select || chosen().length === 0) return;
  if (![...select.options].some((option) => option.value === ref)) return;
  select.value = ref;
  select.dataset.isChosen = "yes";
  offer(select);
  select.focus();
}

function showRow() {
  const part = document.getElementById("part");
  const spot = part?.dataset.at.split(":")[0];
  const cell = spot && part.querySelector(`td[data-spot="${CSS.escape(spot)}"]`);
  if (!cell) return;
  cell.classList.add("is-lit");
  const grid = part.querySelector(".import-grid");
  grid.scrollTop += cell.getBoundingClientRect().top - grid.getBoundingClientRect().top - 80;
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-all]")) {
    for (const box of boxes()) box.checked = event.target.checked;
  }
  if (event.target.matches("#sending select")) event.target.dataset.isChosen = "yes";
  if (event.target.closest("#part")) refresh();
});

document.addEventListener("click", (event) => {
  const line = event.target.closest?.(".import-slide [data-ref]");
  if (line) aim(line);
});

document.addEventListener("keydown", (event) => {
  const line = event.target.closest?.(".import-slide [data-ref]");
  if (line && event.key === "Enter") aim(line);
});

document.addEventListener("htmx:afterSettle", (event) => {
  refresh();
  showRow();
  // Who has just placed a piece goes on with the next one.
  const isSent = ["sending", "leave-out"].includes(event.detail.requestConfig?.elt?.closest("form")?.id);
  if (isSent || event.detail.requestConfig?.elt?.form?.id === "leave-out") boxes()[0]?.focus();
});

refresh();
showRow();
