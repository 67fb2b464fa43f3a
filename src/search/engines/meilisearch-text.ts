// Strings that mean to Meilisearch exactly what they mean to us: it trims, decomposes and lower-cases values and cuts texts at signs.

/** Meilisearch looks at the first 468 bytes of a value; strings that begin alike for longer than this count as equal. */
const LONGEST = 460;
const number = (sign: string) => sign.charCodeAt(0).toString(16).padStart(4, "0");

/** For filters and facets. What Meilisearch would change is written by its number; strings that begin alike still do. */
export const toValue = (text: string): string =>
  text
    .replace(/[^a-z0-9_.:+-]/g, (sign) => (/[A-Z]/.test(sign) ? `^${sign.toLowerCase()}` : `~${number(sign)}`))
    .slice(0, LONGEST);

export const fromValue = (value: string): string =>
  value.replace(/\^([a-z])|~([0-9a-f]{4})/g, (_, capital: string | undefined, code: string) =>
    capital ? capital.toUpperCase() : String.fromCharCode(Number.parseInt(code, 16)),
  );

/** For ranking by words: letters and digits alone are one word, and none of them an operator. */
export const toToken = (text: string): string =>
  text.replace(/[^a-y0-9]/g, (sign) => (sign === "z" ? "zz" : `z${number(sign)}`));

/** A token of every document; `toToken` never makes it. */
export const EVERY = "zx";

/** In the order of the given strings, as JavaScript compares them; never empty, because that is no value to Meilisearch. */
export const toSortKey = (text: string): string => {
  const key = text.replace(/[^a-z0-9]/g, (sign) => {
    // Which of the unchanged signs it comes before: all, the letters, none.
    const place = sign < "0" ? "!" : sign < "a" ? ":" : "{";
    return place + number(sign);
  });
  return `t${key}`.slice(0, LONGEST);
};

/** In the order of the numbers, to the last digit, which Meilisearch may lose when it reads a number from JSON. */
export function toNumberKey(value: number): string {
  const bits = new DataView(new ArrayBuffer(8));
  // Adding 0 makes -0 equal to 0.
  bits.setFloat64(0, value + 0);
  const raw = bits.getBigUint64(0);
  // Negative numbers are stored by their size: turned round, and put below the positive ones.
  const ordered = raw >> 63n ? BigInt.asUintN(64, ~raw) : raw | (1n << 63n);
  return `n${ordered.toString(16).padStart(16, "0")}`;
}
