// Where something stands on the sheet: its field, its line, the name of the line.

export const fieldOf = (node) => node?.closest?.("[data-field]");
export const lineOf = (node) => node?.closest?.("[data-ref]");
export const refOf = (node) => lineOf(node)?.dataset.ref ?? "";

// Lines are told apart by id, so that a moved line takes its text along.
export function nameLines(sheet) {
  for (const line of sheet.querySelectorAll("[data-ref]")) line.id = line.dataset.ref;
  for (const field of sheet.querySelectorAll("[data-field]")) field.id = `${refOf(field)}/${field.dataset.field}`;
}
