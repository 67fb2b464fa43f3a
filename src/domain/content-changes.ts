// What differs between two contents, field by field, whether or not they are valid yet.

type Path = (string | number)[];

/** `undefined`: the field is not there. */
export interface Change {
  path: Path;
  before: unknown;
  after: unknown;
}

/** In the order of `before`, then what only `after` has. Entries of lists are compared by their place. */
export function changesBetween(before: unknown, after: unknown, path: Path = []): Change[] {
  if (isTree(before) && isTree(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) =>
      changesBetween(own(before, key), own(after, key), [...path, Array.isArray(before) ? Number(key) : key]),
    );
  }
  return Object.is(before, after) ? [] : [{ path, before, after }];
}

/** The names of the fields at the top that differ. */
export const changedFields = (before: object, after: object): string[] => [
  ...new Set(changesBetween(before, after).map(({ path }) => String(path[0]))),
];

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const own = (tree: Record<string, unknown>, key: string) => (Object.hasOwn(tree, key) ? tree[key] : undefined);
