// The small parsers of the questionnaire, with the ways in which jobcenters write; made-up sentences, and laws where there are some.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { findAmounts } from "../../src/imports/questionnaire/amounts.ts";
import { findDurations, findHours } from "../../src/imports/questionnaire/durations.ts";
import { fieldOfLabel, findForms } from "../../src/imports/questionnaire/form.ts";
import { findOutcomes } from "../../src/imports/questionnaire/outcomes.ts";
import { findParticipants } from "../../src/imports/questionnaire/participants.ts";
import { findPeriod, isoDate } from "../../src/imports/questionnaire/periods.ts";
import { findRatios } from "../../src/imports/questionnaire/ratios.ts";
import { findStaffing } from "../../src/imports/questionnaire/staffing.ts";
import { findByWords, findTerms } from "../../src/imports/questionnaire/terms.ts";
import { readForm } from "../../src/imports/questionnaire/read-form.ts";
import { importListsOf } from "../../src/imports/import-lists.ts";
import { readingOf } from "../../src/imports/reading.ts";
import { FORM } from "../support/import-files.ts";
import { lists } from "../support/seeds.ts";

const values = <T>(found: { value: T }[]) => found.map(({ value }) => value);

describe("amounts", () => {
  it.each([
    ["Auftragsvolumen: 167.502,96 EUR", { amount: 167_502.96, basis: "TOTAL" }],
    ["Für 15 Personen 89.775,- € insgesamt", { amount: 89_775, basis: "TOTAL" }],
    ["2,3 Mio. Euro jährlich", { amount: 2_300_000, basis: "PER_YEAR" }],
    ["ca. 450 € / Monat / Teilnehmer/-in", { amount: 450, basis: "PER_PARTICIPANT_MONTH", approximate: true }],
    ["rund 5.250 Euro pro Teilnehmer/-in", { amount: 5250, basis: "PER_PARTICIPANT", approximate: true }],
    ["weniger als 216.000 Euro", { amount: 216_000, bound: "AT_MOST" }],
    ["8,50 €/Stunde", { amount: 8.5, basis: "PER_HOUR" }],
    ["400 bis 900 Euro je Platz und Monat", { amount: 400, amountMax: 900, basis: "PER_PLACE_MONTH" }],
    ["120 T€", { amount: 120_000 }],
    ["250 Euro je vermitteltem Teilnehmer", { amount: 250, basis: "PER_PARTICIPANT" }],
  ])("%s", (text, amount) => expect(values(findAmounts(text))).toEqual([expect.objectContaining(amount)]));
  it.each(["am 02.05.2013", "§ 45 SGB III", "20 Plätze", "Europa", "0 €"])("none in „%s“", (text) =>
    expect(findAmounts(text)).toEqual([]),
  );
  test("an amount that is printed is read again", () => {
    const cents = fc.integer({ min: 1, max: 99_999_999_99 });
    fc.assert(
      fc.property(cents, (n) => {
        const text = (n / 100).toLocaleString("de-DE", { minimumFractionDigits: 2 });
        expect(values(findAmounts(`Kosten: ${text} €`))).toEqual([expect.objectContaining({ amount: n / 100 })]);
      }),
    );
  });
});

describe("ratios", () => {
  it.each([
    ["Betreuungsschlüssel von 1:6,", { clientsMin: 6 }],
    ["1:15 bis 1:20", { clientsMin: 15, clientsMax: 20 }],
    ["1 zu 75", { clientsMin: 75 }],
    ["ca. 250 Fällen pro VZÄ", { clientsMin: 250, counted: "VZÄ" }],
    ["70 – 75 Kundinnen / Kunden je Integrationsfachkraft", { clientsMin: 70, clientsMax: 75 }],
    ["werden pro Fallmanager mindestens 15 Leistungsberechtigte betreut", { clientsMin: 15 }],
    ["Jede Integrationsfachkraft betreut etwa 120 langzeitarbeitslose Kundinnen und Kunden", { clientsMin: 120 }],
    ["80 erwerbsfähige Personen je Coach", { clientsMin: 80, counted: "Coach" }],
  ])("%s", (text, ratio) => expect(values(findRatios(text))).toEqual([expect.objectContaining(ratio)]));
  it.each(["11:15 Uhr", "1:30 Uhr", "Seite 21:4", "zu 1: siehe oben", "1:0"])("none in „%s“", (text) =>
    expect(findRatios(text)).toEqual([]),
  );
});

