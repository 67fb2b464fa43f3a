// Persons in a draft: found in every text at its place, and nothing of the kind in the collection itself.
import { describe, expect, it } from "vitest";
import { personalDataIn, personalDataProblems } from "../../src/domain/draft-texts.ts";
import { examples } from "../support/seeds.ts";

describe("a draft", () => {
  it("is read in every text, however deep it stands", () => {
    const draft = { title: "Kurz", staffing: [{ role: "Leitung" }, { role: "x", note: "an a@b.example" }], n: 5 };
    expect(personalDataIn(draft)).toEqual([
      expect.objectContaining({ kind: "EMAIL", path: ["staffing", 1, "note"], start: 3, end: 14 }),
    ]);
  });

  it("is refused for addresses and numbers of persons, warned of names and small groups", () => {
    const refused = (text: string) => personalDataProblems({ text }).map(({ path }) => path.join("."));
    expect(refused("Tel. 0711 123456")).toEqual(["content.text"]);
    expect(refused("die BG 12345//0001234 wurde")).toEqual(["content.text"]);
    expect(refused("Herr Manfred Muster hat es erdacht. Drei Frauen waren krank.")).toEqual([]);
  });

  it("is told the place, but not what stands there", () => {
    expect(personalDataProblems({ text: "an a@b.example" })[0]!.message).toBe(
      "Hier steht eine E-Mail-Adresse. Bitte weglassen. Gemeint sind die Zeichen 4 bis 14.",
    );
  });
});

describe("the collection", () => {
  it("can be edited and submitted again: nothing in it is taken for an address or a number of a person", () => {
    expect(examples.length).toBeGreaterThan(100);
    expect(examples.flatMap((example) => personalDataProblems(example))).toEqual([]);
  });
});
