// Misspelt words: how far two words are apart, and which known word a typed one may have meant.

/** Edits that may be meant: none up to four letters, one from five, two from nine. A number is never a misspelt other number. */
export const allowedEdits = (word: string) => (/\d/.test(word) || word.length < 5 ? 0 : word.length < 9 ? 1 : 2);

/**
 * Edits between two words: letters added, dropped, changed, or two neighbours swapped (optimal string alignment distance,
 * Damerau 1964). More than `limit` is answered with limit + 1.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return Math.min(last[b.length]!, limit + 1);
}

/** The words that texts really use, folded, with how often; knows what a misspelt word may have meant. */
export class WordForms {
  readonly #counts = new Map<string, number>();
  readonly #byLength = new Map<number, Set<string>>();

  add(word: string, times = 1) {
    const count = (this.#counts.get(word) ?? 0) + times;
    if (count > 0) this.#counts.set(word, count);
    else this.#counts.delete(word);
    const sameLength = this.#byLength.get(word.length) ?? new Set();
    if (count > 0) sameLength.add(word);
    else sameLength.delete(word);
    this.#byLength.set(word.length, sameLength);
  }

  has(word: string): boolean {
    return this.#counts.has(word);
  }

  /** Whether any word begins like this; then it may be unfinished rather than misspelt. */
  begins(prefix: string): boolean {
    for (const word of this.#counts.keys()) if (word.startsWith(prefix)) return true;
    return false;
  }

  /** The nearest word, the more frequent of two equally near; undefined when none is near enough. */
  correct(word: string): string | undefined {
    const allowed = allowedEdits(word);
    let best: { word: string; distance: number } | undefined;
    for (let length = word.length - allowed; length <= word.length + allowed; length++)
      for (const other of this.#byLength.get(length) ?? []) {
        if (/\d/.test(other)) continue;
        const distance = editDistance(word, other, best ? Math.min(allowed, best.distance) : allowed);
        if (distance > allowed) continue;
        const nearer = !best || distance < best.distance;
        const rather = best && distance === best.distance && this.#counts.get(other)! > this.#counts.get(best.word)!;
        if (nearer || rather) best = { word: other, distance };
      }
    return best?.word;
  }
}
