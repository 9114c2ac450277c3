// Logging in over the page, when the session has ended meanwhile: the login page's own form, with its
// own CSRF token and its own complaints, in a dialog. The browser keeps the focus inside.

// [what the login page complains of, its form]; no form where it shows something else.
async function form(response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return [[...page.querySelectorAll("main [role=alert]")].filter((said) => !said.closest("form")), page.querySelector("main form:has([type=password])")];
}

export class Login {
  constructor(dialog) {
    this.dialog = dialog;
    this.place = dialog.querySelector("[data-form]");
    this.trouble = dialog.querySelector("[data-trouble]");
  }

  // Resolves once the session is there (or the person prefers to go without).
  ask() {
    return new Promise((resolve) => {
        this.dialog.addEventListener("close", resolve, { once: true });
      this.dialog.showModal();
      this.load();
    });
  }

  async load() {
    try {
      const response = await fetch(this.dialog.dataset.login, { cache: "no-store" });
      if (response.redirected) this.dialog.close(); // logged in by now, in another tab
      else this.show(...await form(response));
    } catch {
      this.fail();
      window.addEventListener("online", () => this.load(), { once: true });
    }
  }

  // The dialog holds a link to the login page itself.
  fail() {
    this.trouble.hidden = false;
  }

  show(complaints, fields) {
    if (!fields) {
      this.fail(); // too many tries, for one
      return;
    }
    this.trouble.hidden = true;
    fields.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(fields);
    });
    this.place.replaceChildren(...complaints, fields);
    (fields.querySelector("[aria-invalid=true]") ?? fields.querySelector("input:not([type=hidden])")).focus();
  }

  async send(fields) {
    const button = fields.querySelector("button:not([type=button])");
    button.disabled = true;
    try {
      const response = await fetch(this.dialog.dataset.login, { method: "POST", body: new FormData(fields) });
      if (response.redirected) this.dialog.close();
      else this.show(...await form(response));
    } catch {
      this.fail();
    }
    button.disabled = false;
  }
}
