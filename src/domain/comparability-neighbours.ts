// Which terms are near each other: in a hierarchy, or along the succession of laws.

/** How a near term stands to another: it is broader, narrower, of the same broader one, or what the law put in its place. */
export interface Neighbour {
  term: string;
  how: "broader" | "narrower" | "sibling" | "later" | "earlier";
  /** The broader term of siblings. */
  via?: string;
  steps: number;
}
export type Neighbours = (term: string) => readonly Neighbour[];

/** In a hierarchy: all that is broader or narrower, and what is directly below the same broader term. */
export function inHierarchy(broaderOf: ReadonlyMap<string, string>): Neighbours {
  const upwards = (term: string) => chain(term, (at) => broaderOf.get(at) ?? []);
  const narrowerOf = inverted(broaderOf);
  return (term) => {
    const via = broaderOf.get(term);
    const siblings = (via && narrowerOf.get(via)) || [];
    return [
      ...upwards(term).map((found): Neighbour => ({ ...found, how: "broader" })),
      ...chain(term, (at) => narrowerOf.get(at) ?? []).map((found): Neighbour => ({ ...found, how: "narrower" })),
      ...siblings
        .filter((other) => other !== term)
        .map((other): Neighbour => ({ term: other, how: "sibling", via, steps: 2 })),
    ];
  };
}

/** Along a chain of laws: what came later or earlier; two that only share a successor stay strangers. */
export const inSuccession =
  (
    laterThan: ReadonlyMap<string, readonly string[]>,
    earlierThan: ReadonlyMap<string, readonly string[]>,
  ): Neighbours =>
  (term) => [
    ...chain(term, (at) => laterThan.get(at) ?? []).map((found): Neighbour => ({ ...found, how: "later" })),
    ...chain(term, (at) => earlierThan.get(at) ?? []).map((found): Neighbour => ({ ...found, how: "earlier" })),
  ];

/** All that can be reached, each by the fewest steps; without the start. */
function chain(start: string, next: (term: string) => string | readonly string[]): { term: string; steps: number }[] {
  const found = new Map([[start, 0]]);
  for (const [term, steps] of found)
    for (const other of [next(term)].flat()) if (!found.has(other)) found.set(other, steps + 1);
  return [...found].slice(1).map(([term, steps]) => ({ term, steps }));
}

function inverted(map: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const inverse = new Map<string, string[]>();
  for (const [key, value] of map) inverse.set(value, [...(inverse.get(value) ?? []), key]);
  return inverse;
}