describe("periods", () => {
  it.each([
    ["01.10.2012 – 31.08.2013", { start: "2012-10-01", end: "2013-08-31", ongoing: false }],
    ["ab dem 15.8.2012 bis zunächst zum 31.12.2013", { start: "2012-08-15", end: "2013-12-31", ongoing: false }],
    ["Fortlaufend seit Anfang 2008", { start: "2008", ongoing: true }],
    ["Januar 2013 bis Mitte 2014", { start: "2013-01", end: "2014", ongoing: false }],
    ["Der Starttermin der Maßnahme war der 02.05.2013.", { start: "2013-05-02", ongoing: false }],
    ["Der Test hat am 01.01.2013 begonnen.", { start: "2013-01-01", ongoing: false }],
    ["2010 – 31.01.2013", { start: "2010", end: "2013-01-31", ongoing: false }],
    [
      "01.07.12 - 30.06.13\nVerlängerungsoption 01.07.2013 – 30.06.2015",
      { start: "2012-07-01", end: "2013-06-30", ongoing: false },
    ],
    ["Das Angebot ist nicht begrenzt.", { ongoing: true }],
    ["Das Projekt startet erst im März 2014.", { start: "2014-03", ongoing: false }],
    ["Die Gruppe begann im Herbst 2011", { start: "2011", ongoing: false }],
    ["2009 – lfd.", { start: "2009", ongoing: true }],
    ["01.04.2010 bis auf Weiteres", { start: "2010-04-01", ongoing: true }],
  ])("%s", (text, period) => expect(findPeriod(text)?.value).toEqual(period));
  it.each(["Dauer: 12 Monate", "Seite 2012", "lfd. Nr. 4", "45 Minuten alle 14 Tage"])("none in „%s“", (text) =>
    expect(findPeriod(text)).toBeUndefined(),
  );
  it("knows no 31st of June", () => expect(isoDate("31.06.2013")).toBeUndefined());
  test("a day that is printed is read again", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1990-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10);
          expect(isoDate(iso.split("-").toReversed().join("."))).toBe(iso);
        },
      ),
    );
  });
});

describe("durations and hours", () => {
  it.each([
    ["Dauer: 12 Monate", { monthsMin: 12, monthsMax: 12 }],
    ["Die Verweildauer beträgt in der Regel maximal 12 Monate.", { monthsMax: 12 }],
    ["Die individuelle Zuweisungsdauer beträgt 120 Tage (6 Monate).", { monthsMin: 6, monthsMax: 6 }],
    ["dauern zwei bis sechs Monate", { monthsMin: 2, monthsMax: 6 }],
    ["mindestens ein Jahr", { monthsMin: 12 }],
  ])("%s", (text, duration) => expect(values(findDurations(text))).toEqual([duration]));
  it.each(["alle zwei Monate", "im Alter von 25 Jahren", "seit 3 Jahren"])("no stay in „%s“", (text) =>
    expect(findDurations(text)).toEqual([]),
  );
  it.each([
    ["25 Stunden/Woche", { min: 25, max: 25 }],
    ["39 Wochenstunden", { min: 39, max: 39 }],
    ["19,5 bis 39 Wochenstunden", { min: 19.5, max: 39 }],
    ["Die Wochenstundenzahl beträgt grundsätzlich 39 Zeitstunden", { min: 39, max: 39 }],
  ])("%s", (text, hours) => expect(values(findHours(text))).toEqual([hours]));
});

it.each([
  ["Insgesamt 60 Plätze", { value: 60, kind: "PLACES" }],
  ["zwölf Teilnehmerplätze", { value: 12, kind: "PLACES" }],
  ["50 Bedarfsgemeinschaften", { value: 50, kind: "HOUSEHOLDS" }],
  ["für 15 – 18 Teilnehmer/-innen", { value: 15, valueMax: 18, kind: "TOTAL" }],
  ["120 Teilnehmende waren eingetreten", { value: 120, kind: "ENTRIES" }],
])("people: %s", (text, people) => expect(values(findParticipants(text))).toEqual([expect.objectContaining(people)]));

