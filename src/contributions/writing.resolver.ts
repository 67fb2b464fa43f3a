// Help while writing, computed from the draft when it is asked for; only those who may see the contribution get it.
import { FieldResolver, Resolver, Root } from "type-graphql";
import { personalDataIn } from "../domain/draft-texts.ts";
import { qualityOf } from "../domain/quality.ts";
import { readableDraft } from "../domain/readable-draft.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { Draft } from "./check.ts";
import { ContributionType } from "./contributions.type.ts";
import { citationsOf } from "./draft-citations.ts";
import { DraftCitationType, DraftQualityType, DraftWarningType } from "./writing.type.ts";

/** Places of one draft that are told of. */
const WARNINGS = 100;

@Resolver(() => ContributionType)
export class WritingResolver {
  readonly #vocabulary: () => Vocabulary;
  constructor(vocabulary: () => Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  @FieldResolver(() => DraftQualityType, {
    complexity: 10,
    description: "welche Angaben noch fehlen und was jede davon möglich machte",
  })
  quality(@Root() { content }: ContributionType): DraftQualityType {
    return qualityOf(readableDraft(content as Draft));
  }

  @FieldResolver(() => [DraftCitationType], {
    complexity: 20,
    description:
      "die zitierten Gesetze: erkannt oder nicht, mehrdeutig oder nicht, und wie sie heute heißen; höchstens 60",
  })
  citations(@Root() { content }: ContributionType): DraftCitationType[] {
    return citationsOf(content as Draft, this.#vocabulary());
  }

  @FieldResolver(() => [DraftWarningType], {
    complexity: 20,
    description:
      "was vermutlich auf Personen hinweist, höchstens 100 Stellen; mit E-Mail-Adressen, Telefonnummern und Nummern von Personen lässt sich ein Beitrag nicht einreichen",
  })
  warnings(@Root() { content }: ContributionType): DraftWarningType[] {
    const found = personalDataIn(content).slice(0, WARNINGS);
    return found.map(({ path, ...warning }) => ({ ...warning, path: path.map(String) }));
  }
}
