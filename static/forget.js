// Logging out takes away what this device keeps of open papers; what the server has not got is named first.

import { Device } from "./quiz/device.js";

const form = document.querySelector("[data-logout]");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const device = await Device.open();
  const unsent = await device.all("unsent");
  if (unsent.length && !window.confirm(form.dataset.unsent.replace("{n}", unsent.length))) return;
  await device.clear();
  new BroadcastChannel("bai-thi").postMessage({ loggedOut: true });
  form.submit();
});
