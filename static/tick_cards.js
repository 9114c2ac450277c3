// One tick for every question of the preview's page; without script it stays hidden.
"use strict";

const place = document.querySelector("[data-tick-cards]");
const boxes = [...document.querySelectorAll("input[name='line']")];
if (place && boxes.length > 1) {
  const all = place.querySelector("input");
  const show = () => {
    const on = boxes.filter((box) => box.checked).length;
    all.checked = on === boxes.length;
    all.indeterminate = on > 0 && on < boxes.length;
  };
  place.hidden = false;
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  boxes.forEach((box) => box.addEventListener("change", show));
  show();
}
