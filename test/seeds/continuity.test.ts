// What became of each provision of the real law, on any day.
import fc from "fast-check";
import { expect, it } from "vitest";
import { fateOf } from "../../src/domain/continuity.ts";
import { provisions, realCrosswalk } from "../support/seeds.ts";

it("a provision stands, on any day, where it is in force on that day, and is kept just when it is still in force", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...provisions),
      fc.date({ min: new Date("2005-01-01"), max: new Date("2027-12-31"), noInvalidDate: true }),
      ({ slug }, day) => {
        const crosswalk = realCrosswalk(day.toISOString().slice(0, 10));
        const one = crosswalk.provision(slug)!;
        const { continuity, today, besides } = fateOf(one, crosswalk);
        for (const other of [...today, ...besides]) expect(crosswalk.isInForce(other)).toBe(true);
        expect(new Set([...today, ...besides]).size).toBe(today.length + besides.length);
        expect(continuity === "UNCHANGED" || continuity === "NEW_VERSION").toBe(crosswalk.isStillInForce(one));
        expect(today.length > 0).toBe(continuity !== "ENDED" && continuity !== "NOT_YET");
        if (["NEW_VERSION", "RENUMBERED", "INSTRUMENT_REMAINS"].includes(continuity))
          for (const other of today) expect(other.instrument).toBe(one.instrument);
      },
    ),
    { numRuns: 300 },
  );
});
