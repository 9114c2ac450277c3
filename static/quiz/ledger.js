// The answers that the server has not confirmed, kept on the device one by one, each with what the
// server had when it was given. All tabs of an attempt share them; whoever comes next sends them.

import { assembled, parts, text } from "./state.js";

export class Ledger {
  constructor(device, attempt) {
    Object.assign(this, { device, attempt });
    this.noted = new Map(); // part → its value as text
  }

  // What an earlier page left behind, laid over what is stored by now.
  async recover(stored) {
    const entries = await this.device.unsent(this.attempt);
    const [now, wanted] = [parts(stored), parts(stored)];
    const found = { restored: [], disputed: [] };
    for (const { part, value, before } of entries) {
      this.noted.set(part, text(value));
      if (text(now[part]) === text(value)) continue;
      wanted[part] = value;
      found.restored.push(part);
      if (text(now[part]) !== text(before)) found.disputed.push(part);
    }
    return { ...found, state: assembled(wanted) };
  }

  // `names`: the parts of `mine` that are not confirmed; all others are.
  keep(mine, acknowledged, names) {
    const [values, before] = [parts(mine), parts(acknowledged)];
    for (const part of names) {
      if (this.noted.get(part) === text(values[part])) continue;
      this.noted.set(part, text(values[part]));
      this.device.put("unsent", { attempt: this.attempt, part, value: values[part] ?? null, before: before[part] ?? null });
    }
    for (const part of [...this.noted.keys()]) {
      if (names.has(part)) continue;
      this.noted.delete(part);
      const confirmed = text(values[part]);
      this.device.drop("unsent", [this.attempt, part], (entry) => text(entry.value) === confirmed);
    }
  }
}
