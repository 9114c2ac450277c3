// Logging out takes away what this device keeps of open papers; what the server has not got is named first.

const form = document.querySelector("[data-logout]");

// False where the person would rather keep what was not sent.
async function forget() {
  const { Device } = await import("./quiz/device.js");
  const device = await Device.open();
  const unsent = await device.all("unsent");
  if (unsent.length && !window.confirm(form.dataset.unsent.replace("{n}", unsent.length))) return false;
  await device.clear();
  new BroadcastChannel("bai-thi").postMessage({ loggedOut: true });
  return true;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await forget().catch(() => true)) form.submit();
});