describe("names of closed lists", () => {
  const terms = [
    { slug: "frauen", names: ["Frauen", "Kundinnen"] },
    { slug: "junge-menschen", names: ["Junge Menschen", "unter 25"] },
    { slug: "jobcenter-harz", names: ["Jobcenter Landkreis Harz (KoBa)"] },
    { slug: "jobcenter-landkreis", names: ["Jobcenter Landkreis Harz-Mitte"] },
  ];
  it("are found inflected, the longest first, and women only where women are meant", () => {
    expect(values(findTerms("junge Menschen und Kundinnen", terms))).toEqual(["junge-menschen", "frauen"]);
    expect(findTerms("25 Kunden im Alter von 25", terms)).toEqual([]);
  });
  it("an organisation is certain only when one name fits best", () => {
    expect(findByWords("Herr X, Jobcenter Landkreis Harz", terms)).toEqual({
      slug: "jobcenter-harz",
      place: expect.objectContaining({ start: 8, end: 32 }),
    });
    expect(findByWords("Jobcenter Landkreis Irgendwo", terms)).toBeUndefined();
  });
});

describe("the form", () => {
  it("is found by its labels over several lines, and a sentence that begins like a label is none", () => {
    const [form, ...others] = findForms(FORM.replace("Alleinerziehende", "Zielgruppe sind Alleinerziehende"));
    expect(others).toEqual([]);
    expect(form!.sections.map(({ field }) => field)).toEqual([
      "title",
      "contact",
      "targetGroup",
      "period",
      "budget",
      "legal",
      "implementation",
      "description",
    ]);
  });
  it("takes a number alone for a page's only where a page ends", () => {
    const read = (text: string) => readForm(findForms(text)[0]!, importListsOf(lists)).content;
    expect(read(FORM.replace("40 Plätze", "\n40\nPlätze")).participants).toEqual([{ value: 40, kind: "PLACES" }]);
    const paged = read(FORM.replace("Der Betreuungsschlüssel", "Der\n12\n\f\nSeite 13\nBetreuungsschlüssel"));
    expect(paged.approach).toBe("Der Betreuungsschlüssel beträgt 1:15 bis 1:20.");
  });
  it.each([
    ["Name/Bezeichnung des Handlungsansatzes:", "title"],
    ["Maßnahmevolumen in Euro", "budget"],
    ["Warum halten Sie diesen Ansatz für erfolgreich?", "success"],
    ["Lieblingsfarbe", undefined],
    ["", undefined],
  ])("knows the header „%s“", (header, field) => expect(fieldOfLabel(header)).toBe(field));
});

test("a reading says of each of its characters where it came from", () => {
  const piece = fc.constantFrom("Wort", "-\n", "\n\n", "  ", "ä", "und ", "§ 16", "\t", "-");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const original = pieces.join("");
      const reading = readingOf(original);
      for (let at = 0; at < reading.text.length; at++) {
        const { offset } = reading.spanOf(at, at + 1);
        if (/\s/.test(reading.text[at]!)) expect(original[offset]).toMatch(/\s/);
        else expect(original[offset]).toBe(reading.text[at]);
      }
    }),
  );
});

