// The pieces of a slide that all who watch it see alike.

/** The sheet as all who watch it see it, from the server's memory; null where it may not be had. */
export async function sharedSheet(topic, version = "") {
  const query = new URLSearchParams({ v: version, lang: document.documentElement.lang });
  const response = await fetch(`/live/fragment/${topic}/?${query}`).catch(() => null);
  return response?.ok ? response.text() : null;
}
