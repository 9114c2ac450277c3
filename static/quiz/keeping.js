// Keeps the open paper itself on the device, and how far the server has confirmed it, so that the page
// can come back without a line. Given up at handing in and at logging out.

const asData = (blob) => new Promise((resolve) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result);
  reader.readAsDataURL(blob);
});

// Pictures are in the browser's cache already; without a line only what lies in the text can be shown.
async function withPictures(body) {
  for (const image of body.querySelectorAll("img.item-picture")) {
    const reply = await fetch(image.src, { cache: "force-cache" }).catch(() => null);
    if (reply?.ok) image.setAttribute("src", await asData(await reply.blob()));
  }
  return body;
}

export class Keeping {
  constructor(device, facts) {
    Object.assign(this, { device, facts });
    this.attempt = Number(facts.attempt);
    this.person = Number(facts.person);
    this.original = document.body.cloneNode(true);
  }

  // How far the server is, as the page says; a page that came from the device knows it from there.
  async begin() {
    await this.device.forgetOthers(this.person);
    const kept = await this.device.get("progress", this.attempt);
    if (this.facts.kept) return kept;
    const { state, revision, saved, deadline } = this.facts;
    return {
      acknowledged: JSON.parse(state), revision: Number(revision), saved: Number(saved) || null,
      deadline: Number(deadline), flight: kept?.flight,
    };
  }

  progress({ acknowledged, revision, savedMs, flight }, clock) {
    this.device.put("progress", {
      attempt: this.attempt, person: this.person, acknowledged, revision, flight, saved: savedMs,
      deadline: clock.deadline, wall: Date.now() - clock.now(),
    });
  }

  async page() {
    if (this.facts.kept) return;
    const body = await withPictures(this.original);
    for (const script of body.querySelectorAll("script:not([type='application/json'])")) script.remove();
    const display = { ...document.documentElement.dataset };
    await this.device.put("pages", { attempt: this.attempt, title: document.title, html: body.innerHTML, display });
  }
}
