// Which examples have which derived cost: each was compared with its document by hand, so a new one fails here until it was too.
import { expect, it } from "vitest";
import { costPerIntegration, costPerParticipant, costPerParticipantMonth } from "../../src/domain/cost.ts";
import type { ExampleContent } from "../../src/domain/content.ts";
import { examples } from "../support/seeds.ts";

const derived = (derive: typeof costPerParticipant) =>
  Object.fromEntries(
    examples.flatMap((example: ExampleContent) => {
      const cost = derive(example);
      return cost ? [[example.slug, [cost.value, cost.planned, cost.formula]]] : [];
    }),
  );

it("cost per participant-month is known for seven examples, two of them planned", () => {
  expect(derived(costPerParticipantMonth)).toEqual({
    "aktivierungshilfen-jugendliche-greiz": [450, false, "rund 450 € je Person und Monat (so angegeben)"],
    "arbeitserprobung-120-tage-bautzen": [423.69, false, "7.626,39 € je Monat ÷ 18 Plätze"],
    "bahn-frei-main-kinzig": [875, true, "rund 875 € je Person und Monat (so angegeben, geplant)"],
    "diagnose-orientierung-coaching-mainz-bingen": [910, false, "910 € je Platz und Monat (so angegeben)"],
    "jobschmiede-heidenheim": [837, false, "200.880 € je Jahr ÷ 12 Monate ÷ 20 gleichzeitig Teilnehmende"],
    "jumita-goettingen": [666.68, false, "117.335,04 € ÷ 11 Monate Laufzeit ÷ 16 Plätze"],
    "perspektiven-in-betrieben": [1300, true, "rund 1.300 € je Person und Monat (so angegeben, geplant)"],
  });
});

it("cost per participant is known where the document says it", () => {
  expect(derived(costPerParticipant)).toEqual({
    "bahn-frei-main-kinzig": [5250, true, "rund 5.250 € je teilnehmende Person (so angegeben, geplant)"],
    "stabilisierung-orientierung-oberhavel": [6979.29, false, "6.979,29 € je teilnehmende Person (so angegeben)"],
  });
});

// Bautzen names 114.395,99 € for 18 people and 15 integrations among 64: divided, they would say 7.626,40 € and mean nothing.
it("cost per integration can be derived for none: no document has money and integrations of the same people", () => {
  expect(derived(costPerIntegration)).toEqual({});
});
