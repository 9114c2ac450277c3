// Shows the page as the visitor chose: runs before the page is painted, then spares the menu its journey to the server.
(function () {
  "use strict";
  const root = document.documentElement;
  const night = window.matchMedia("(prefers-color-scheme: dark)");
  const SMALLEST = -1, LARGEST = 3;

  function apply() {
    const theme = root.dataset.theme;
    root.dataset.bsTheme = theme === "dark" || theme === "contrast" || (theme === "auto" && night.matches) ? "dark" : "light";
  }

  function keep() {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `display=${root.dataset.theme}.${root.dataset.size}; path=/; max-age=31536000; samesite=lax${secure}`;
  }

  function pressed(button) {
    if (button.name === "size") {
      const step = Number(button.dataset.step || 0);
      root.dataset.size = step ? Math.min(LARGEST, Math.max(SMALLEST, Number(root.dataset.size) + step)) : 0;
    } else {
      root.dataset.theme = button.value;
      for (const other of document.querySelectorAll("[data-display] [name=theme]")) {
        other.setAttribute("aria-pressed", String(other.value === button.value));
      }
    }
    apply();
    keep();
  }

  apply();
  night.addEventListener("change", apply);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-display] button");
    if (button) { event.preventDefault(); pressed(button); }
    for (const open of document.querySelectorAll("[data-display][open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector("[data-display][open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
})();
