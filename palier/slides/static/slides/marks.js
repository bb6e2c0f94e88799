// Small badges beside the lines of the sheet: who is there (left); remarks, comments, two versions
// (right). They lie over the sheet, so that nothing ever moves for them.
//
//   setMarks("comments", new Map([["key-result-12", { text: "2", label: "2 comments", press }]]))
//
// `press` makes a button of it; `element` is shown instead of a text. Called again, it replaces all
// marks of that kind.

const KINDS = ["people", "versions", "checks", "comments"];
const sets = new Map();
let layer = null;

export function setMarks(kind, marks) {
  sets.set(kind, marks);
  place();
}

function place() {
  const root = document.querySelector("[data-editor]");
  if (!root) return;
  layer ??= makeLayer(root);
  const origin = layer.getBoundingClientRect();
  const [left, right] = [new Map(), new Map()];
  for (const kind of KINDS) {
    for (const [ref, mark] of sets.get(kind) ?? []) {
      const side = kind === "people" ? left : right;
      if (!side.has(ref)) side.set(ref, []);
      side.get(ref).push(badge(kind, mark));
    }
  }
  const focused = layer.contains(document.activeElement) ? document.activeElement.dataset.of : "";
  layer.replaceChildren(
    ...[...left].map((entry) => rowOf(root, origin, "start", ...entry)).filter(Boolean),
    ...[...right].map((entry) => rowOf(root, origin, "end", ...entry)).filter(Boolean),
  );
  if (focused) layer.querySelector(`[data-of="${focused}"]`)?.focus({ preventScroll: true });
}

function makeLayer(root) {
  const made = document.createElement("div");
  made.className = "marks";
  root.append(made);
  document.addEventListener("palier:sheet", place);
  new ResizeObserver(place).observe(root);
  document.fonts?.ready.then(place);
  return made;
}

// At the first line of the words; lines that are not on the sheet have no mark.
function rowOf(root, origin, side, ref, badges) {
  const line = root.querySelector(`[data-sheet] [data-ref="${ref}"]`);
  if (!line) return null;
  const words = line.querySelector("[data-field=title]") ?? line;
  const sheet = line.closest(".slide") ?? line;
  const [box, frame] = [words.getClientRects()[0] ?? words.getBoundingClientRect(), sheet.getBoundingClientRect()];
  const row = document.createElement("div");
  row.className = `mark-row-${side}`;
  row.style.setProperty("--y", `${box.top + Math.min(box.height, 40) / 2 - origin.top}px`);
  row.style.setProperty("--x", `${(side === "start" ? frame.left : frame.right) - origin.left}px`);
  for (const made of badges) made.dataset.of = `${made.dataset.kind} ${ref}`;
  row.append(...badges);
  return row;
}

function badge(kind, { text = "", label, press, element }) {
  const made = document.createElement(press ? "button" : "span");
  if (press) {
    made.type = "button";
    made.addEventListener("click", press);
    made.setAttribute("aria-label", label);
  }
  made.className = `mark mark-${kind}`;
  made.dataset.kind = kind;
  made.title = label;
  if (element) made.append(element);
  else made.textContent = text;
  return made;
}
