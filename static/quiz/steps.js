// From question to question with the thumb: the bar at the lower edge and the sheet of all questions.

const wide = window.matchMedia("(min-width: 992px)");

// The number of the question being read: the last whose top has passed the upper third of the window.
function read(questions) {
  const line = window.innerHeight / 3;
  return Math.max(0, questions.filter(({ set }) => set.getBoundingClientRect().top <= line).length - 1);
}

function inSight({ set }) {
  const { top, bottom } = set.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

export function prepareSteps(questions) {
  const palette = document.querySelector("#palette");
  const fold = () => { palette.open = wide.matches; };
  let last = 0; // where the person went last; it counts while it is in sight

  function go(question) {
    last = questions.indexOf(question);
    if (!wide.matches) palette.open = false;
    question.set.scrollIntoView({ block: "start" });
    question.set.focus({ preventScroll: true });
  }

  for (const button of document.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const next = (inSight(questions[last]) ? last : read(questions)) + Number(button.dataset.step);
      go(questions[Math.min(questions.length - 1, Math.max(0, next))]);
    });
  }
  for (const question of questions) {
    question.set.addEventListener("focusin", () => { last = questions.indexOf(question); });
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
