// What the editor says: the state of saving, and words that were refused: they stay under the
// sheet, one card for each text, until they are taken or put away.

const KIND = { offline: "warning", busy: "warning", "signed-out": "error" };

export function tell(root, state) {
  const place = root.querySelector("[data-state]");
  if (!place) return;
  const key = { "signed-out": "signedOut" }[state] ?? state;
  place.textContent = root.dataset[key] ?? "";
  place.dataset.kind = KIND[state] ?? "";
  if (state !== "signed-out") return;
  const link = document.createElement("a");
  link.className = "link";
  link.href = `/accounts/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.textContent = root.dataset.signIn;
  place.append(" ", link);
}

/** A change came in: what was refused of the same text is settled, and so is what has no words. */
export function forget(editor, change) {
  for (const card of editor.root.querySelectorAll("[data-refused] > *")) {
    if (!card.querySelector(".mine") || card.dataset.of === nameOf(change)) putAway(editor, card);
  }
}

/** Show a refusal under the sheet, with the words it is about until they are put away. */
export function showRefusal(editor, html, change) {
  const words = change.fields.text ?? change.fields.title;
  forget(editor, change);
  const card = showCard(editor, { of: nameOf(change), html, words });
  if (card && words) editor.aside.add({ of: nameOf(change), html, words });
}

/** Show again what was refused before the page was loaded anew. */
export function showAside(editor) {
  for (const refusal of editor.aside.all()) showCard(editor, refusal);
}

function showCard(editor, { of, html, words }) {
  const place = editor.root.querySelector("[data-refused]");
  if (!place) return null;
  const card = cardOf(html, editor.root.dataset.gone);
  card.dataset.of = of;
  place.append(card);
  if (!words) return card;
  card.append(quoted(words), button(editor.root.dataset.close, () => putAway(editor, card)));
  return card;
}

function putAway(editor, card) {
  editor.aside.remove(card.dataset.of);
  card.remove();
}

const nameOf = ({ url, fields }) => `${url} ${fields.field ?? fields.key ?? ""}`;

function cardOf(html, sentence) {
  const place = document.createElement("div");
  place.innerHTML = html || '<div class="card warning" role="alert"><p></p></div>';
  if (!html) place.querySelector("p").textContent = sentence;
  return place.firstElementChild ?? place;
}

function quoted(words) {
  const mine = document.createElement("blockquote");
  mine.className = "mine";
  mine.dir = "auto";
  mine.textContent = words;
  return mine;
}

function button(label, press) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button small";
  element.textContent = label;
  element.addEventListener("click", press);
  return element;
}
