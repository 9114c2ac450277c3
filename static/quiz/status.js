// What the page says of itself. The saved state is written at every save but announced only when it
// turns; the time left is announced at five minutes and at one.

const TIME = new Intl.DateTimeFormat("vi-VN", {
  hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh",
});
const MARKS = [5, 1]; // minutes

export class Status {
  constructor(words) {
    this.words = words;
    this.line = document.querySelector("#save-state");
    this.live = document.querySelector("#announce");
    this.banner = document.querySelector("#banner");
    this.left = document.querySelector("#time-left");
    this.marks = [];
  }

  say(text) {
    this.live.textContent = text;
  }

  warn(text) {
    this.banner.textContent = text;
    this.banner.hidden = !text;
  }

  saved(ms) {
    this.show("saved", this.words.saved.replace("{t}", TIME.format(new Date(ms))));
    if (this.troubled) this.say(this.words.recovered);
    this.troubled = false;
  }

  saving() {
    if (!this.troubled) this.show("saving", this.words.saving);
  }

  failed() {
    this.show("failed", this.words.failed);
    if (!this.troubled) this.say(this.words.failed);
    this.troubled = true;
  }

  refused(message) {
    this.show("failed", this.words.refused);
    this.warn(message);
  }

  show(kind, text) {
    this.line.dataset.kind = kind;
    this.line.textContent = text;
  }

  tick(ms, text) {
    if (this.left.textContent !== text) this.left.textContent = text;
    this.left.classList.toggle("short", ms < 60000);
    const passed = MARKS.filter((n) => ms <= n * 60000);
    const fresh = passed.filter((n) => !this.marks.includes(n));
    // On arrival the marks already behind are not read out.
    if (this.ticked && fresh.length && ms > 0) this.say(this.words.minutes_left.replace("{n}", Math.min(...fresh)));
    this.marks = passed;
    this.ticked = true;
  }
}
