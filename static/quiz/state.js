// The answer state of a paper, as values: {a: {position: response}, f: [flagged], p: prediction}.
// A response is kept in canonical option indexes; an unanswered question has no entry. Two states are
// compared and merged by their parts: "a3" a response, "f3" a flag, "p" the prediction.

export const text = (value) => JSON.stringify(value ?? null);

// A stored state may lack parts ({} for a paper nobody has touched).
export function whole(stored) {
  return { a: stored.a ?? {}, f: stored.f ?? [], p: stored.p ?? null };
}

export function parts(state) {
  const all = {};
  for (const [n, response] of Object.entries(state.a)) all[`a${n}`] = response;
  for (const n of state.f) all[`f${n}`] = true;
  if (state.p !== null && state.p !== undefined) all.p = state.p;
  return all;
}

export function assembled(all) {
  const state = { a: {}, f: [], p: all.p ?? null };
  for (const [name, value] of Object.entries(all)) {
    if (value === null || value === undefined) continue;
    if (name[0] === "a") state.a[name.slice(1)] = value;
    if (name[0] === "f") state.f.push(Number(name.slice(1)));
  }
  state.f.sort((x, y) => x - y);
  return state;
}

// The names of the parts in which two states differ.
export function changed(before, after) {
  const [one, other] = [parts(before), parts(after)];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => text(one[name]) !== text(other[name]));
}

export const same = (one, other) => changed(one, other).length === 0;

// What is stored by now, with these parts of mine laid over it; the server does the same for browsers
// without script (rules/answers.py: overlay).
export function overlaid(stored, names, mine) {
  const [merged, wanted] = [parts(stored), parts(mine)];
  for (const name of names) merged[name] = wanted[name];
  return assembled(merged);
}

// The questions that these parts belong to, in order; the prediction is "p".
export function questionsOf(names) {
  const numbers = [...new Set([...names].map((name) => (name === "p" ? Infinity : Number(name.slice(1)))))];
  return numbers.sort((x, y) => x - y).map((n) => (n === Infinity ? "p" : n));
}
