// The regulation beside the form of a new contest follows what is typed.
"use strict";

const WAIT_MS = 400;
const form = document.querySelector("[data-preview]");
const place = document.querySelector("[data-preview-here]");
let timer = 0;
let asked = 0;

async function show() {
  const mine = (asked += 1);
  const said = new URLSearchParams(new FormData(form));
  said.delete("csrf_token");
  try {
    const answer = await fetch(`${form.dataset.preview}?${said}`);
    const text = answer.ok ? await answer.text() : "";
    if (text && mine === asked) place.innerHTML = text; // our own server's page, escaped there
  } catch {
    // the connection is away: what stands there stays
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(show, WAIT_MS);
});
form.querySelector('[value="preview"]').hidden = true;
