// The page of a paper: wires the sheet, the clock, the saver and the handing in together.

import { Clock, spoken } from "./quiz/clock.js";
import { Device } from "./quiz/device.js";
import { Ending } from "./quiz/ending.js";
import { HandIn } from "./quiz/hand_in.js";
import { Keeping } from "./quiz/keeping.js";
import { Ledger } from "./quiz/ledger.js";
import { Line } from "./quiz/line.js";
import { Saver } from "./quiz/saver.js";
import { Sheet } from "./quiz/sheet.js";
import { Status } from "./quiz/status.js";
import { changed, overlaid, questionsOf, whole } from "./quiz/state.js";
import { prepareSteps } from "./quiz/steps.js";

const form = document.querySelector("#paper");
const words = JSON.parse(document.querySelector("#words").textContent);
const facts = form.dataset;
const attempt = Number(facts.attempt);
const grace = Number(facts.grace);

const device = await Device.open();
const keeping = new Keeping(device, facts);
const known = await keeping.begin();
const clock = new Clock({ now: facts.kept ? 0 : Number(facts.now), deadline: known.deadline, url: facts.clock });
if (facts.kept) clock.guess(Date.now() - known.wall);

const sheet = new Sheet(form, words);
if (facts.kept) sheet.write(whole(known.acknowledged));
const line = new Line(facts.token, clock, grace);
const ledger = new Ledger(device, attempt);
const status = new Status(words, { wholeTime: known.deadline - Number(facts.started), durable: () => device.durable });
const tabs = new BroadcastChannel("bai-thi");

async function leave() {
  await device.forget(attempt);
  window.location.replace(facts.receipt);
}

function nameChanges({ changed: theirs, disputed }) {
  const said = [];
  if (theirs.length) said.push(words.changed_elsewhere.replace("{list}", sheet.names(questionsOf(theirs))));
  if (disputed.length) said.push(words.disputed.replace("{list}", sheet.names(questionsOf(disputed))));
  if (said.length) status.tell(said.join(" "));
}

const REPORTS = {
  saving: () => status.saving(),
  saved: () => {
    status.saved(saver.savedMs);
    tabs.postMessage({ attempt, revision: saver.revision, answers: saver.acknowledged, saved: saver.savedMs });
  },
  failed: (how) => status.failed(how),
  refused: (message) => status.refused(message),
  merged: nameChanges,
  closed: (reply) => {
    if (ending.closed(reply.message)) return;
    status.warn(reply.message);
    setTimeout(leave, 1500);
  },
};

function report(kind, detail) {
  REPORTS[kind](detail);
  sheet.refresh(saver.fates());
  if (kind === "saving" || kind === "saved" || kind === "merged") keeping.progress(saver, clock);
}

const saver = new Saver({ url: facts.save, known, sheet, line, ledger, report });
const ending = new Ending({ saver, sheet, clock, grace, status, words });

// Handed in: the receipt wants a session, which may have ended; the paper never did.
async function finish(reply) {
  tabs.postMessage({ attempt, handedIn: true });
  await device.forget(attempt);
  if (!reply.signed_in) {
    status.warn(words.handed_in);
    const { Login } = await import("./quiz/login.js");
    await new Login(document.querySelector("#log-in")).ask();
  }
  window.location.assign(reply.receipt);
}
const handIn = new HandIn({ form, sheet, saver, line, status, ending, finish, words });

tabs.addEventListener("message", ({ data }) => {
  if (data.loggedOut) device.lose();
  if (data.attempt !== attempt) return;
  if (!data.handedIn) {
    saver.hear(data);
    return;
  }
  saver.closed = true;
  if (!ending.closed(words.handed_in)) window.location.replace(facts.receipt);
});

// What an earlier page of this device left behind, and what was tapped before this script ran.
async function recover() {
  const stored = whole(known.acknowledged);
  const found = await ledger.recover(stored);
  const tapped = sheet.read();
  sheet.write(overlaid(found.state, changed(stored, tapped), tapped));
  saver.keep();
  keeping.progress(saver, clock);
  sheet.refresh(saver.fates());
  if (found.disputed.length) nameChanges({ changed: [], disputed: found.disputed });
  else if (found.restored.length) status.tell(words.restored.replace("{list}", sheet.names(questionsOf(found.restored))));
  if (!device.durable) status.tell(words.not_durable);
}
await recover();

form.addEventListener("input", () => {
  saver.changed();
  sheet.refresh(saver.fates());
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
document.querySelector("#ended [data-receipt]").addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

// Time. At zero the server is asked first: the organisers may have given more.
let timeIsUp = false;
let deadline = clock.deadline;
async function timeUp() {
  timeIsUp = true;
  status.warn(words.time_up);
  // A round ends for everyone at once: spread what arrives, well within the grace.
  await new Promise((resolve) => { setTimeout(resolve, 150 + Math.random() * Math.min(2000, grace / 4)); });
  await saver.flush(true);
  if (clock.remaining() > 0 && !saver.closed) {
    status.warn("");
    timeIsUp = false;
    return;
  }
  await handIn.send(true);
}
function tick() {
  const left = clock.remaining();
  if (clock.jumped()) clock.ask();
  status.tick(left, spoken(left), clock.uncertain);
  if (clock.deadline > deadline) status.say(words.more_time);
  deadline = clock.deadline;
  // The last words go out before the bell even where the rules leave no grace.
  if (left < 2500 && left > 0 && saver.unsaved() && !saver.running) saver.flush();
  if (left + grace <= 0 && line.failures && !saver.closed) ending.told();
  if (left <= 0 && !timeIsUp && !handIn.busy && !saver.closed) timeUp();
}
tick();
setInterval(tick, 250);

// Leaving, coming back, the line returning.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") saver.flush(); // a phone may never come back to this page
  else clock.ask().then(() => saver.unsaved() && saver.flush());
});
window.addEventListener("online", () => saver.soon());
window.addEventListener("offline", () => status.disconnected());
window.addEventListener("pagehide", () => saver.farewell());
window.addEventListener("beforeunload", (event) => {
  const kept = device.durable && navigator.serviceWorker?.controller;
  if (saver.unsaved() && line.failures && !kept) event.preventDefault();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload(); // an old picture of the paper: take the stored state
});

prepareSteps(sheet.questions);
if (saver.unsaved()) saver.changed();
// A reload may have overtaken the last save of the page it replaced: ask what is stored.
if (facts.kept || performance.getEntriesByType("navigation")[0]?.type !== "navigate") saver.flush(true);
keeping.page();
facts.ready = "1";
