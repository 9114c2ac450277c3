// Enter goes to the next box instead of sending half a sheet.
"use strict";

document.querySelector("[data-keying]")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
  event.preventDefault();
  const boxes = [...event.currentTarget.querySelectorAll("input:not([type=hidden]), button")];
  boxes[boxes.indexOf(event.target) + 1]?.focus();
});
