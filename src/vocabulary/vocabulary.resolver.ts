// Queries over the closed lists, and the links between their entries.
import { Arg, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { citationOf } from "../domain/crosswalk.ts";
import type { LawBook } from "../domain/terms.ts";
import { GraphQLDay } from "../platform/scalars.ts";
import { readLegalBasis } from "./legal-basis-reading.ts";
import { SourceTableType } from "./source-table.type.ts";
import type { Vocabulary } from "./vocabulary.ts";
import {
  InstrumentType,
  LawBookEnum,
  LegalBasisReadingType,
  MethodType,
  ProvisionType,
  SourceType,
  TargetGroupType,
} from "./vocabulary.type.ts";

@Resolver(() => TargetGroupType)
export class TargetGroupResolver {
  readonly #vocabulary: () => Vocabulary;
  constructor(vocabulary: () => Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  @Query(() => [TargetGroupType], { complexity: 50, description: "Alle Zielgruppen, alphabetisch" })
  targetGroups(): TargetGroupType[] {
    return [...this.#vocabulary().targetGroups.all];
  }

  @FieldResolver(() => TargetGroupType, { nullable: true })
  broader(@Root() group: TargetGroupType): TargetGroupType | null {
    const [, broader] = this.#vocabulary().withBroader(group.slug);
    return broader ? this.#vocabulary().targetGroups.get(broader) : null;
  }

  @FieldResolver(() => [TargetGroupType])
  narrower(@Root() group: TargetGroupType): TargetGroupType[] {
    return this.#vocabulary().narrower(group.slug);
  }
}

@Resolver(() => MethodType)
export class MethodResolver {
  readonly #vocabulary: () => Vocabulary;
  constructor(vocabulary: () => Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  @Query(() => [MethodType], { complexity: 40, description: "Alle Methoden, alphabetisch" })
  methods(): MethodType[] {
    return [...this.#vocabulary().methods.all];
  }
}

@Resolver(() => InstrumentType)
export class InstrumentResolver {
  readonly #vocabulary: () => Vocabulary;
  constructor(vocabulary: () => Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  @Query(() => [InstrumentType], {
    complexity: 70,
    description: "Alle Förderinstrumente, alphabetisch; mit Gesetzbuch: die darin je geregelten",
  })
  instruments(@Arg("lawBook", () => LawBookEnum, { nullable: true }) lawBook?: LawBook): InstrumentType[] {
    const { instruments, provisions } = this.#vocabulary();
    const isIn = (slug: string) => provisions.all.some((p) => p.instrument === slug && p.lawBook === lawBook);
    return instruments.all.filter(({ slug }) => !lawBook || isIn(slug));
  }

  @FieldResolver(() => [ProvisionType], { complexity: 8, description: "älteste zuerst" })
  provisions(@Root() instrument: InstrumentType): ProvisionType[] {
    const own = this.#vocabulary().provisions.all.filter((p) => p.instrument === instrument.slug);
    return own.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  }
}

@Resolver(() => ProvisionType)
export class ProvisionResolver {
  readonly #vocabulary: () => Vocabulary;
  constructor(vocabulary: () => Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  @Query(() => LegalBasisReadingType, { description: "Was ein Zitat bedeutet; mit Tag: nach dem Recht dieses Tages" })
  legalBasis(
    @Arg("citation", () => String) citation: string,
    @Arg("on", () => GraphQLDay, { nullable: true }) on?: string,
  ): LegalBasisReadingType {
    return readLegalBasis(citation, this.#vocabulary(), on);
  }

  @FieldResolver(() => String, { description: "„§ 45 SGB III“" })
  citation(@Root() provision: ProvisionType): string {
    return citationOf(provision);
  }

  @FieldResolver(() => [String], { description: "Felder, die nicht an einer Quelle geprüft sind" })
  unverified(@Root() provision: ProvisionType): string[] {
    const { unverified } = this.#vocabulary().provisions.get(provision.slug);
    return unverified === true ? ["alles"] : (unverified ?? []);
  }

  @FieldResolver(() => InstrumentType, { nullable: true })
  instrument(@Root() provision: ProvisionType): InstrumentType | null {
    const { instrument } = this.#vocabulary().provisions.get(provision.slug);
    return instrument ? this.#vocabulary().instruments.get(instrument) : null;
  }

  @FieldResolver(() => [ProvisionType], { complexity: 4, description: "an deren Stelle sie getreten ist" })
  predecessors(@Root() provision: ProvisionType): ProvisionType[] {
    return this.#provisions(this.#vocabulary().crosswalk.predecessors(provision.slug));
  }

  @FieldResolver(() => [ProvisionType], { complexity: 4, description: "die an ihre Stelle getreten sind" })
  successors(@Root() provision: ProvisionType): ProvisionType[] {
    return this.#provisions(this.#vocabulary().crosswalk.successors(provision.slug));
  }

  #provisions = (list: readonly { slug: string }[]) => list.map(({ slug }) => this.#vocabulary().provisions.get(slug));
}

@Resolver(() => SourceType)
export class SourceResolver {
  readonly #vocabulary: () => Vocabulary;
  constructor(vocabulary: () => Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  @Query(() => [SourceType], { description: "Alle Quelldokumente" })
  sources(): SourceType[] {
    return [...this.#vocabulary().sources.all];
  }

  @FieldResolver(() => [SourceTableType], { complexity: 10, description: "in der Reihenfolge des Dokuments" })
  tables(@Root() source: SourceType): SourceTableType[] {
    return this.#vocabulary().tables.all.filter((table) => table.source === source.slug);
  }
}
