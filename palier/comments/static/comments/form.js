// One box as values, and values as a box: words, people named, the line, other words for it.

/** Test if nothing is typed. */
export function isEmpty(form) {
  return !form.elements.body.value.trim() && !isProposing(form);
}

export function isProposing(form) {
  const proposal = form.querySelector("[data-proposal]");
  return Boolean(proposal && !proposal.hidden);
}

/** Return what must be kept until it is sent. */
export function read(form) {
  const { body, key, line, proposed } = form.elements;
  return {
    body: body.value,
    key: key?.value ?? "",
    line: line?.value ?? "",
    proposed: isProposing(form) ? proposed.value : null,
    mentions: mentionsOf(form).map((input) => input.value),
  };
}

/** Put back what was kept. */
export function fill(form, draft) {
  if (!draft) return;
  const { body, key, line, proposed } = form.elements;
  body.value = draft.body ?? "";
  if (key) key.value = draft.key ?? "";
  if (line) choose(line, draft.line ?? "");
  if (proposed && typeof draft.proposed === "string") {
    form.querySelector("[data-proposal]").hidden = false;
    proposed.value = draft.proposed;
  }
  for (const id of draft.mentions ?? []) addMention(form, id);
}

/** Empty a box that came in; false if more was typed meanwhile, which stays. */
export function sent(form) {
  const { body, key, line } = form.elements;
  const was = form.dataset.sent;
  for (const input of mentionsOf(form)) input.remove();
  if (key) key.value = "";
  if (was !== undefined && body.value !== was) {
    body.value = body.value.startsWith(was) ? body.value.slice(was.length).trimStart() : body.value;
    return false;
  }
  body.value = "";
  const proposal = form.querySelector("[data-proposal]");
  if (proposal) proposal.hidden = true;
  if (line) {
    line.value = "";
    line.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return true;
}

export function addMention(form, id) {
  if (mentionsOf(form).some((input) => input.value === String(id))) return;
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = "mention";
  input.value = id;
  form.prepend(input);
}

// The lines are read from the sheet a moment later: the one that was chosen waits for them.
function choose(select, ref) {
  if ([...select.options].some((option) => option.value === ref)) select.value = ref;
  else select.dataset.wanted = ref;
}

function mentionsOf(form) {
  return [...form.querySelectorAll('input[name="mention"]')];
}
