// Reading by a link: the slides below come when they are near, the arrows turn them one by one,
// and one of them may fill the screen. Without script the page reads all the same.

const root = document.querySelector("[data-reading]");
const place = root.querySelector("[data-sheets]");
const NEAR = "1500px";
const TURNS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
const WHEN_FULL = { ArrowDown: 1, " ": 1, ArrowUp: -1 };

document.documentElement.classList.remove("no-script");

function sheets() {
  return [...place.querySelectorAll(":scope > .slide")];
}

// Where one reads: the sheet whose middle is nearest to that of the window.
function here() {
  const distances = sheets().map((sheet) => {
    const { top, bottom } = sheet.getBoundingClientRect();
    return Math.abs((top + bottom - innerHeight) / 2);
  });
  return distances.indexOf(Math.min(...distances));
}

async function turn(step) {
  const next = here() + step;
  if (next >= sheets().length) await loadMore();
  // At once: a second press in the middle of a movement would count from where it began.
  sheets()[next]?.scrollIntoView({ block: "center", behavior: "instant" });
}

let loading = null;

function loadMore() {
  loading ??= fetchMore().finally(() => { loading = null; });
  return loading;
}

// A link that was closed meanwhile gives nothing more; the button stays, and its page says why.
async function fetchMore() {
  const more = place.querySelector("[data-more]");
  if (!more) return false;
  const response = await fetch(more.querySelector("a").href).catch(() => null);
  if (!response?.ok) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  more.replaceWith(...page.querySelector("[data-sheets]").children);
  setWhole(isWhole);
  watch();
  return true;
}

const observer = new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) loadMore();
}, { rootMargin: NEAR });

function watch() {
  observer.disconnect();
  const more = place.querySelector("[data-more]");
  if (more) observer.observe(more);
}

let isWhole = false;

function setWhole(value) {
  isWhole = value;
  for (const sheet of sheets()) sheet.classList.toggle("whole", value);
  button("whole").setAttribute("aria-pressed", value);
}

function button(act) {
  return root.querySelector(`[data-act="${act}"]`);
}

const ACTS = {
  whole: () => setWhole(!isWhole),
  async print() {
    while (await loadMore());
    print();
  },
  async "full-screen"() {
    const at = here();
    await root.requestFullscreen().catch(() => {}); // refused: the page reads all the same
    sheets()[at]?.scrollIntoView({ block: "center", behavior: "instant" });
  },
};

root.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-act]");
  if (pressed) ACTS[pressed.dataset.act]();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const step = TURNS[event.key] ?? (document.fullscreenElement ? WHEN_FULL[event.key] : undefined);
  if (!step || sheets().length < 2) return;
  event.preventDefault();
  turn(step);
});

for (const act of ["whole", "print"]) button(act).hidden = false;
button("full-screen").hidden = !document.fullscreenEnabled;
watch();
