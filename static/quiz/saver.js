// Sends the whole small answer state: changes coalesced and spread, one request in flight, repeated
// until the server has spoken. A request whose fate is unknown is repeated unchanged under the same
// save_id; newer changes wait for their own.

import { changed, overlaid, same, text, whole } from "./state.js";

const COALESCE = 1200;
const HURRIED = 250; // in the last seconds
const spread = (ms) => ms * (0.75 + Math.random() / 2);
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");

export class Saver {
  // `known`: {acknowledged, revision, saved, flight} as this page begins; `report(kind, detail)`:
  // saving, saved, failed, refused, merged, closed.
  constructor({ url, known, sheet, line, ledger, report }) {
    Object.assign(this, { url, sheet, line, ledger, report });
    this.acknowledged = whole(known.acknowledged);
    this.revision = known.revision;
    this.savedMs = known.saved;
    this.flight = known.flight?.base === known.revision ? known.flight : null;
    this.closed = false;
    this.held = false; // while the paper is being handed in, nothing else may move its revision
  }

  unsaved() {
    return !this.closed && (Boolean(this.flight) || !same(this.sheet.read(), this.acknowledged));
  }

  // The parts of the present state that the server has not confirmed. What a request of unknown fate
  // carried may be stored by now, so that going back to the old answer is news, too.
  pending(mine = this.sheet.read()) {
    return new Set([...changed(this.acknowledged, mine), ...(this.flight ? changed(this.flight.answers, mine) : [])]);
  }

  // "unsent", "sending", "saved" or "" (nothing to save), by position.
  fates() {
    const mine = this.sheet.read();
    const pending = this.pending(mine);
    return (n) => {
      if (pending.has(`a${n}`)) {
        const under = this.sending && this.flight && text(this.flight.answers.a[n]) === text(mine.a[n]);
        return under ? "sending" : "unsent";
      }
      return mine.a[n] === undefined ? "" : "saved";
    };
  }

  changed() {
    this.keep();
    this.schedule(spread(this.line.clock.remaining() < 8000 ? HURRIED : COALESCE));
  }

  keep() {
    const mine = this.sheet.read();
    this.ledger.keep(mine, this.acknowledged, this.pending(mine));
  }

  schedule(wait) {
    if (this.timer && this.dueAt <= performance.now() + wait) return;
    clearTimeout(this.timer);
    this.dueAt = performance.now() + wait;
    this.timer = setTimeout(() => this.flush(), wait);
  }

  // The line is back, for a whole room at once.
  soon() {
    this.forced = true;
    clearTimeout(this.timer);
    this.timer = null;
    this.schedule(Math.random() * 1000);
  }

  // Save now; resolves true once the server has everything. `force` saves even an unchanged state, to
  // hear the server's clock and deadline.
  flush(force = false) {
    if (this.left || this.held) return false;
    clearTimeout(this.timer);
    this.timer = null;
    this.forced ||= force;
    this.running ??= this.run().finally(() => { this.running = null; });
    return this.running;
  }

  async run() {
    while (!this.closed) {
      this.flight ??= this.forced || this.unsaved() ? this.request() : null;
      if (!this.flight) return true;
      this.forced = false;
      this.sending = true;
      this.report("saving");
      const answered = await this.line.exchange(this.url, "PUT", this.flight);
      this.sending = false;
      if (!answered) {
        const wait = this.line.wait();
        this.schedule(wait);
        this.report("failed", { busy: this.line.busy, wait });
        return false;
      }
      if (!this.settle(answered)) return false;
    }
    return false;
  }

  request() {
    return { base: this.revision, save_id: newId(), answers: this.sheet.read() };
  }

  // What the server decided; false where there is no use in going on.
  settle({ status, reply }) {
    const sent = this.flight;
    if (reply.code === "stale_save") {
      this.merge(reply);
      return true;
    }
    this.flight = null;
    if (status === 200) {
      this.acknowledged = sent.answers;
      this.revision = reply.revision;
      this.savedMs = reply.saved;
      this.keep();
      this.report("saved");
      return true;
    }
    if (reply.code === "too_late" || reply.code === "already_submitted") {
      this.closed = true;
      this.report("closed", reply);
    } else {
      this.report("refused", reply.message);
    }
    return false;
  }

  // Somebody saved from elsewhere: only our own unsent changes are laid over theirs. Told are the
  // parts that they changed; `disputed` where we changed the same part otherwise and ours stands.
  merge({ answers, revision, saved }) {
    const stored = whole(answers);
    const mine = this.sheet.read();
    const own = this.pending(mine);
    const ours = this.flight ? new Set(changed(this.flight.answers, stored)) : null;
    const differing = new Set(changed(stored, mine));
    const theirs = changed(this.acknowledged, stored).filter((name) => differing.has(name) && (!ours || ours.has(name)));
    const merged = overlaid(stored, own, mine);
    Object.assign(this, { acknowledged: stored, revision, flight: null });
    if (saved) this.savedMs = saved;
    this.sheet.write(merged);
    this.keep();
    this.report("merged", { changed: theirs.filter((n) => !own.has(n)), disputed: theirs.filter((n) => own.has(n)) });
  }

  // Another tab of this device was told by the server what is stored: no need to ask again.
  hear(told) {
    if (told.revision > this.revision && !this.flight && !this.closed) this.merge(told);
  }

  // The page is going away: a last request on top of the one still in flight, and none after it.
  farewell() {
    this.left = true;
    if (!this.unsaved()) return;
    const last = this.request();
    if (this.flight) {
      if (same(this.flight.answers, last.answers)) return;
      last.base += 1;
    }
    this.line.farewell(this.url, last);
  }
}
