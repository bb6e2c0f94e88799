// What the editor says: the state of saving, and two versions of one line to choose from.

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

/** Show a refusal under the sheet; where somebody was faster, both texts and a choice. */
export function showConflict(editor, html, change) {
  const place = editor.root.querySelector("[data-conflict]");
  if (!place) return;
  place.innerHTML = html || '<div class="card warning" role="alert"><p></p></div>';
  if (!html) place.querySelector("p").textContent = editor.root.dataset.gone;
  const theirs = place.querySelector(".theirs");
  const card = place.firstElementChild;
  const { text, before, ...fields } = change.fields;
  if (!text) return;
  const mine = document.createElement("blockquote");
  mine.className = "mine";
  mine.dir = "auto";
  mine.textContent = text;
  card.append(mine);
  const choose = (words, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = words;
    button.addEventListener("click", () => {
      act();
      place.replaceChildren();
    });
    card.append(button, " ");
  };
  if (!theirs) return;
  choose(editor.root.dataset.mine, () => editor.saving.send(change.url, { ...fields, text }));
  choose(editor.root.dataset.theirs, () => {
    document.activeElement?.blur?.();
    editor.refresh();
  });
}
