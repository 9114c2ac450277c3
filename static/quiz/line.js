// The line to the server: one exchange at a time, and how long to wait after one that failed.

const LONGEST_WAIT = 30000;
const PATIENCE = 15000;

export class Line {
  constructor(token, clock, grace) {
    Object.assign(this, { token, clock, grace });
    this.failures = 0;
    this.retryAfter = 0;
    this.busy = false; // the server answered, but has no time for us
  }

  // {status, reply}, or null where nobody knows what became of it (line down, server busy).
  async exchange(url, method, body, credentials = "omit") {
    const sent = performance.now();
    Object.assign(this, { retryAfter: 0, busy: false });
    const answered = await this.ask(url, method, body, credentials).catch(() => null);
    this.failures = answered ? 0 : this.failures + 1;
    if (answered) this.clock.heard(answered.reply, sent);
    return answered;
  }

  async ask(url, method, body, credentials) {
    const response = await fetch(url, {
      method, credentials, body: JSON.stringify(body), signal: AbortSignal.timeout?.(PATIENCE),
      keepalive: true, // outlives the page
      headers: this.headers(),
    });
    if (response.status >= 500 || response.status === 429) {
      this.busy = true;
      this.retryAfter = Number(response.headers.get("Retry-After")) * 1000 || 0;
      return null;
    }
    return { status: response.status, reply: await response.json() };
  }

  headers() {
    return { "Content-Type": "application/json", Accept: "application/json", "X-Attempt": this.token };
  }

  // Milliseconds until the next try: doubling, spread so that a room full of phones does not come at
  // once, never before the server asks for, and once more before the last moment that counts.
  wait() {
    const growing = Math.min(LONGEST_WAIT, 1000 * 2 ** Math.min(this.failures - 1, 6)) * (0.5 + Math.random() / 2);
    const asked = this.retryAfter * (1 + Math.random() / 4);
    const end = this.clock.remaining() + this.grace - 1500;
    const wanted = Math.max(asked, growing);
    return end > 0 ? Math.min(wanted, Math.max(end, 500)) : wanted;
  }

  // Until the next try, or until the browser says that the line is back.
  pause() {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.wait());
      window.addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
    });
  }

  // A last word of a page that goes away.
  farewell(url, body) {
    const sent = { method: "PUT", keepalive: true, credentials: "omit", body: JSON.stringify(body), headers: this.headers() };
    fetch(url, sent).catch(() => {});
  }
}
