// Keeps the shell on the device: the page for when the line is down, its styles and scripts. Never a
// paper, a board or anything else that the server says to a person; those lie in IndexedDB, if at all.

const CACHE = "shell-{{ version }}";
const OFFLINE = {{ shell[0]|tojson }};
const PAPER = /^\/thi\/luot\/\d+$/;
const AWAY = new Set([502, 504]);
const SHELL = new Set({{ shell|tojson }}.map((path) => new URL(path, self.location).href));

// Asked for as a stranger: what is kept names nobody.
const fresh = () => [...SHELL].map((url) => new Request(url, { credentials: "omit" }));

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh())).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const older = (names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(older).then(() => self.clients.claim()));
});

// A proxy whose server is away is no better than a dead line to somebody in the middle of a paper.
async function page(request) {
  const reply = await fetch(request);
  if (PAPER.test(new URL(request.url).pathname) && AWAY.has(reply.status)) throw new Error("server away");
  return reply;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(page(request).catch(() => caches.match(OFFLINE)));
  } else if (SHELL.has(request.url)) {
    event.respondWith(caches.match(request.url).then((kept) => kept ?? fetch(request)));
  }
});
