// What a writer is told of a citation: how it will be read, what else it has meant, and what that is called today.
import { describe, expect, it, test } from "vitest";
import { checkCitation } from "../../src/domain/citation-check.ts";
import { Crosswalk, type Provision } from "../../src/domain/crosswalk.ts";

const provision = (slug: string, title: string, instrument: string | null, validTo: string | null = null) => {
  const [, section, year] = slug.split("-") as [string, string, string];
  const from = year === "2012" ? "2012-04-01" : `${year}-01-01`;
  return { slug, lawBook: "SGB_III", section, title, validFrom: from, validTo, instrument } as Provision;
};
const law = new Crosswalk(
  [
    provision("sgb3-46-2009", "Aktivierung", "aktivierung", "2012-03-31"),
    provision("sgb3-45-2012", "Aktivierung", "aktivierung"),
    provision("sgb3-46-2012", "Probebeschäftigung", "probe", "2021-12-31"),
    provision("sgb3-46-2022", "Probebeschäftigung für Menschen mit Behinderungen", "probe"),
    provision("sgb3-9-2009", "Altes", "altes", "2012-03-31"),
    provision("sgb3-10-2012", "Neues", "neues"),
    provision("sgb3-20-2000", "Gutschein", "gutschein", "2011-12-31"),
    provision("sgb3-40-2030", "Kommendes", null),
  ],
  [
    { predecessor: "sgb3-46-2009", successor: "sgb3-45-2012" },
    { predecessor: "sgb3-46-2012", successor: "sgb3-46-2022" },
    { predecessor: "sgb3-9-2009", successor: "sgb3-10-2012" },
  ],
  "2026-11-21",
);
const on = "2026-01-01";
const WHY =
  "Nach dem Recht vom 01.01.2026 lässt es sich nicht zuordnen. Ist früheres Recht gemeint, bitte „a. F.“ dazuschreiben.";

describe("a citation", () => {
  test.each<[string, boolean, boolean, string]>([
    ["§ 45 SGB III", true, false, "§ 45 SGB III: „Aktivierung“ gilt heute."],
    [
      "§ 46 Abs. 1 SGB III",
      true,
      true,
      "§ 46 SGB III ist mehrdeutig. Verstanden wird: „Probebeschäftigung für Menschen mit Behinderungen“ gilt heute. Unter dieser Nummer stand auch: „Aktivierung“ heißt seit 01.04.2012 § 45 SGB III.",
    ],
    [
      "§ 9 SGB III",
      true,
      false,
      `§ 9 SGB III: „Altes“ galt bis 31.03.2012, heute steht an seiner Stelle § 10 SGB III. ${WHY}`,
    ],
    [
      "§ 9 SGB III a. F.",
      true,
      false,
      "§ 9 SGB III a. F.: „Altes“ galt bis 31.03.2012, heute steht an seiner Stelle § 10 SGB III.",
    ],
    [
      "§ 20 SGB III",
      true,
      false,
      `§ 20 SGB III: „Gutschein“ galt bis 31.12.2011, ein Nachfolger ist nicht verzeichnet. ${WHY}`,
    ],
    ["§ 40 SGB III", true, false, `§ 40 SGB III: „Kommendes“ gilt erst ab 01.01.2030. ${WHY}`],
    [
      "§§ 45, 99 SGB III",
      false,
      false,
      "§ 45 SGB III: „Aktivierung“ gilt heute. § 99 SGB III: nicht erkannt, im Verzeichnis der Vorschriften steht dazu nichts.",
    ],
    ["irgendwas", false, false, "Nicht erkannt: Das ist kein Zitat wie „§ 16e SGB II“."],
  ])("%s", (cited, recognised, isAmbiguous, message) => {
    expect(checkCitation({ cited, on, isOpen: false }, law)).toEqual({ recognised, isAmbiguous, message });
  });

  it("is no longer ambiguous once the writer has settled it", () => {
    expect(checkCitation({ cited: "§ 46 SGB III", provisions: ["sgb3-46-2009"], on, isOpen: false }, law)).toEqual({
      recognised: true,
      isAmbiguous: false,
      message: "§ 46 SGB III „Aktivierung“ heißt seit 01.04.2012 § 45 SGB III.",
    });
  });

  it("with „a. F.“ is left open where nobody knows when it was, and the section has stood for several things", () => {
    const former = { cited: "§ 46 SGB III a. F.", on };
    expect(checkCitation({ ...former, isOpen: false }, law).message).toContain("Verstanden wird:");
    const { message } = checkCitation({ ...former, isOpen: true }, law);
    expect(message).toMatch(
      /^§ 46 SGB III a\. F\. ist mehrdeutig: .*Aktivierung.* Bitte das Ende der Laufzeit angeben/,
    );
    for (const cited of ["§ 45 SGB III", "§ 46 SGB III"])
      expect(checkCitation({ cited, on, isOpen: true }, law)).toEqual(checkCitation({ cited, on, isOpen: false }, law));
  });

  it("is understood by the law of the day of its source", () => {
    const { message } = checkCitation({ cited: "§ 46 SGB III", on: "2010-06-01", isOpen: false }, law);
    expect(message).toMatch(/^§ 46 SGB III ist mehrdeutig. Verstanden wird: „Aktivierung“ heißt seit 01.04.2012 § 45/);
  });
});