describe("what became of people", () => {
  const read = (text: string) => values(findOutcomes(text));
  it("is told by the words of each number", () => {
    expect(read("Von 80 Teilnehmenden kamen 24 in Arbeit, 13 TN in eine Ausbildung und 5 in einen Minijob.")).toEqual([
      { kind: "EMPLOYMENT", indicator: "in Arbeit", value: 24, unit: "PERSONS", n: 80 },
      { kind: "TRAINING", indicator: "in eine Ausbildung", value: 13, unit: "PERSONS", n: 80 },
      { kind: "MARGINAL_EMPLOYMENT", indicator: "in einen Minijob", value: 5, unit: "PERSONS", n: 80 },
    ]);
  });
  it.each([
    ["Die Vermittlungsquote betrug rund 38 %.", { kind: "EMPLOYMENT", value: 38, unit: "PERCENT", approximate: true }],
    ["Ausbildung 10 (4 %)", { kind: "TRAINING", value: 10, unit: "PERSONS" }],
    ["12 Personen haben das Projekt vorzeitig beendet", { kind: "DROPOUT", value: 12 }],
    ["30 bis 35 % sollen eine sozialversicherungspflichtige Stelle finden", { valueMax: 35, planned: true }],
    ["Stand 30.06.2012 waren 7 Frauen in Ausbildung", { value: 7, asOf: "2012-06-30" }],
  ])("%s", (text, outcome) => expect(read(text)[0]).toEqual(expect.objectContaining(outcome)));
  it("in brackets is the share of what was counted before", () =>
    expect(
      read("sozialversicherungspflichtige Arbeit 59 (25 %)").map(({ kind, value, unit }) => [kind, value, unit]),
    ).toEqual([
      ["INSURED_EMPLOYMENT", 59, "PERSONS"],
      ["INSURED_EMPLOYMENT", 25, "PERCENT"],
    ]));
  it.each([
    "Für 8 % der TN schien ein Minijob sinnvoll",
    "44 Männer und 20 Frauen\nVermittlung auf den ersten Arbeitsmarkt: steht aus",
    "43 TN hatten bereits eine Ausbildung abgebrochen",
    "12 Monate in Arbeit",
    "Mittel von 5.000 € für Ausbildung",
    "120 % in Arbeit",
  ])("none in „%s“", (text) => expect(read(text)).toEqual([]));
});

describe("who does the work", () => {
  it.each([
    [
      "Personal: 1 Teamleiter(in), 6 Fallmanager",
      [
        { persons: 1, role: "Teamleiter(in)" },
        { persons: 6, role: "Fallmanager" },
      ],
    ],
    ["2,5 VZÄ Integrationsfachkräfte", [{ posts: 2.5, role: "Integrationsfachkräfte" }]],
    ["zwei sozialpädagogische Fachkräfte", [{ persons: 2, role: "Fachkräfte" }]],
  ])("%s", (text, staffing) => expect(values(findStaffing(text))).toEqual(staffing));
  it.each([
    "250 Fälle je Fallmanager",
    "eine Integrationsfachkraft berät",
    "Team U25 spezialisierter Fachkräfte",
    "1:20 Betreuer",
    "1,5 Vermittlerinnen",
  ])("none in „%s“", (text) => expect(findStaffing(text)).toEqual([]));
});

describe("target groups", () => {
  const groups = (answer: string) => {
    const [form] = findForms(FORM.replace(/(?<=Zielgruppe\n)[^]*?(?=Maßnahmezeitraum)/, `${answer}\n\n`));
    const { content, fields } = readForm(form!, importListsOf(lists));
    const open = fields.filter(({ path }) => path.length === 1 && path[0] === "targetGroups");
    return { taken: content.targetGroups, open: open.map(({ value }) => value) };
  };
  it("are those that the answer names first; what stands further down is shown and left open", () => {
    const { taken, open } = groups(
      `Alleinerziehende.\n${"Sie wollen vieles. ".repeat(20)}Auch Gewerbetreibende kamen vor.`,
    );
    expect({ taken, open }).toEqual({ taken: ["alleinerziehende"], open: ["selbststaendige"] });
  });
  it("are not those that are denied, both genders of one word, or those who carry it out", () => {
    const { taken, open } = groups("Langzeitarbeitslose Kundinnen und Kunden, keine Aufstocker; Arbeitgeber helfen.");
    expect({ taken, open }).toEqual({ taken: ["langzeitarbeitslose"], open: ["arbeitgeber"] });
  });
});

it.each([
  "1 ",
  "Eltern ",
  "12 Monate ",
  "3 TN in Arbeit ",
  "von 9 Personen ",
  "2 Fachkräfte ",
  "5 € ",
  "bis ",
  "1:20 ",
  "2012 ",
  "§ 16 ",
  "Start ",
  "(",
  "Zielgruppe\n",
  "0,",
  "- \n",
])("a form with 100,000 characters of „%s“ takes no more than a few seconds of work", (piece) => {
  const start = process.cpuUsage();
  for (const form of findForms(FORM + piece.repeat(100_000 / piece.length))) readForm(form, importListsOf(lists));
  expect(process.cpuUsage(start).user / 1_000).toBeLessThan(6_000);
});
