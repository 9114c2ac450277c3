// What the page says of itself: the saved state, the line, what another device changed, the time. The
// saved state is written at every save but announced only when it turns; the time left is announced
// at half time, at five minutes, at one and at thirty seconds.

const TIME = new Intl.DateTimeFormat("vi-VN", {
  hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh",
});
const MINUTE = 60000;

export const timeOfDay = (ms) => TIME.format(new Date(ms));

export class Status {
  constructor(words, { wholeTime, durable }) {
    Object.assign(this, { words, durable });
    this.line = document.querySelector("#save-state");
    this.live = document.querySelector("#announce");
    this.banner = document.querySelector("#banner");
    this.offline = document.querySelector("#offline");
    this.note = document.querySelector("#note");
    this.left = document.querySelector("#time-left");
    this.marks = [
      [wholeTime / 2, words.half_time], [5 * MINUTE, words.minutes_left.replace("{n}", 5)],
      [MINUTE, words.minutes_left.replace("{n}", 1)], [MINUTE / 2, words.seconds_left.replace("{n}", 30)],
    ].filter(([ms]) => ms < wholeTime).sort(([one], [other]) => other - one);
    this.note.querySelector("button").addEventListener("click", () => { this.note.hidden = true; });
  }

  say(text) {
    this.live.textContent = text;
  }

  warn(text) {
    this.banner.textContent = text;
    this.banner.hidden = !text;
  }

  // Something to be read and put away by the person.
  tell(text) {
    this.note.querySelector("[data-text]").textContent = text;
    this.note.hidden = !text;
  }

  saved(ms) {
    this.show("saved", this.words.saved.replace("{t}", timeOfDay(ms)));
    if (this.troubled) this.say(this.words.recovered);
    this.troubled = false;
    this.offline.hidden = true;
  }

  saving() {
    if (!this.troubled) this.show("saving", this.words.saving);
  }

  failed({ busy, wait }) {
    this.show("failed", busy ? this.words.busy.replace("{n}", Math.ceil(wait / 1000)) : this.words.failed);
    if (!this.troubled && busy) this.say(this.words.failed);
    this.troubled = true;
    if (!busy) this.disconnected();
  }

  disconnected() {
    const text = this.durable() ? this.words.offline : this.words.offline_in_memory;
    if (this.offline.textContent !== text) this.offline.textContent = text;
    this.offline.hidden = false;
  }

  refused(message) {
    this.show("failed", this.words.refused);
    this.warn(message);
  }

  show(kind, text) {
    this.line.dataset.kind = kind;
    this.line.textContent = text;
  }

  // `text`: the time left as shown; `uncertain`: since this device slept, nobody has told us the time.
  tick(ms, text, uncertain) {
    const shown = uncertain ? `≈ ${text}` : text;
    if (this.left.textContent !== shown) this.left.textContent = shown;
    this.left.classList.toggle("short", ms < MINUTE);
    const passed = this.marks.filter(([mark]) => ms <= mark);
    // On arrival the marks already behind are not read out.
    if (this.passed !== undefined && passed.length > this.passed && ms > 0) this.say(passed.at(-1)[1]);
    this.passed = passed.length;
  }
}
