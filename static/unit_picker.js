// A text field that offers units while one types: an ARIA combobox with a list below it.
// Without this script the form is searched by the server when it is sent.
(() => {
  const WAIT_MS = 200;

  function enhance(box, number) {
    const input = box.querySelector('input[name="unit_q"]');
    const chosen = box.querySelector('input[name="unit_id"][type="hidden"]');
    if (!input || !chosen) return; // radio buttons to choose from: leave them
    const list = document.createElement("ul");
    list.setAttribute("role", "listbox");
    list.id = `unit-list-${number}`;
    list.hidden = true;
    list.setAttribute("aria-label", box.querySelector("label").textContent);
    const status = document.createElement("div");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    input.after(list);
    box.append(status);
    Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })
      .forEach(([name, value]) => input.setAttribute(name, value));

    let timer = 0;
    let asked = 0;
    let active = -1;

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(index) {
      const options = [...list.children];
      active = options.length ? (index + options.length) % options.length : -1;
      options.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
      if (active < 0) return;
      input.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    }

    function choose(option) {
      input.value = option.dataset.name;
      chosen.value = option.dataset.id;
      close();
    }

    function show(units) {
      list.replaceChildren(...units.map((unit, i) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${i}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.id = unit.id;
        option.dataset.name = unit.name;
        option.textContent = unit.name;
        if (unit.place) {
          const place = document.createElement("small");
          place.textContent = unit.place;
          option.append(place);
        }
        // Before the field loses its focus.
        option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
        return option;
      }));
      active = -1;
      list.hidden = units.length === 0;
      input.setAttribute("aria-expanded", String(units.length > 0));
      input.removeAttribute("aria-activedescendant");
      status.textContent = units.length ? `${units.length} ${box.dataset.found}` : box.dataset.none;
    }

    async function search() {
      const words = input.value.trim();
      const mine = ++asked;
      if (!words) { close(); return; }
      try {
        const answer = await fetch(`${box.dataset.unitPicker}?q=${encodeURIComponent(words)}`);
        // Only the newest question's answer counts.
        if (answer.ok && mine === asked) show((await answer.json()).units);
      } catch {
        close(); // offline: the server searches when the form is sent
      }
    }

    input.addEventListener("input", () => {
      chosen.value = "";
      clearTimeout(timer);
      timer = setTimeout(search, WAIT_MS);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && list.hidden) { event.preventDefault(); search(); return; }
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        mark(event.key === "ArrowDown" ? active + 1 : (active < 0 ? -1 : active - 1));
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        choose(list.children[active]);
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      }
    });
    input.addEventListener("blur", close);
  }

  document.querySelectorAll("[data-unit-picker]").forEach(enhance);
})();
