// The page of a paper: wires the sheet, the clock, the saver and the handing in together.

import { Clock, spoken } from "./quiz/clock.js";
import { HandIn } from "./quiz/hand_in.js";
import { Saver } from "./quiz/saver.js";
import { Sheet } from "./quiz/sheet.js";
import { Status } from "./quiz/status.js";
import { whole } from "./quiz/state.js";

const form = document.querySelector("#paper");
const words = JSON.parse(document.querySelector("#words").textContent);
const facts = form.dataset;
const sheet = new Sheet(form, words);
const status = new Status(words);
const clock = new Clock(Number(facts.now), Number(facts.deadline), facts.clock);

function leave() {
  window.location.replace(facts.receipt);
}

const REPORTS = {
  saving: () => status.saving(),
  saved: (ms) => status.saved(ms),
  failed: () => status.failed(),
  refused: (message) => status.refused(message),
  merged: () => status.say(words.merged),
  closed: (reply) => {
    status.warn(reply.message);
    setTimeout(leave, 1500);
  },
};
const saver = new Saver({
  url: facts.save, token: facts.token, revision: Number(facts.revision), stored: whole(JSON.parse(facts.state)),
  sheet, clock, report: (kind, detail) => REPORTS[kind](detail),
});
const handIn = new HandIn({ form, sheet, saver, clock, status, words });

form.addEventListener("input", () => {
  sheet.refresh();
  saver.changed();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  handIn.ask();
});
form.addEventListener("keydown", (event) => {
  // Enter in a text field must not hand the paper in.
  if (event.key === "Enter" && event.target.matches("input:not([type=checkbox])")) event.preventDefault();
});
sheet.prediction?.addEventListener("input", () => {
  handIn.complain(sheet.predicted() === undefined ? words.prediction_malformed : "");
});

// Time. At zero the server is asked first: the organisers may have given more.
let ending = false;
let known = clock.deadline;
async function timeUp() {
  ending = true;
  status.warn(words.time_up);
  // A round ends for everyone at once: spread what arrives, well within the grace.
  await new Promise((resolve) => { setTimeout(resolve, 150 + Math.random() * Math.min(2000, Number(facts.grace) / 4)); });
  await saver.flush(true);
  if (clock.remaining() > 0 && !saver.closed) {
    status.warn("");
    ending = false;
    return;
  }
  await handIn.send(true);
}
function tick() {
  const left = clock.remaining();
  status.tick(left, spoken(left));
  if (clock.deadline > known) status.say(words.more_time);
  known = clock.deadline;
  if (clock.jumped()) clock.ask();
  // The last words go out before the bell even where the rules leave no grace.
  if (left < 2500 && left > 0 && saver.unsaved() && !saver.running) saver.flush();
  if (left <= 0 && !ending && !handIn.busy && !saver.closed) timeUp();
}
tick();
setInterval(tick, 250);

// Leaving, coming back, the line returning.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") saver.flush(); // a phone may never come back to this page
  else clock.ask().then(() => saver.unsaved() && saver.flush());
});
window.addEventListener("online", () => saver.unsaved() && saver.flush());
window.addEventListener("pagehide", () => saver.farewell());
window.addEventListener("beforeunload", (event) => {
  if (saver.unsaved() && saver.failures) event.preventDefault();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload(); // an old picture of the paper: take the stored state
});

// On a wide screen the palette stands open beside the questions; on a phone it is folded.
document.querySelector("#palette").open = window.matchMedia("(min-width: 992px)").matches;
sheet.refresh();
if (saver.unsaved()) saver.changed();
// A reload may have overtaken the last save of the page it replaced: ask what is stored.
if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") saver.flush(true);
