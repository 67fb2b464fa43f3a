// Help while writing, computed from the draft when it is asked for; only those who may see the contribution get it.
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { personalDataIn } from "../domain/draft-texts.ts";
import { qualityOf } from "../domain/quality.ts";
import { readableDraft } from "../domain/readable-draft.ts";
import { partyOf } from "../domain/workflow.ts";
import { signedIn, type Visit } from "../people/visit.ts";
import type { Db } from "../platform/db.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { Draft } from "./check.ts";
import type { ContributionRow } from "./contributions.entity.ts";
import { ContributionType } from "./contributions.type.ts";
import { citationsOf } from "./draft-citations.ts";
import { duplicatesOf } from "./duplicates.ts";
import type { TermSuggestions } from "./term-suggestions.ts";
import {
  DraftCitationType,
  DraftQualityType,
  DraftWarningType,
  PossibleDuplicateType,
  SuggestedTermType,
} from "./writing.type.ts";

/** Places of one draft that are told of. */
const WARNINGS = 100;

@Resolver(() => ContributionType)
export class WritingResolver {
  readonly #vocabulary: () => Vocabulary;
  readonly #db: Db;
  readonly #terms: TermSuggestions;
  constructor(vocabulary: () => Vocabulary, terms: TermSuggestions, db: Db) {
    this.#vocabulary = vocabulary;
    this.#db = db;
    this.#terms = terms;
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
      "was vermutlich auf Personen hinweist, höchstens 100 Stellen; mit E-Mail-Adressen, Telefonnummern, Bankverbindungen, Geburtsdaten und Nummern von Personen lässt sich ein Beitrag nicht einreichen",
  })
  warnings(@Root() { content }: ContributionType): DraftWarningType[] {
    const found = personalDataIn(content).slice(0, WARNINGS);
    return found.map(({ path, ...warning }) => ({ ...warning, path: path.map(String) }));
  }

  @FieldResolver(() => [PossibleDuplicateType], {
    complexity: 20,
    description:
      "Beispiele, die dasselbe sein könnten: fast derselbe Titel, oder dieselbe Organisation mit derselben Rechtsgrundlage und Zielgruppe; die Redaktion sieht auch solche Beiträge; höchstens 10",
  })
  possibleDuplicates(@Root() contribution: ContributionType, @Ctx() visit: Visit): Promise<PossibleDuplicateType[]> {
    const { row, content } = contribution as ContributionType & { row: ContributionRow };
    const isEditor = partyOf(signedIn(visit), row.organisation) === "EDITOR";
    return this.#db.read((manager) => duplicatesOf(manager, row, content as Draft, this.#vocabulary(), isEditor));
  }

  @FieldResolver(() => [SuggestedTermType], {
    complexity: 20,
    description:
      "Zielgruppen, Methoden und Stichwörter, die in Titel, Zusammenfassung und Beschreibung vorkommen, auch mit anderen Worten, und noch nicht genannt sind; höchstens 30",
  })
  suggestedTerms(@Root() { content }: ContributionType): SuggestedTermType[] {
    return this.#terms.for(content as Draft);
  }
}
