// A device that one person after another uses. The start page forgets everything of the last; other
// pages go there by themselves, soon after a receipt or where nobody has touched the device for long.

const PATIENCE = 180; // seconds without a touch, until the counting begins
const COUNTED = 60;
const TOUCHES = ["pointerdown", "keydown", "input", "wheel", "touchmove"];

const clock = () => performance.now() / 1000;

class Leaving {
  constructor(form) {
    this.form = form;
    this.counting = form.querySelector("[data-counting]");
    this.left = form.querySelector("[data-left]");
    this.stop = form.querySelector("[data-stop]");
    this.certain = form.dataset.kiosk === "receipt"; // whoever touches it, until somebody stops it
    this.stop.hidden = !this.certain;
    this.ends = clock() + COUNTED + (this.certain ? 0 : PATIENCE);
    this.stop.addEventListener("click", () => this.rest());
    for (const touch of TOUCHES) document.addEventListener(touch, () => this.touched(), { passive: true });
    this.beat = setInterval(() => this.tick(), 500);
    this.tick();
  }

  // Once only: the next counting is ended by a touch.
  rest() {
    this.certain = false;
    this.stop.hidden = true;
    this.touched();
    this.form.querySelector("button:not([type])").focus();
  }

  touched() {
    if (this.certain) return;
    this.ends = clock() + COUNTED + PATIENCE;
    this.tick();
  }

  tick() {
    const seconds = Math.ceil(this.ends - clock());
    this.left.textContent = Math.max(0, seconds);
    if (this.counting.hidden !== seconds > COUNTED) {
      this.counting.hidden = seconds > COUNTED;
      this.form.querySelector("[data-touch]").hidden = this.certain;
    }
    if (seconds > 0 || !navigator.onLine) return;
    clearInterval(this.beat);
    this.form.submit(); // asks nobody about unsent answers: nobody is there
  }
}

async function forget() {
  const { Device } = await import("./quiz/device.js");
  const device = await Device.open();
  await device.clear();
  new BroadcastChannel("bai-thi").postMessage({ loggedOut: true });
}

const form = document.querySelector("[data-kiosk]");
if (form) new Leaving(form);
const start = document.querySelector("[data-kiosk-start]");
if (start) {
  await forget();
  start.dataset.forgotten = "";
}
// A page that the browser had put aside is asked for anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
