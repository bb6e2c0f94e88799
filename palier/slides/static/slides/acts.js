// What buttons and keys do to lines: add, move, remove, undo, carry over, choose.

export const isKeyResult = (ref) => /^(key-result|new-k)/.test(ref);

const newKey = (letter) => `${letter}-${crypto.getRandomValues(new Uint32Array(1))[0].toString(16)}`;

const AGAIN = new Set(["move", "undo", "redo"]); // what a double click does twice

export function clicked(editor, { target, detail }) {
  const button = target.closest("[data-act]");
  if (!button || (detail > 1 && !AGAIN.has(button.dataset.act))) return;
  editor.flush();
  editor.act(button.dataset.act, button.dataset);
}

export function act(editor, name, { step, line, title = "", burst = "", url, before } = {}) {
  const { saving, current: ref } = editor;
  const slide = `/slides/${editor.id}`;
  if (name === "undo" || name === "redo") saving.send(`${slide}/${name}/`);
  else if (name === "carry") saving.send(`${slide}/carried-lines/`, { line });
  else if (name === "add-objective" || name === "add-key-result") add(editor, name.slice(4), title, burst);
  else if (name === "choose") saving.send(url, before === undefined ? {} : { before });
  else if (name === "move" && ref) saving.send(`/lines/${ref}/position/`, { step });
  else if (name === "remove" && ref) remove(editor, ref);
}

function add(editor, kind, title, burst) {
  const { root, current: ref } = editor;
  const blocks = [...root.querySelectorAll("section[data-ref]")];
  const here = root.querySelector(`[data-ref="${ref}"]`);
  const owner = (here?.closest("section") ?? blocks.at(-1))?.dataset.ref;
  if (kind === "key-result" && !owner) return;
  const key = newKey(kind === "objective" ? "o" : "k");
  const after = kind === "objective" ? owner ?? "" : isKeyResult(ref) ? ref : "";
  editor.view.add(kind, key, here ? ref : owner, title);
  const url = kind === "objective" ? `/slides/${editor.id}/objectives/` : `/objectives/${owner}/key-results/`;
  editor.saving.send(url, { key, after, title, burst });
}

function remove(editor, ref) {
  editor.flush();
  const refs = [...editor.root.querySelectorAll("[data-ref]")].map((node) => node.dataset.ref);
  const previous = refs[refs.indexOf(ref) - 1];
  editor.saving.send(`/lines/${ref}/removal/`, { seen: editor.view.version });
  editor.root.querySelector(`[data-ref="${ref}"]`)?.remove();
  editor.current = "";
  if (previous) editor.view.focus(previous);
}
