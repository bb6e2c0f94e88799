// A dialog fetched into #window opens over the page; once its answer is taken it goes away.

const place = () => document.getElementById("window");
let opener = ""; // the address of what was pressed: a refresh may have replaced the element

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[hx-target='#window']");
  if (link) opener = link.getAttribute("hx-get");
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== place()) return;
  const dialog = place().querySelector("dialog");
  if (!dialog) return;
  dialog.showModal();
  dialog.addEventListener("close", leave, { once: true });
  const wrong = dialog.querySelector("[aria-invalid], [role='alert']");
  const first = wrong ?? dialog.querySelector(".form :is(input, select):not([type='hidden'])");
  if (wrong && !wrong.matches("input, select")) wrong.tabIndex = -1;
  first?.focus();
});

document.addEventListener("organisation-changed", () => {
  place()?.querySelector("dialog")?.close();
});

// "Cancel" is a link where no script runs.
document.addEventListener("click", (event) => {
  if (event.target.closest("dialog a[data-closes]")) event.preventDefault();
});

function leave() {
  place().replaceChildren();
  giveBack();
  // The page refreshes once the answer is taken, and with it what was pressed.
  document.addEventListener("htmx:afterSettle", giveBack, { once: true });
}

function giveBack() {
  const isFree = document.activeElement === document.body;
  if (isFree && opener) document.querySelector(`a[hx-get="${opener}"]`)?.focus();
}
