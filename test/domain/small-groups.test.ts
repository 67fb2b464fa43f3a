// Fewer than ten people and an illness in one sentence are noticed; a trade, a verb or a planned group are not.
import { describe, expect, it } from "vitest";
import { personalDataIn, personalDataProblems } from "../../src/domain/draft-texts.ts";
import { findSmallGroups } from "../../src/domain/small-groups.ts";

describe("a small group", () => {
  it.each([
    "4 Teilnehmende hatten eine Suchterkrankung.",
    "Bei drei Frauen wurde eine Behinderung festgestellt.",
    "Bei 3 von 40 Teilnehmenden wurde eine Depression erkannt.",
    "Fünf der 20 Jugendlichen waren suchtkrank.",
    "Eine Teilnehmerin ist alkoholabhängig.",
    "Zwei Betroffene beziehen wegen einer Krebserkrankung Rente.",
    "Im Kurs waren sechs psychisch kranke Frauen.",
    "Die Auswertung (n = 7) betrifft Menschen mit Behinderung.",
    "Vier Schwerbehinderte fanden Arbeit.",
    "Nur ein Kunde machte eine Entwöhnung.",
    "Drei Alleinerziehende brachen wegen Depressionen ab.",
    "2 Rehabilitanden mit Epilepsie wurden vermittelt.",
    "Weniger als zehn Personen litten an Burnout.",
    "Es gab 8 Abbrüche, davon 5 wegen Krankheit.",
    "Drei Klientinnen befinden sich im Methadonprogramm, weil sie drogenabhängig sind.",
    "Ein Bewerber sitzt im Rollstuhl.",
    "Zwei Auszubildende mit Autismus schlossen ab.",
    "Drei Bedarfsgemeinschaften waren von Spielsucht betroffen.",
    "Für 9 Personen mit Schwerbehinderung (GdB 50) gelang es.",
    "Bei zwei Müttern lag eine Traumatisierung vor.",
    "1 Teilnehmer wurde wegen psychischer Probleme ausgeschlossen.",
    "Sieben Suchtkranke nahmen teil.",
  ])("%s", (text) => {
    expect(findSmallGroups(text)).not.toEqual([]);
  });
});

describe("no small group", () => {
  it.each([
    "12 Teilnehmende mit Behinderung",
    "3 Teilnehmende fanden Arbeit. Gesundheit ist ein Thema der Werkstatt.",
    "4 Teilnehmende besuchten einen Kurs.",
    "Drei Frauen haben lange Arbeit gesucht.",
    "Zwei Personen fanden Arbeit im Gesundheitswesen.",
    "Zwei Frauen begannen eine Ausbildung in der Krankenpflege.",
    "3 Teilnehmende arbeiten im Krankenhaus.",
    "Fünf Jugendliche sucht das Team zu Hause auf.",
    "Gruppen mit bis zu 8 Personen mit psychischer Erkrankung",
    "Je Gruppe höchstens 6 Teilnehmende mit Behinderung",
    "in 3 Phasen zu je 3 Monaten, mit Blick auf die Gesundheit",
    "Der Schlüssel beträgt 1:8 für Menschen mit Behinderung.",
    "250 Menschen mit Suchterkrankung wurden beraten.",
    "Zwei Fachkräfte beraten zu Gesundheit und Sucht.",
    "Der Träger hat 5 Standorte für Menschen mit Behinderung.",
    "§ 4 SGB IX gilt für Menschen mit Behinderung.",
    "Die Krankenkasse bot 4 Kurse für Kundinnen und Kunden an.",
    "Drei Personen wechselten in die Behindertenhilfe als Beschäftigte.",
    "45 % der Personen waren psychisch belastet.",
    "Vier Betriebe stellten 30 Personen mit Behinderung ein.",
  ])("%s", (text) => {
    expect(findSmallGroups(text)).toEqual([]);
  });
});

describe("in numbers", () => {
  const warned = (draft: object) => personalDataIn(draft).map(({ kind, path }) => [kind, path.join(".")]);
  const health = { targetGroups: ["psychisch-beeintraechtigte"] };

  it("is a number of participants below ten, where the example is for people with an illness or a disability", () => {
    for (const group of ["gesundheitlich-eingeschraenkte", "schwerbehinderte", "erwerbsgeminderte", "rehabilitanden"])
      expect(
        warned({
          targetGroups: [group],
          participants: [
            { kind: "TOTAL", value: 30 },
            { kind: "EXITS", value: 9 },
          ],
        }),
      ).toEqual([["SMALL_GROUP", "participants.1.value"]]);
    expect(warned({ targetGroups: ["alleinerziehende"], participants: [{ kind: "EXITS", value: 9 }] })).toEqual([]);
  });

  it("is neither nobody, nor ten, nor what is planned or could be", () => {
    const participants = [
      { kind: "TOTAL", value: 0 },
      { kind: "TOTAL", value: 10 },
      { kind: "TOTAL", value: 5, planned: true },
      { kind: "PLACES", value: 8 },
      { kind: "GROUP_SIZE", value: 8 },
      { kind: "TOTAL", value: "5" },
      null,
    ];
    expect(warned({ ...health, participants })).toEqual([]);
  });

  it("is an outcome of fewer than ten, or measured on fewer", () => {
    const outcomes = [
      { unit: "PERCENT", value: 5, n: 40 },
      { unit: "PERCENT", value: 50, n: 8 },
      { unit: "PERSONS", value: 4, n: 40 },
      { unit: "PERSONS", value: 14 },
      { unit: "MONTHS", value: 4 },
    ];
    expect(warned({ ...health, outcomes })).toEqual([
      ["SMALL_GROUP", "outcomes.1.n"],
      ["SMALL_GROUP", "outcomes.2.value"],
    ]);
  });

  it("is one whose own words say so, whoever the example is for", () => {
    const outcomes = [{ unit: "PERSONS", value: 4, indicator: "wegen Suchterkrankung abgebrochen" }];
    expect(warned({ targetGroups: ["frauen"], outcomes })).toEqual([["SMALL_GROUP", "outcomes.0.value"]]);
    expect(warned({ outcomes: [{ kind: "HEALTH", unit: "CASES", value: 4 }] })).toHaveLength(1);
  });

  it("is warned of and not refused", () => {
    expect(personalDataProblems({ ...health, participants: [{ kind: "TOTAL", value: 3 }] })).toEqual([]);
  });

  it.each([undefined, null, 3, "x", [], { participants: 3 }, { outcomes: [[3], "a", { n: 3 }] }])(
    "bears %j",
    (draft) => {
      expect(personalDataIn(draft)).toEqual([]);
    },
  );
});
