// What the editor says: the state of saving, and words that were refused: they stay under the
// sheet, one card for each text, until they are taken or put away.

const KIND = { offline: "warning", "signed-out": "error" };

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
export function forget(root, change) {
  for (const card of root.querySelectorAll("[data-conflict] > *")) {
    if (!card.querySelector(".mine") || card.dataset.of === nameOf(change)) card.remove();
  }
}

/** Show a refusal under the sheet; where somebody was faster, both texts and a choice. */
export function showRefusal(editor, html, change) {
  const place = editor.root.querySelector("[data-conflict]");
  if (!place) return;
  forget(editor.root, change);
  const { text, before, ...fields } = change.fields;
  const words = text ?? fields.title;
  const card = cardOf(html, editor.root.dataset.gone);
  card.dataset.of = nameOf(change);
  place.append(card);
  if (!words) return;
  card.append(quoted(words));
  const choose = (label, choice) => card.append(button(label, () => {
    choice();
    card.remove();
  }), " ");
  if (!card.querySelector(".theirs")) {
    choose(editor.root.dataset.close, () => {});
    return;
  }
  choose(editor.root.dataset.mine, () => editor.saving.send(change.url, { ...fields, text }));
  choose(editor.root.dataset.theirs, () => {
    document.activeElement?.blur?.();
    editor.refresh();
  });
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
