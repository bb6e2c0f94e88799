// The token that every change carries. Signing in again in another tab makes another one: it is
// read anew, as long as it is still the same person.

export function token(page = document) {
  return JSON.parse(page.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
}

/** Read the token anew; false where somebody else, or nobody, is signed in now. */
export async function renewed(person) {
  const response = await fetch(location.href).catch(() => null);
  if (!response?.ok || response.redirected) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const place = page.querySelector("[data-person], [data-unsent]");
  if ((place?.dataset.person ?? place?.dataset.unsent) !== person) return false;
  document.body.setAttribute("hx-headers", page.body.getAttribute("hx-headers"));
  return true;
}
