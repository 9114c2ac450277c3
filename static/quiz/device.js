// What this device keeps of open papers, so that a reload, a crash or a dead line loses nothing:
// the page's text, how far the server has confirmed, and every answer that it has not confirmed.
// Where the browser refuses (private windows), the same is kept in memory and `durable` is false.

const NAME = "bai-thi";
const STORES = { pages: "attempt", progress: "attempt", unsent: ["attempt", "part"] };
const PATIENCE = 2000;

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

class Disk {
  constructor(db) {
    this.db = db;
  }

  store(name, mode) {
    return this.db.transaction(name, mode).objectStore(name);
  }

  get(name, key) {
    return done(this.store(name, "readonly").get(key));
  }

  all(name) {
    return done(this.store(name, "readonly").getAll());
  }

  put(name, value) {
    return done(this.store(name, "readwrite").put(value));
  }

  // Take it away, if it still is what `fits` expects: another tab may have written it meanwhile.
  async drop(name, key, fits = () => true) {
    const store = this.store(name, "readwrite");
    const kept = await done(store.get(key));
    if (kept && fits(kept)) await done(store.delete(key));
  }
}

class Memory {
  constructor() {
    this.kept = Object.fromEntries(Object.keys(STORES).map((name) => [name, new Map()]));
  }

  get(name, key) {
    return this.kept[name].get(String(key));
  }

  all(name) {
    return [...this.kept[name].values()];
  }

  put(name, value) {
    this.kept[name].set(String([STORES[name]].flat().map((field) => value[field])), value);
  }

  drop(name, key, fits = () => true) {
    const kept = this.get(name, key);
    if (kept && fits(kept)) this.kept[name].delete(String(key));
  }
}

async function opened() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    for (const [name, keyPath] of Object.entries(STORES)) request.result.createObjectStore(name, { keyPath });
  };
  const late = new Promise((_, reject) => { setTimeout(() => reject(new Error("no answer")), PATIENCE); });
  return new Disk(await Promise.race([done(request), late]));
}

export class Device {
  static async open() {
    try {
      return new Device(await opened(), true);
    } catch {
      return new Device(new Memory(), false);
    }
  }

  constructor(shelf, durable) {
    Object.assign(this, { shelf, durable });
  }

  // Keeping is a service to the person, never a reason to fail: a full disk leaves us with memory.
  async try(action) {
    try {
      return await action(this.shelf);
    } catch {
      this.lose();
      return action(this.shelf);
    }
  }

  // From now on in memory alone: the disk failed, or the person logged out in another tab.
  lose() {
    this.durable = false;
    this.shelf = new Memory();
  }

  get(name, key) {
    return this.try((shelf) => shelf.get(name, key));
  }

  put(name, value) {
    return this.try((shelf) => shelf.put(name, value));
  }

  all(name) {
    return this.try((shelf) => shelf.all(name));
  }

  drop(name, key, fits) {
    return this.try((shelf) => shelf.drop(name, key, fits));
  }

  async unsent(attempt) {
    return (await this.all("unsent")).filter((entry) => entry.attempt === attempt);
  }

  async forget(attempt) {
    for (const { part } of await this.unsent(attempt)) await this.drop("unsent", [attempt, part]);
    await this.drop("pages", attempt);
    await this.drop("progress", attempt);
  }

  // Papers of whoever used this browser before.
  async forgetOthers(person) {
    for (const { attempt, person: owner } of await this.all("progress")) {
      if (owner !== person) await this.forget(attempt);
    }
  }

  async clear() {
    for (const { attempt } of [...await this.all("progress"), ...await this.all("unsent")]) await this.forget(attempt);
  }
}
