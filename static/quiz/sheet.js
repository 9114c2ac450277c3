// The paper on the page: reads the answers out of it, writes answers into it, keeps the palette and
// the mark of each question true.

const READ = {
  one: (box) => {
    const chosen = box.querySelector("input:checked");
    return chosen ? Number(chosen.value) : undefined;
  },
  many: (box) => {
    const chosen = [...box.querySelectorAll("input:checked")].map((i) => Number(i.value)).sort((x, y) => x - y);
    return chosen.length ? chosen : undefined;
  },
  marks: (box) => {
    const said = new Array(Number(box.dataset.count)).fill(null);
    for (const i of box.querySelectorAll("input:checked")) said[Number(i.dataset.option)] = i.value === "1";
    return said.some((s) => s !== null) ? said : undefined;
  },
  text: (box) => box.querySelector("input").value.trim() || undefined,
};

const WRITE = {
  one: (box, response) => {
    for (const i of box.querySelectorAll("input")) i.checked = response !== undefined && Number(i.value) === response;
  },
  many: (box, response) => {
    for (const i of box.querySelectorAll("input")) i.checked = (response ?? []).includes(Number(i.value));
  },
  marks: (box, response) => {
    for (const i of box.querySelectorAll("input")) i.checked = response?.[Number(i.dataset.option)] === (i.value === "1");
  },
  text: (box, response) => {
    const field = box.querySelector("input");
    if (field.value.trim() !== (response ?? "")) field.value = response ?? "";
  },
};

const LISTED = 12;
const complete = (response) => response !== undefined && !(Array.isArray(response) && response.includes(null));

export class Sheet {
  constructor(form, words) {
    this.words = words;
    this.questions = [...form.querySelectorAll("[data-position]")].map((set) => ({
      position: Number(set.dataset.position),
      set,
      box: set.querySelector("[data-response]"),
      flag: set.querySelector("input[name=flag]"),
      mark: set.querySelector("[data-fate]"),
      link: document.querySelector(`[data-palette="${set.dataset.position}"]`),
    }));
    this.prediction = form.querySelector("#prediction");
    this.counter = document.querySelector("[data-answered]");
  }

  read() {
    const state = { a: {}, f: [], p: this.predicted() ?? null };
    for (const { position, box, flag } of this.questions) {
      const response = READ[box.dataset.response](box);
      if (response !== undefined) state.a[position] = response;
      if (flag.checked) state.f.push(position);
    }
    return state;
  }

  write(state) {
    for (const { position, box, flag } of this.questions) {
      WRITE[box.dataset.response](box, state.a[position]);
      flag.checked = state.f.includes(position);
    }
    if (this.prediction && this.predicted() !== (state.p ?? null)) this.prediction.value = state.p ?? "";
  }

  // A whole number, null if the field is empty, undefined if it holds anything else.
  predicted() {
    const digits = (this.prediction?.value ?? "").replace(/[\s.,]/g, "");
    if (digits === "") return null;
    return /^\d{1,10}$/.test(digits) && Number(digits) <= 1e9 ? Number(digits) : undefined;
  }

  unanswered() {
    return this.questions.filter(({ box }) => !complete(READ[box.dataset.response](box))).map((q) => q.position);
  }

  // "question 1, question 4": questions by position ("p": the prediction), not more than can be read out.
  names(positions) {
    const said = positions.slice(0, LISTED).map((n) => (n === "p" ? this.words.the_prediction : this.words.question.replace("{n}", n + 1).toLowerCase()));
    return said.join(", ") + (positions.length > LISTED ? "…" : "");
  }

  // `fateOf(position)`: as told by Saver.fates. All is said in words too, for those who see no marks.
  refresh(fateOf) {
    const open = new Set(this.unanswered());
    for (const { position, flag, link, mark } of this.questions) {
      const done = !open.has(position);
      const fate = fateOf(position);
      if (mark.dataset.fate !== fate) {
        mark.dataset.fate = fate;
        mark.textContent = this.words.fates[fate] ?? "";
      }
      link.classList.toggle("done", done);
      link.classList.toggle("flagged", flag.checked);
      link.classList.toggle("unsent", fate === "unsent" || fate === "sending");
      const said = [done ? this.words.answered : this.words.unanswered];
      if (flag.checked) said.push(this.words.flagged);
      if (fate && fate !== "saved") said.push(this.words.fates[fate].toLowerCase());
      link.setAttribute("aria-label", `${this.words.question.replace("{n}", position + 1)}: ${said.join(", ")}`);
    }
    this.counter.textContent = this.questions.length - open.size;
  }
}
