// Names of persons are found with and without a title, and streets, churches, foundations and firms keep theirs.
import { describe, expect, it } from "vitest";
import { findPersonalData, withoutPersonalData } from "../../src/domain/personal-data.ts";
import { examples } from "../support/seeds.ts";
import { goldenQuestions } from "../support/golden.ts";
import { textsOf } from "../../src/domain/draft-texts.ts";

const names = (text: string) =>
  findPersonalData(text)
    .filter(({ kind }) => kind === "NAME")
    .map(({ start, end }) => text.slice(start, end));

describe("a name", () => {
  it.each([
    ["Sabine Muster leitet den Kurs.", "Sabine Muster"],
    ["Gespräch mit Ayşe Yılmaz-Beispiel vom Träger", "Ayşe Yılmaz-Beispiel"],
    ["Gespräch mit Ayse Yilmaz vom Träger", "Ayse Yilmaz"],
    ["Juergen Mueller und andere", "Juergen Mueller"],
    ["von Łukasz Musterowski erdacht", "Łukasz Musterowski"],
    ["von Oleksandr Mustertschenko erdacht", "Oleksandr Mustertschenko"],
    ["mit Fatma El-Amin im Team", "Fatma El-Amin"],
    ["mit Giovanni Di Muster im Team", "Giovanni Di Muster"],
    ["mit Goran Musterović im Team", "Goran Musterović"],
    ["Hans Peter Muster", "Hans Peter Muster"],
    ["Karl-Heinz von der Muster", "Karl-Heinz von der Muster"],
    ["Sabine A. Muster", "Sabine A. Muster"],
    ["SABINE MUSTER", "SABINE MUSTER"],
    ["Sabine MUSTER", "Sabine MUSTER"],
    ["der Bericht von Thomas\nMuster", "Thomas\nMuster"],
    ["Muster, Sabine", "Muster, Sabine"],
    ["Mit freundlichen Grüßen\nErika Muster\nTeamleitung", "Erika Muster"],
    ["Herr M. Muster", "Herr M. Muster"],
    ["Frau Dietrich", "Frau Dietrich"],
    ["Frau MUSTER", "Frau MUSTER"],
    ["gez. M. Muster", "M. Muster"],
    ["Dipl.-Soz.päd. Muster", "Dipl.-Soz.päd. Muster"],
    ["Ansprechpartner:in: Kim Muster", "Kim Muster"],
    ["Sabine M. hat drei Kinder.", "Sabine M."],
    ["Auch Sabine, 34 Jahre, fand Arbeit.", "Sabine, 34 Jahre"],
  ])("%j", (text, name) => {
    expect(names(text)).toEqual([name]);
  });

  it("is also found where the first name is a word of its own", () => {
    const both = ["Rose Muster", "Ernst Muster", "Mark Muster", "Kai Muster", "Wolf Müller", "Christian Schneider"];
    for (const name of both) expect(names(`Das hat ${name} erdacht.`)).toEqual([name]);
  });

  it("is found in lists, one by one", () => {
    expect(names("Team: Sabine Muster, Tim Beispiel und Ayşe Probe")).toEqual([
      "Sabine Muster",
      "Tim Beispiel",
      "Ayşe Probe",
    ]);
    expect(names("Muster, Sabine; Beispiel, Mehmet")).toEqual(["Muster, Sabine", "Beispiel, Mehmet"]);
    expect(names("- Sabine Muster\n- Tim Beispiel")).toEqual(["Sabine Muster", "Tim Beispiel"]);
  });
});

it("is told with its place, however the letters are composed", () => {
  const text = "mit Jörg Muster".normalize("NFD");
  expect(names(text)).toEqual(["Jörg Muster".normalize("NFD")]);
  expect(withoutPersonalData(text)).toBe("mit [Name]");
});

describe("no name of a person", () => {
  it.each([
    "Die Werkstatt steht in der August-Bebel-Straße 5, nahe der Otto Hahn Straße und dem Willy Brandt Platz.",
    "Träger ist das Franz-Sales-Haus, ausgewertet hat die Wilhelm-Löhe-Hochschule.",
    "gefördert von der Robert Bosch Stiftung und der Karl Kübel Stiftung",
    "im Krankenhaus St. Josef, in Sankt Elisabeth Mitte und im Haus Maria Frieden",
    "Das Berufskolleg Hans Böckler und die Käthe Kollwitz Schule nehmen teil.",
    "Paul Gerhardt Gemeinde, Martin Luther Kirche, Dietrich Bonhoeffer Haus",
    "Firma Ernst Müller stellt ein, auch die Karl Schmidt GmbH und Paul Weber & Söhne.",
    "Das Herner Modell gilt in der Mark Brandenburg als Vorbild.",
    "In Hagen Arbeit finden, im August Kurse, im Jan. 2013 Praktika, max. 20 Plätze, Max Plätze 12",
    "URBAN, IdA – Integration durch Austausch, INA! Integration nachhaltig, Projekt Nina Neustart",
    "Arbeitslosenzentrum Horst Mitte, Jobcenter Hagen Team Markt",
    "Frau und Beruf, Kontakt zur Familie, Ansprechpartnerin: Teamleitung Markt und Integration",
    "Frau B. ist seit Mai dabei; Herr werden über die Lage.",
  ])("%s", (text) => {
    expect(names(text)).toEqual([]);
  });

  it("stands in the collection or in what people ask of it", () => {
    const texts = [...examples.flatMap((example) => textsOf(example)), ...textsOf(goldenQuestions("catalogue"))];
    expect(texts.length).toBeGreaterThan(2_000);
    expect(texts.flatMap(({ text }) => names(text))).toEqual([]);
  });
});

it.each(["Hans ", "Hans-Peter-", "Hans\n", "Muster, Sabine\n", "Hans A. ", "HANS ", "Hans von der ", "Dipl.-"])(
  "needs no longer than a moment for 200,000 characters of %j",
  (piece) => {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    const start = performance.now();
    findPersonalData(text);
    expect(performance.now() - start).toBeLessThan(2_000);
  },
);
