/* Keeps a board fresh: each [data-poll] element asks for its own new content every few seconds, at
   a jittered pace so that a full hall does not ask at once, not at all while the page is hidden, more
   slowly while the server does not answer, and no sooner than it asks for. An unchanged board is a
   304 without content. */
(() => {
  const PACE = 5000;
  const SLOWEST = 60000;

  const wait = (base) => base * (0.75 + Math.random() * 0.5);

  function keepingFocus(region, change) {
    const active = region.contains(document.activeElement) ? document.activeElement : null;
    const name = active && (active.getAttribute("href") || active.getAttribute("aria-label"));
    const opened = [...region.querySelectorAll("details")].map((box) => box.open);
    const scrolled = [...region.querySelectorAll(".table-responsive")].map((box) => box.scrollLeft);
    change();
    region.querySelectorAll(".table-responsive").forEach((box, i) => { box.scrollLeft = scrolled[i] || 0; });
    region.querySelectorAll("details").forEach((box, i) => { if (opened[i]) box.open = true; });
    if (name) {
      const again = [...region.querySelectorAll("a, [tabindex]")].find(
        (e) => e.getAttribute("href") === name || e.getAttribute("aria-label") === name);
      if (again) again.focus({ preventScroll: true });
    }
  }

  function markMoved(region, before) {
    for (const row of region.querySelectorAll("[data-row]")) {
      const old = before.get(row.dataset.row);
      if (old !== undefined && old !== row.textContent) row.classList.add("moved");
    }
  }

  function show(region, html) {
    const before = new Map([...region.querySelectorAll("[data-row]")].map((r) => [r.dataset.row, r.textContent]));
    keepingFocus(region, () => { region.innerHTML = html; });
    markMoved(region, before);
  }

  function stale(is) {
    document.querySelectorAll("[data-stale]").forEach((e) => { e.hidden = !is; });
  }

  /* Milliseconds the server asks to be left alone (Retry-After, in seconds); 0 if it asks nothing. */
  const askedToWait = (answer) => 1000 * (Number(answer.headers.get("Retry-After")) || 0);

  function poll(region) {
    let etag = null;
    let pause = PACE;
    let timer = 0;

    const next = (delay) => { clearTimeout(timer); timer = setTimeout(ask, delay); };

    async function ask() {
      if (document.hidden) return; // goes on when the page is looked at again
      let least = 0;
      try {
        const answer = await fetch(region.dataset.poll, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
        if (!answer.ok && answer.status !== 304) {
          least = askedToWait(answer);
          throw new Error(String(answer.status));
        }
        if (answer.status === 200) {
          etag = answer.headers.get("ETag");
          show(region, (await answer.json()).html);
        }
        const at = answer.headers.get("X-Snapshot");
        if (at) document.querySelectorAll("[data-snapshot]").forEach((e) => { e.textContent = at; });
        pause = PACE;
        stale(false);
      } catch {
        pause = Math.min(pause * 2, SLOWEST);
        stale(true);
      }
      next(Math.max(least && least + Math.random() * PACE, wait(pause)));
    }

    document.addEventListener("visibilitychange", () => { if (!document.hidden) next(wait(PACE) / 5); });
    next(wait(PACE));
  }

  document.querySelectorAll("[data-poll]").forEach(poll);
})();
