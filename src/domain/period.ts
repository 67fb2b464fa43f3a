// When something runs, with the precision that is known: years, months or days.

export interface Period {
  start?: string;
  end?: string;
  ongoing: boolean;
}

const year = (date: string) => Number(date.slice(0, 4));

/**
 * The years in which it ran for certain. `seen` is the year of the source: "ongoing" means until then, not until today.
 * Without a start only the end year is known, and the other way round.
 */
export function activeYears(period: Period, seen: number): number[] {
  const end = period.end ? year(period.end) : period.ongoing ? seen : undefined;
  const start = period.start ? year(period.start) : undefined;
  const [first, last] = [start ?? end, end ?? start];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** Whole months from first to last day, both included; undefined unless both ends are known to the month and cover whole months. */
export function wholeMonths({ start, end }: Pick<Period, "start" | "end">): number | undefined {
  if (!start || !end || start.length < 7 || end.length < 7) return undefined;
  if (start.length === 10 && !start.endsWith("-01")) return undefined;
  if (end.length === 10 && Number(end.slice(8)) !== daysInMonth(end)) return undefined;
  const months = (year(end) - year(start)) * 12 + month(end) - month(start) + 1;
  return months > 0 ? months : undefined;
}

/** Whether it had certainly ended on that date; false where the dates are not precise enough to say. */
export function endsBy(period: Period | undefined, date: string): boolean {
  if (!period?.end || period.ongoing) return false;
  const precision = Math.min(period.end.length, date.length);
  const isThatDay = precision === 10 && period.end === date;
  return isThatDay || period.end.slice(0, precision) < date.slice(0, precision);
}

/** The last day on which it may have run; undefined while it goes on, and where no end is known. */
export function lastDay({ end, ongoing }: Period): string | undefined {
  if (!end || ongoing) return undefined;
  if (end.length === 4) return `${end}-12-31`;
  return end.length === 7 ? `${end}-${daysInMonth(end)}` : end;
}

/** False for days such as "2013-02-29"; a date that names no day has none to miss. */
export const isOnCalendar = (date: string) => !(Number(date.slice(8)) > daysInMonth(date));

const month = (date: string) => Number(date.slice(5, 7));
const daysInMonth = (date: string) => new Date(Date.UTC(year(date), month(date), 0)).getUTCDate();
