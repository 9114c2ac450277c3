// Handing in: asks first, naming what is unanswered; then goes on until the server has given a receipt
// or, once the time is up, until nothing more can count.

const AGAIN = 700; // the server's last second of a deadline that our clock has passed
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export class HandIn {
  // `ending` tells what counts when the line is down at the end; `finish(reply)` leaves the page.
  constructor({ form, sheet, saver, line, status, ending, finish, words }) {
    Object.assign(this, { form, sheet, saver, line, status, ending, finish, words });
    this.dialog = document.querySelector("#confirm");
    this.problem = document.querySelector("#prediction-problem");
    this.dialog.querySelector("[data-stay]").addEventListener("click", () => this.dialog.close());
    this.dialog.querySelector("[data-confirmed]").addEventListener("click", () => {
      this.dialog.close();
      this.send();
    });
  }

  ask() {
    if (this.busy || this.saver.closed || !this.predictionFits()) return;
    const open = this.sheet.unanswered();
    this.dialog.querySelector("#confirm-text").textContent = open.length
      ? this.words.some_unanswered.replace("{n}", open.length).replace("{list}", this.sheet.names(open))
      : this.words.all_answered;
    this.dialog.showModal();
  }

  predictionFits() {
    const said = this.sheet.predicted();
    const missing = said === null && this.form.dataset.predictionRequired;
    this.complain(said === undefined ? this.words.prediction_malformed : missing ? this.words.prediction_required : "");
    return said !== undefined && !missing;
  }

  complain(message) {
    if (!this.problem) return;
    this.problem.textContent = message;
    this.problem.hidden = !message;
    this.sheet.prediction.toggleAttribute("aria-invalid", Boolean(message));
    if (message) this.sheet.prediction.focus();
  }

  // `timeUp`: nobody is asked, and a missing prediction is no obstacle once the server says so too.
  async send(timeUp = false) {
    if (this.busy) return;
    this.busy = true;
    this.lock(true);
    this.dialog.close();
    this.status.warn(timeUp ? this.words.time_up : this.words.handing_in);
    while (!this.saver.closed) {
      if (!(await this.everythingSaved())) continue;
      const answered = await this.line.exchange(this.form.action, "POST", this.saver.request(), "same-origin");
      if (answered?.status === 200) {
        this.saver.closed = true;
        await this.finish(answered.reply);
        return;
      }
      if (!answered) {
        await this.wait();
      } else if (answered.reply.code === "stale_save") {
        this.saver.merge(answered.reply);
      } else if (timeUp && answered.reply.code === "prediction_required") {
        await pause(AGAIN);
      } else {
        this.giveUp(answered.reply);
        return;
      }
    }
  }

  // The receipt alone would not tell whether the last answers came in time; a save does.
  async everythingSaved() {
    this.saver.held = false;
    const saved = await this.saver.flush();
    this.saver.held = true;
    if (!saved && !this.saver.closed) await this.wait();
    return saved;
  }

  // No answer: say what counts as it stands, and try again when there is hope.
  async wait() {
    if (!this.ending.told()) this.status.warn(this.words.not_handed_in);
    if (!this.line.busy) this.status.disconnected();
    await this.line.pause();
  }

  giveUp({ code, message }) {
    this.busy = false;
    this.saver.held = false;
    this.lock(false);
    this.status.warn(code === "prediction_required" ? "" : message);
    if (code === "prediction_required") this.complain(message);
  }

  lock(on) {
    for (const button of document.querySelectorAll("[data-hand-in]")) button.disabled = on;
  }
}
