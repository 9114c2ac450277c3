// A tick in a table's heading that ticks every row of the page; without script it stays hidden.
"use strict";

for (const box of document.querySelectorAll("[data-tick-all]")) {
  const all = box.querySelector("input");
  const rows = [...box.closest("table").querySelectorAll(`tbody input[name="${box.dataset.tickAll}"]`)];
  const show = () => {
    const on = rows.filter((row) => row.checked).length;
    all.checked = on > 0 && on === rows.length;
    all.indeterminate = on > 0 && on < rows.length;
  };
  box.hidden = rows.length < 2;
  all.addEventListener("change", () => rows.forEach((row) => { row.checked = all.checked; }));
  rows.forEach((row) => row.addEventListener("change", show));
  show();
}
