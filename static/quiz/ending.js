// The end of the time, told plainly: what the server has, what it has not, and until when we try.

import { questionsOf } from "./state.js";
import { timeOfDay } from "./status.js";

export class Ending {
  constructor({ saver, sheet, clock, grace, status, words }) {
    Object.assign(this, { saver, sheet, clock, grace, status, words });
    this.dialog = document.querySelector("#ended");
    this.dialog.addEventListener("cancel", (event) => event.preventDefault()); // there is nothing behind it
  }

  unsent() {
    return this.sheet.names(questionsOf(this.saver.pending()));
  }

  has() {
    return this.saver.savedMs ? this.words.server_has.replace("{t}", timeOfDay(this.saver.savedMs)) : this.words.server_has_nothing;
  }

  // Called after each try that had no answer; false while there is still time to work.
  told() {
    if (this.clock.remaining() > 0) return false;
    const unsent = this.unsent();
    if (this.clock.remaining() + this.grace > 0) {
      const until = this.words.trying_until.replace("{t}", timeOfDay(this.clock.deadline + this.grace));
      const missing = unsent ? this.words.not_sent.replace("{list}", unsent) : this.words.all_sent;
      this.status.warn([this.words.down_at_the_end, this.has(), missing, until].join(" "));
    } else if (!this.dialog.open) {
      this.show(this.words.over, unsent);
    }
    return true;
  }

  // The server has closed the paper without what this page still holds; true if there is such.
  closed(message) {
    const unsent = this.unsent();
    if (unsent) this.show(message, unsent);
    return Boolean(unsent);
  }

  show(message, unsent) {
    this.status.warn("");
    this.dialog.querySelector("[data-why]").textContent = message;
    this.dialog.querySelector("[data-has]").textContent = this.has();
    this.dialog.querySelector("[data-unsent]").textContent = unsent ? this.words.lost.replace("{list}", unsent) : this.words.all_sent;
    for (const other of document.querySelectorAll("dialog[open]")) if (other !== this.dialog) other.close();
    if (!this.dialog.open) this.dialog.showModal();
  }
}
