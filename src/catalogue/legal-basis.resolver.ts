// What became of the law an example rests on.
import { FieldResolver, Resolver, Root } from "type-graphql";
import { lawToday } from "../vocabulary/law-today.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { LawTodayType } from "../vocabulary/vocabulary.type.ts";
import { LegalBasisType } from "./practice-example.type.ts";

@Resolver(() => LegalBasisType)
export class LegalBasisResolver {
  readonly #vocabulary: () => Vocabulary;
  constructor(vocabulary: () => Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  @FieldResolver(() => LawTodayType, {
    nullable: true,
    description: "wo das heute steht und was sich geändert hat; leer, wenn die Angabe nicht eindeutig ist",
  })
  today(@Root() { provision }: LegalBasisType): LawTodayType | null {
    return provision && lawToday(provision.slug, this.#vocabulary());
  }
}
