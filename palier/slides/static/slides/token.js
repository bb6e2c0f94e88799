// What every request of a script carries: the token of the session, and the language of the page,
// whichever was chosen since in another tab. Signing in again there makes another token: it is
// read anew, as long as it is still the same person.

export function headers(page = document) {
  return JSON.parse(page.body.getAttribute("hx-headers") ?? "{}");
}

/** Read the token anew; false where somebody else, or nobody, is signed in now. */
export async function renewed(person) {
  const response = await fetch(location.href, { headers: headers() }).catch(() => null);
  if (!response?.ok || response.redirected) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const place = page.querySelector("[data-person], [data-unsent]");
  if ((place?.dataset.person ?? place?.dataset.unsent) !== person) return false;
  document.body.setAttribute("hx-headers", page.body.getAttribute("hx-headers"));
  return true;
}

/** The answer to a question of this page; null where there is none, or where one must sign in. */
export async function answerOf(url, options = {}) {
  const asked = fetch(url, { ...options, headers: { ...headers(), ...options.headers } });
  const response = await asked.catch(() => null);
  return response?.ok && !response.redirected ? response.text() : null;
}
