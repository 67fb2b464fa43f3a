// Numbers, money and dates as Germans write them.

const plain = new Intl.NumberFormat("de-DE", { maximumFractionDigits: 2 });
const exact = new Intl.NumberFormat("de-DE", { maximumFractionDigits: 20 });
const cents = new Intl.NumberFormat("de-DE", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(" ");

/** 1234.5 → "1.234,5"; at most two decimals. */
export const formatNumber = (value: number) => plain.format(value);

/** 1234.125 → "1.234,125": every decimal, for numbers that are shown as a document has them. */
export const formatFigure = (value: number) => exact.format(value);

/** 1300 → "1.300 €", 12.5 → "12,50 €". */
export const formatEuro = (value: number) => `${Number.isInteger(value) ? plain.format(value) : cents.format(value)} €`;

/** A partial date with the precision it has: "2012", "Mai 2012", "01.05.2012". */
export function formatDate(date: string): string {
  const [year, month, day] = date.split("-");
  if (day) return `${day}.${month}.${year}`;
  return month ? `${MONTHS[Number(month) - 1]} ${year}` : year!;
}

/** "a", "a und b", "a, b und c". */
export const formatList = (items: readonly string[], last = "und") =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}`;
