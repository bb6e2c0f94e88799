// The pieces of a slide that all who watch it see alike.

import { answerOf } from "./token.js";

/** The sheet as all who watch it see it, from the server's memory; null where it may not be had. */
export async function sharedSheet(topic, version = "") {
  const query = new URLSearchParams({ v: version, lang: document.documentElement.lang });
  const response = await fetch(`/live/fragment/${topic}/?${query}`).catch(() => null);
  return response?.ok ? response.text() : null;
}

/** The same for those who write on slide `id`: with the versions of lines, which only they see. */
export async function writersSheet(id, version) {
  const html = await sharedSheet(`slide-${id}`, version);
  if (!html?.includes("data-variants-apart")) return html;
  return (await answerOf(`/slides/${id}/sheet/`)) ?? html;
}
