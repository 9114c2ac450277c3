// Sends the whole small answer state: changes coalesced, one request in flight, repeated until the
// server has spoken. A request whose fate is unknown is repeated unchanged under the same save_id;
// newer changes wait for their own.

import { overlay, same, whole } from "./state.js";

const COALESCE = 1500;
const HURRIED = 250; // in the last seconds
const LONGEST_WAIT = 30000;
const PATIENCE = 15000;

const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");

export class Saver {
  // `report(kind, detail)`: saving, saved, failed, refused, merged, closed.
  constructor({ url, token, revision, stored, sheet, clock, report }) {
    Object.assign(this, { url, token, revision, sheet, clock, report });
    this.acknowledged = whole(stored);
    this.flight = null;
    this.failures = 0;
    this.closed = false;
  }

  unsaved() {
    return !this.closed && !same(this.sheet.read(), this.acknowledged);
  }

  changed() {
    this.schedule(this.clock.remaining() < 8000 ? HURRIED : COALESCE);
  }

  schedule(wait) {
    if (this.timer && this.dueAt <= performance.now() + wait) return;
    clearTimeout(this.timer);
    this.dueAt = performance.now() + wait;
    this.timer = setTimeout(() => this.flush(), wait);
  }

  // Save now; resolves true once the server has everything. `force` saves even an unchanged state, to
  // hear the server's clock and deadline.
  flush(force = false) {
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
      this.report("saving");
      const answered = await this.exchange(this.url, "PUT", this.flight);
      if (!answered) {
        this.failures += 1;
        this.report("failed");
        this.schedule(this.patience());
        return false;
      }
      this.failures = 0;
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
    this.flight = null;
    if (status === 200) {
      this.acknowledged = sent.answers;
      this.revision = reply.revision;
      this.report("saved", reply.saved);
      return true;
    }
    if (reply.code === "stale_save") {
      this.merge(reply);
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

  // Somebody saved from elsewhere: only our own unsent changes are laid over theirs.
  merge(reply) {
    const stored = whole(reply.answers);
    const merged = overlay(stored, this.acknowledged, this.sheet.read());
    this.acknowledged = stored;
    this.revision = reply.revision;
    this.flight = null;
    this.sheet.write(merged);
    this.report("merged");
  }

  // {status, reply}, or null where nobody knows what became of it (line down, server busy).
  async exchange(url, method, body) {
    const sent = performance.now();
    this.retryAfter = 0;
    try {
      const response = await fetch(url, {
        method, body: JSON.stringify(body), signal: AbortSignal.timeout?.(PATIENCE), credentials: "omit",
        keepalive: true, // outlives the page
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-Attempt": this.token },
      });
      if (response.status >= 500 || response.status === 429) {
        this.retryAfter = Number(response.headers.get("Retry-After")) * 1000 || 0;
        return null;
      }
      const reply = await response.json();
      this.clock.heard(reply, sent);
      return { status: response.status, reply };
    } catch {
      return null;
    }
  }

  // Milliseconds until the next try: doubling, spread so that a room full of phones does not come at once.
  patience() {
    const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** Math.min(this.failures, 6));
    return Math.max(this.retryAfter, wait * (0.5 + Math.random() / 2));
  }

  // The page is going away: a last request on top of the one still in flight.
  farewell() {
    if (!this.unsaved()) return;
    const last = this.request();
    if (this.flight) {
      if (same(this.flight.answers, last.answers)) return;
      last.base += 1;
    }
    fetch(this.url, {
      method: "PUT", keepalive: true, credentials: "omit", body: JSON.stringify(last),
      headers: { "Content-Type": "application/json", "X-Attempt": this.token },
    }).catch(() => {});
  }
}
