// Long work done elsewhere: each [data-progress] asks how far it is, less and less often, and the page is
// shown anew once one of them is done.
"use strict";

const FIRST_MS = 1000;
const LAST_MS = 30000;
const GROWTH = 1.4;

async function watch(place) {
  const bar = place.querySelector("progress");
  for (let wait = FIRST_MS; ; wait = Math.min(wait * GROWTH, LAST_MS)) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    let answer;
    try {
      answer = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } });
    } catch {
      continue; // the connection is away for a moment
    }
    if (answer.status >= 500 || answer.status === 429) continue;
    if (!answer.ok) return; // logged out, or gone
    const state = await answer.json();
    if (state.progress > bar.value) wait = FIRST_MS; // it moves: worth looking at
    bar.value = state.progress;
    if (!state.waiting) {
      location.reload();
      return;
    }
  }
}

document.querySelectorAll("[data-progress]").forEach(watch);
