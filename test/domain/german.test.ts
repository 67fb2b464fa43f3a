// Numbers, money, dates, lists and ratios as Germans write them.
import { expect, test } from "vitest";
import { formatDate, formatEuro, formatList, formatNumber } from "../../src/domain/german.ts";
import { ratioLabel } from "../../src/domain/ratio.ts";

test.each([
  [0, "0"],
  [1300, "1.300"],
  [200_880, "200.880"],
  [1_234_567.891, "1.234.567,89"],
  [0.5, "0,5"],
  [18.45, "18,45"],
  [-3, "-3"],
])("the number %d is written %s", (value, text) => expect(formatNumber(value)).toBe(text));

test.each([
  [1300, "1.300 €"],
  [12.5, "12,50 €"],
  [7626.39, "7.626,39 €"],
  [0.05, "0,05 €"],
  [1_000_000, "1.000.000 €"],
])("%d euro are written %s", (value, text) => expect(formatEuro(value)).toBe(text));

test.each([
  ["2012", "2012"],
  ["2012-05", "Mai 2012"],
  ["2012-03", "März 2012"],
  ["2012-12", "Dezember 2012"],
  ["2012-05-01", "01.05.2012"],
])("the date %s is written %s", (date, text) => expect(formatDate(date)).toBe(text));

test.each<[string[], string]>([
  [[], ""],
  [["Rat"], "Rat"],
  [["Rat", "Tat"], "Rat und Tat"],
  [["Rat", "Tat", "Geld"], "Rat, Tat und Geld"],
])("the list %j is written “%s”", (items, text) => expect(formatList(items)).toBe(text));

test("a list may end with another word", () => expect(formatList(["gE", "zkT"], "oder")).toBe("gE oder zkT"));

test.each([
  [20, 20, "1:20"],
  [15, 20, "1:15–1:20"],
  [7.5, 7.5, "1:7,5"],
  [1200, 1200, "1:1.200"],
])("a ratio of one to %d–%d is written %s", (min, max, text) => expect(ratioLabel(min, max)).toBe(text));
