// Files being made: ask how far they are, show the list again once one is done.
"use strict";

const EVERY_MS = 2000;

async function watch(place) {
  const bar = place.querySelector("progress");
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    let answer;
    try {
      answer = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } });
    } catch {
      continue; // the connection is away for a moment
    }
    if (!answer.ok) return;
    const state = await answer.json();
    bar.value = state.progress;
    if (!state.waiting) {
      location.reload();
      return;
    }
  }
}

document.querySelectorAll("[data-progress]").forEach(watch);
