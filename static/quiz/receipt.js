// The receipt: says which answers on this device the server never confirmed, and shows the place.

import { Device } from "./device.js";
import { questionsOf } from "./state.js";

const leftovers = document.querySelector("#leftovers");
const attempt = Number(leftovers.dataset.attempt);
const device = await Device.open();
const unsent = await device.unsent(attempt);

if (unsent.length) {
  const { question, prediction } = leftovers.dataset;
  const names = questionsOf(unsent.map(({ part }) => part)).map((n) => (n === "p" ? prediction : question.replace("{n}", n + 1)));
  leftovers.querySelector("[data-list]").textContent = names.join(", ");
  leftovers.hidden = false;
  leftovers.querySelector("button").addEventListener("click", () => {
    device.forget(attempt);
    leftovers.hidden = true;
  });
} else {
  await device.forget(attempt);
}

const place = document.querySelector("#place");
if (place) {
  const reply = await fetch(place.dataset.url).catch(() => null);
  if (reply?.ok) {
    place.querySelector("[data-place]").innerHTML = (await reply.json()).html;
    place.hidden = false;
  }
}
