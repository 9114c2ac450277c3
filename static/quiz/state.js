// The answer state of a paper, as values: {a: {position: response}, f: [flagged], p: prediction}.
// A response is kept in canonical option indexes; an unanswered question has no entry.

const text = (value) => JSON.stringify(value ?? null);

export function same(one, other) {
  const positions = new Set([...Object.keys(one.a), ...Object.keys(other.a)]);
  return [...positions].every((n) => text(one.a[n]) === text(other.a[n]))
    && text(one.f) === text(other.f) && text(one.p) === text(other.p);
}

// A stored state may lack parts ({} for a paper nobody has touched).
export function whole(stored) {
  return { a: stored.a ?? {}, f: stored.f ?? [], p: stored.p ?? null };
}

// My own changes since `before` laid over what is stored by now, question by question; the server
// does the same for browsers without script (rules/answers.py: overlay).
export function overlay(stored, before, mine) {
  const merged = { a: { ...stored.a }, f: [], p: text(mine.p) === text(before.p) ? stored.p : mine.p };
  for (const n of new Set([...Object.keys(before.a), ...Object.keys(mine.a)])) {
    if (text(mine.a[n]) === text(before.a[n])) continue;
    if (mine.a[n] === undefined) delete merged.a[n];
    else merged.a[n] = mine.a[n];
  }
  const flags = new Set(stored.f);
  for (const n of mine.f) if (!before.f.includes(n)) flags.add(n);
  for (const n of before.f) if (!mine.f.includes(n)) flags.delete(n);
  merged.f = [...flags].sort((x, y) => x - y);
  return merged;
}
