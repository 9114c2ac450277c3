// From question to question with the thumb: the bar at the lower edge and the sheet of all questions.

const wide = window.matchMedia("(min-width: 992px)");

// The question that is being read: the last whose top has passed the upper third of the window.
function current(questions) {
  const line = window.innerHeight / 3;
  return questions.filter(({ set }) => set.getBoundingClientRect().top <= line).at(-1) ?? questions[0];
}

export function prepareSteps(questions) {
  const palette = document.querySelector("#palette");
  const fold = () => { palette.open = wide.matches; };

  function go(question) {
    if (!wide.matches) palette.open = false;
    question.set.scrollIntoView({ block: "start" });
    question.set.focus({ preventScroll: true });
  }

  for (const button of document.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const from = questions.find(({ set }) => set === document.activeElement?.closest("[data-position]")) ?? current(questions);
      const index = questions.indexOf(current(questions));
      const start = Math.abs(questions.indexOf(from) - index) <= 1 ? questions.indexOf(from) : index;
      go(questions[Math.min(questions.length - 1, Math.max(0, start + Number(button.dataset.step)))]);
    });
  }
  for (const question of questions) {
    question.link.addEventListener("click", (event) => {
      event.preventDefault();
      go(question);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && palette.open && !wide.matches) {
      palette.open = false;
      palette.querySelector("summary").focus();
    }
  });
  wide.addEventListener("change", fold);
  fold();
}
