// Handing in: asks first, naming what is unanswered; then goes on until the server has given a receipt.

const LISTED = 12;
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export class HandIn {
  constructor({ form, sheet, saver, clock, status, words }) {
    Object.assign(this, { form, sheet, saver, clock, status, words });
    this.dialog = document.querySelector("#confirm");
    this.problem = document.querySelector("#prediction-problem");
    this.dialog.querySelector("[data-stay]").addEventListener("click", () => this.dialog.close());
    this.dialog.querySelector("[data-confirmed]").addEventListener("click", () => {
      this.dialog.close();
      this.send();
    });
  }

  ask() {
    if (this.busy || !this.predictionFits()) return;
    const open = this.sheet.unanswered();
    const names = open.slice(0, LISTED).map((n) => this.words.question.replace("{n}", n + 1).toLowerCase());
    this.dialog.querySelector("#confirm-text").textContent = open.length
      ? this.words.some_unanswered.replace("{n}", open.length).replace("{list}", names.join(", ") + (open.length > LISTED ? "…" : ""))
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
    this.status.warn(timeUp ? this.words.time_up : this.words.handing_in);
    await this.saver.flush();
    for (let tries = 0; !this.saver.closed; tries += 1) {
      const answered = await this.saver.exchange(this.form.action, "POST", this.saver.request());
      if (answered?.status === 200) {
        this.saver.closed = true;
        window.location.assign(answered.reply.receipt);
        return;
      }
      const code = answered?.reply.code;
      if (code === "stale_save") {
        this.saver.merge(answered.reply);
      } else if (answered && !(timeUp && code === "prediction_required")) {
        this.status.warn(code === "prediction_required" ? "" : answered.reply.message);
        this.busy = false;
        this.lock(false);
        if (code === "prediction_required") this.complain(answered.reply.message);
        return;
      } else {
        if (!answered) this.status.warn(this.words.not_handed_in);
        this.saver.failures = Math.min(tries, 4);
        await pause(answered ? 700 : this.saver.patience());
      }
    }
  }

  lock(on) {
    for (const button of document.querySelectorAll("[data-hand-in]")) button.disabled = on;
  }
}
