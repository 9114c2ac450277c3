// The server's clock as this page knows it. The device's clock is never believed: only the time that
// passed since the server last told its own (performance.now) counts.

export class Clock {
  constructor(serverNow, deadline, url) {
    const [navigation] = performance.getEntriesByType("navigation");
    this.url = url;
    this.deadline = deadline;
    this.set(serverNow, navigation?.responseStart ?? 0);
  }

  // The server said `serverNow` at our moment `at` (of performance.now).
  set(serverNow, at) {
    this.offset = serverNow - at;
    this.drift = Date.now() - performance.now();
  }

  // After an exchange that began at `sent`: the reply is half the round trip old.
  heard(reply, sent) {
    const received = performance.now();
    if (reply.now) this.set(reply.now + (received - sent) / 2, received);
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
    return Math.abs(Date.now() - performance.now() - this.drift) > 3000;
  }

  async ask() {
    const sent = performance.now();
    try {
      const reply = await fetch(this.url, { cache: "no-store" });
      if (reply.ok) this.heard(await reply.json(), sent);
    } catch {
      this.drift = Date.now() - performance.now(); // offline: asked again when the page wakes or saves
    }
  }
}

export function spoken(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  return `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
