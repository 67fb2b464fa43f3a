// Periods with the precision that is known: what can be said of years and months, and what cannot.
import fc from "fast-check";
import { expect, it, test } from "vitest";
import { activeYears, endsBy, isOnCalendar, wholeMonths } from "../../src/domain/period.ts";

test.each<[Parameters<typeof activeYears>[0], number[]]>([
  [{ start: "2010", end: "2012", ongoing: false }, [2010, 2011, 2012]],
  [{ start: "2012-10-01", end: "2013-08-31", ongoing: false }, [2012, 2013]],
  [{ start: "2011-05", ongoing: true }, [2011, 2012, 2013]],
  [{ start: "2011", ongoing: false }, [2011]],
  [{ end: "2012-03", ongoing: false }, [2012]],
  [{ start: "2010", end: "2011", ongoing: true }, [2010, 2011]],
  [{ ongoing: true }, [2013]],
  [{ ongoing: false }, []],
  [{ start: "2014-01", ongoing: true }, []],
])("%o was active, as a source of 2013 knows, in %j", (period, years) => {
  expect(activeYears(period, 2013)).toEqual(years);
});

test.each<[string, string, number]>([
  ["2012-01", "2012-12", 12],
  ["2012-05", "2012-05", 1],
  ["2012-10-01", "2013-08-31", 11],
  ["2012-02-01", "2012-02-29", 1],
  ["2013-02-01", "2013-02-28", 1],
  ["2000-02-01", "2000-02-29", 1],
  ["2012-04", "2012-06-30", 3],
  ["2012-04-01", "2013-03", 12],
])("%s to %s are whole months: %i", (start, end, months) => {
  expect(wholeMonths({ start, end })).toBe(months);
});

test.each<[string, string | undefined, string | undefined]>([
  ["only the start is known", "2012-01", undefined],
  ["only the end is known", undefined, "2012-12"],
  ["the start is known to the year", "2012", "2012-12"],
  ["the end is known to the year", "2011-01", "2012"],
  ["it starts within a month", "2012-01-02", "2012-12-31"],
  ["it ends within a month", "2012-01-01", "2012-12-30"],
  ["it ends a day before the end of February in a leap year", "2012-01-01", "2012-02-28"],
  ["1900 was no leap year", "1900-01-01", "1900-02-29"],
  ["it ends before it starts", "2012-06", "2012-05"],
])("nobody can count whole months when %s", (_, start, end) => {
  expect(wholeMonths({ start, end })).toBeUndefined();
});

const month = fc.record({ year: fc.integer({ min: 1900, max: 2100 }), month: fc.integer({ min: 0, max: 11 }) });
const iso = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

it("counts the same months whether days are named or not", () => {
  fc.assert(
    fc.property(month, fc.integer({ min: 1, max: 600 }), ({ year, month }, months) => {
      const [first, last] = [iso(year, month, 1), iso(year, month + months, 0)];
      expect(wholeMonths({ start: first, end: last })).toBe(months);
      expect(wholeMonths({ start: first.slice(0, 7), end: last.slice(0, 7) })).toBe(months);
    }),
  );
});

test.each(["2012", "2012-02", "2012-02-29", "2013-12-31", "2000-02-29"])("%s is on the calendar", (date) => {
  expect(isOnCalendar(date)).toBe(true);
});
test.each(["2013-02-29", "2012-02-30", "2013-04-31", "1900-02-29"])("%s is not on the calendar", (date) => {
  expect(isOnCalendar(date)).toBe(false);
});

const ends = (end: string | undefined, ongoing = false) => ({ end, ongoing });
test.each<[ReturnType<typeof ends>, string, boolean]>([
  [ends("2012-12-31"), "2012-12-31", true],
  [ends("2012-12-31"), "2012-12-30", false],
  [ends("2012-12-31"), "2013", true],
  [ends("2012-12-31"), "2012", false],
  [ends("2012-12"), "2012-12-31", false],
  [ends("2012"), "2012", false],
  [ends("2012"), "2013-01", true],
  [ends("2012-12-31", true), "2013-06", false],
  [ends(undefined), "2013-06", false],
])("%o had certainly ended by %s: %s", (period, date, expected) => {
  expect(endsBy(period, date)).toBe(expected);
});
