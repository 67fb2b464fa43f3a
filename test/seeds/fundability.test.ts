// Whether what an example cites could still be funded by the real law: one citation, several, none, and what is not certain.
import { describe, expect, it, test } from "vitest";
import { fundabilityOf, NOT_FUNDING } from "../../src/domain/fundability.ts";
import { lists, realCrosswalk } from "../support/seeds.ts";

const crosswalk = realCrosswalk("2026-11-21");
const basis = (slug: string | null, canonical: string | null = slug) => ({
  cited: canonical ?? "ein Landesprogramm",
  canonical,
  provision: slug ? crosswalk.provision(slug)! : null,
});
const of = (...bases: ReturnType<typeof basis>[]) => fundabilityOf(bases, crosswalk, ({ slug }) => slug.includes("421q"));

const RENUMBERED = basis("sgb3-46-2009", "§ 46 SGB III");
const KEPT = basis("sgb2-16a-2009", "§ 16a SGB II");
const GONE = basis("sgb2-16e-2012", "§ 16e SGB II");
const LEADS = basis("sgb2-16-2012", "§ 16 SGB II");
const UNCHECKED = basis("sgb3-421q-2008", "§ 421q SGB III");
const REMAINS = basis("sgb3-131-2012", "§ 131 SGB III");
const OPEN = basis(null, null);

describe("what is cited could", () => {
  test.each([
    ["be funded under the same number", [KEPT], "YES"],
    ["be funded under another number", [RENUMBERED], "YES"],
    ["be funded, where § 16 SGB II only leads to it", [LEADS, RENUMBERED], "YES"],
    ["not be funded", [GONE], "NO"],
    ["not be funded, even where § 16 SGB II is in force", [LEADS, GONE], "NO"],
    ["partly be funded", [KEPT, GONE], "PARTLY"],
    ["partly be funded, whatever the unknown rest", [KEPT, GONE, OPEN], "PARTLY"],
    ["not be told without any citation", [], "UNCLEAR"],
    ["not be told of what has not been resolved", [OPEN], "UNCLEAR"],
    ["not be told where only some is known to be kept", [KEPT, OPEN], "UNCLEAR"],
    ["not be told where only some is known to be gone", [GONE, OPEN], "UNCLEAR"],
    ["not be told of a provision that nobody has checked", [UNCHECKED], "UNCLEAR"],
    ["not be told where other provisions rule the instrument", [REMAINS], "UNCLEAR"],
    ["not be told of what does not fund", [LEADS], "UNCLEAR"],
  ])("%s", (_, bases, expected) => {
    expect(of(...bases).value).toBe(expected);
    expect(of(...bases.toReversed()).value).toBe(expected);
  });
});

it("says why, each citation once, with its number of today", () => {
  expect(of(LEADS, RENUMBERED, RENUMBERED, KEPT, GONE, OPEN).reason).toBe(
    "Das gibt es heute noch: § 46 SGB III (heute § 45 SGB III) und § 16a SGB II. Das gibt es so nicht mehr: § 16e SGB II. Nicht sicher zu sagen ist es für: „ein Landesprogramm“.",
  );
  expect(of().reason).toBe("Es ist keine Rechtsgrundlage angegeben.");
  expect(of(LEADS).reason).toBe("Was gefördert wird, sagt das allein nicht: § 16 SGB II.");
});

it("names only instruments that exist as ones that do not fund", () => {
  const known = new Set(lists.instruments.map(({ slug }) => slug));
  expect([...NOT_FUNDING].filter((slug) => !known.has(slug))).toEqual([]);
});
