// The server's clock as this page knows it. The device's clock is never believed: only the time that
// passed since the server last told its own (performance.now) counts. Of several replies the one
// with the shortest journey is believed, for its age is known best.

const DRIFT = 0.0002; // how much a device's oscillator may be off
const JUMP = 3000;
const ASK_AGAIN = 4000;

export class Clock {
  // `now`: the server's time when it wrote this page, or 0 where the page came from the device.
  constructor({ now, deadline, started, url }) {
    Object.assign(this, { deadline, started, url });
    const [page] = performance.getEntriesByType("navigation");
    this.error = Infinity;
    this.at = 0;
    this.drift = Date.now() - performance.now();
    if (now) this.sample(now, page?.requestStart ?? 0, page?.responseStart ?? 0);
  }

  // A page without a line: the device's clock must do until the server speaks.
  guess(now) {
    this.offset = now - performance.now();
    this.uncertain = true;
  }

  // The server said `now` between our moments `sent` and `received` (of performance.now).
  sample(now, sent, received) {
    const error = (received - sent) / 2;
    const offset = now + error - received;
    const kept = this.error + (received - this.at) * DRIFT;
    // Nearer than what we have, or not to be reconciled with it: then our own clock stood still.
    if (error <= kept || Math.abs(offset - this.offset) > error + kept) {
      Object.assign(this, { offset, error, at: received });
    }
    this.drift = Date.now() - performance.now();
    this.uncertain = false;
  }

  heard(reply, sent) {
    if (reply.now) this.sample(reply.now, sent, performance.now());
    if (reply.deadline) this.deadline = reply.deadline;
  }

  now() {
    return performance.now() + this.offset;
  }

  remaining() {
    return this.deadline - this.now();
  }

  // A device that slept, or whose clock was set: performance.now may have stood still meanwhile.
  jumped() {
    if (Math.abs(Date.now() - performance.now() - this.drift) > JUMP) {
      this.error = Infinity;
      this.uncertain = true;
    }
    return this.uncertain;
  }

  // Ask the server, at most every few seconds.
  async ask() {
    const sent = performance.now();
    if (this.asked && sent - this.asked < ASK_AGAIN) return;
    this.asked = sent;
    try {
      const reply = await fetch(this.url, { cache: "no-store", credentials: "omit" });
      if (reply.ok) this.heard(await reply.json(), sent);
    } catch {
      // Offline: asked again while the time is uncertain, and answered by the next save.
    }
  }
}

export function spoken(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  return `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
