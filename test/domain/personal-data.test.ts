// What must not stand in an example is found, and what only looks like it is left alone.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPersonalData, PERSONAL_DATA_MESSAGES, withoutPersonalData } from "../../src/domain/personal-data.ts";

const found = (text: string) => findPersonalData(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe("finds", () => {
  it.each([
    ["Herr Manfred Muster hat es erdacht.", "NAME", "Herr Manfred Muster"],
    ["Fragen an Frau Dr. Anna-Lena Beispiel-Musterfrau bitte.", "NAME", "Frau Dr. Anna-Lena Beispiel-Musterfrau"],
    ["Ansprechpartnerin: Erika Muster", "NAME", "Erika Muster"],
    ["Post an erika.muster@jobcenter-beispiel.de, danke", "EMAIL", "erika.muster@jobcenter-beispiel.de"],
    ["Telefon: 0931/8003-446", "PHONE", "Telefon: 0931/8003-446"],
    ["unter 089 – 6221-4505 erreichbar", "PHONE", "089 – 6221-4505"],
    ["unter 03327/73 94 33 erreichbar", "PHONE", "03327/73 94 33"],
    ["unter 05111234567 erreichbar", "PHONE", "05111234567"],
    ["unter +49 511 123456", "PHONE", "+49 511 123456"],
    ["die BG 12345//0001234 wurde", "CASE_NUMBER", "12345//0001234"],
    ["die 12345BG0001234 wurde", "CASE_NUMBER", "12345BG0001234"],
    ["Kundennummer 123A456789", "CASE_NUMBER", "Kundennummer 123A456789"],
    ["Kunden-Nr.: 123 A 456789", "CASE_NUMBER", "Kunden-Nr.: 123 A 456789"],
    ["12345 // 0001234", "CASE_NUMBER", "12345 // 0001234"],
    ["BG-Nr. 12345BG0001234", "CASE_NUMBER", "BG-Nr. 12345BG0001234"],
    ["Sozialversicherungsnummer 12 010190 M 123", "CASE_NUMBER", "Sozialversicherungsnummer 12 010190 M 123"],
    ["versichert als 12010190M123", "CASE_NUMBER", "12010190M123"],
    ["erika.muster (at) haus.de", "EMAIL", "erika.muster (at) haus.de"],
    ["muster[at]haus[dot]de", "EMAIL", "muster[at]haus[dot]de"],
    ["muster @ haus.de", "EMAIL", "muster @ haus.de"],
    ["Tel.-Nr.: 1234567", "PHONE", "Tel.-Nr.: 1234567"],
    ["unter +49 (0) 511 / 123 45-67", "PHONE", "+49 (0) 511 / 123 45-67"],
    ["DE12 3456 7890 1234 5678 90", "BANK_ACCOUNT", "DE12 3456 7890 1234 5678 90"],
    ["Konto-Nr. 1234567", "BANK_ACCOUNT", "Konto-Nr. 1234567"],
    ["sie ist geb. 01.02.1980", "BIRTH_DATE", "geb. 01.02.1980"],
    ["geboren am 1. Februar 1980", "BIRTH_DATE", "geboren am 1. Februar 1980"],
    ["Aktenzeichen 5020-1234/12", "FILE_NUMBER", "Aktenzeichen 5020-1234/12"],
  ])("%s", (text, kind, words) => {
    expect(found(text)).toContainEqual([kind, words]);
  });
});

describe("leaves alone", () => {
  it.each([
    "Das Jobcenter Landkreis Würzburg berät Frauen und Männer.",
    "Ansprechpartner: Zentrale der Bundesagentur für Arbeit",
    "01.03.2012 – 28.02.2013, von 01/2012 – 12/2013",
    "§ 16 Abs. 1 SGB II i. V. m. § 45 Abs. 1 Satz 1 Nr. 1 SGB III",
    "167.502,96 EUR für 40 Plätze, 0,5 Stellen, Schlüssel 1:20",
    "Jede Frau und jeder Mann im Jobcenter.",
    "Gemeindeschlüssel 05111000, Veränderung 0 -18 -120 -125 -142",
    "BSG, Az. B 14 AS 23/10 R und Az.: B 4 AS 6/13 R",
    "Kunden 25 000, BG 12345 Personen, Kundennummern werden 2012 erfasst",
    "Arbeiten @ Herne. Die Gruppe traf sich am 01.02.1980.",
  ])("%s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

it("tells two numbers in two lines apart", () => {
  expect(found("Tel. 501-4387\n\n0541/501-4189")).toEqual([
    ["PHONE", "Tel. 501-4387"],
    ["PHONE", "0541/501-4189"],
  ]);
});

it("takes persons out and leaves the rest as it is", () => {
  expect(withoutPersonalData("Frau Muster (Tel. 0123 456789, e.m@example.org) leitet 4 Kurse für 4 Kranke.")).toBe(
    "[Name] ([Telefon], [E-Mail]) leitet 4 Kurse für 4 Kranke.",
  );
});

it("has a sentence for every kind, and leaves nothing behind when it is asked again", () => {
  const kinds = Object.keys(PERSONAL_DATA_MESSAGES);
  expect(kinds).toHaveLength(8);
  const piece = fc.oneof(
    fc.constantFrom(
      "Herr Muster ",
      "Sabine Muster ",
      "Hans ",
      "Muster, Sabine\n",
      "a@b.de ",
      "Tel. 0123 456789 ",
      "12345//0001234 ",
      "4 TN mit Sucht. ",
      "§ 16 ",
    ),
    fc.string({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const rest = findPersonalData(withoutPersonalData(pieces.join(" "))).map(({ kind }) => kind);
      expect(rest.filter((kind) => kind !== "SMALL_GROUP")).toEqual([]);
    }),
  );
});

it.each([
  "Herr ",
  "Herr A",
  "a@",
  "a.",
  "0 ",
  "0123 ",
  "4 TN ",
  "BG-Nr. ",
  "12345",
  "a (at) ",
  "DE12 3456 ",
  "1. ",
  "Az. ",
  "geb. ",
  "123 A ",
  "Ansprechpartner: ",
  "Dr. ",
])("needs no longer than a moment for 200,000 characters of „%s“", (piece) => {
  const text = piece.repeat(Math.ceil(200_000 / piece.length));
  const start = performance.now();
  findPersonalData(text);
  expect(performance.now() - start).toBeLessThan(2_000);
});
