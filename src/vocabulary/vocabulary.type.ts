// GraphQL types of the closed lists.
import { Field, Int, ObjectType } from "type-graphql";
import {
  CARRIER_TYPES,
  FEDERAL_STATES,
  LAW_BOOKS,
  LEGAL_CONTINUITIES,
  type CarrierType,
  type FederalState,
  type LawBook,
  type LegalContinuity,
} from "../domain/terms.ts";
import { enumOf } from "../platform/enums.ts";
import { Node } from "../platform/node.ts";
import { GraphQLDay } from "../platform/scalars.ts";

export const LawBookEnum = enumOf("LawBook", LAW_BOOKS, "Gesetzbuch");
export const FederalStateEnum = enumOf("FederalState", FEDERAL_STATES, "Bundesland, ISO 3166-2 ohne „DE-“");
export const CarrierTypeEnum = enumOf("CarrierType", CARRIER_TYPES, "Art des Trägers");

@ObjectType("Source", { implements: Node, description: "Quelldokument" })
export class SourceType extends Node {
  @Field(() => String)
  slug!: string;
  @Field(() => String)
  title!: string;
  @Field(() => Int, { nullable: true })
  year!: number | null;
  @Field(() => String, { nullable: true })
  publisher!: string | null;
  @Field(() => GraphQLDay, { description: "Tag, nach dessen Recht die Zitate des Dokuments gelesen werden" })
  lawAsOf!: string;
  @Field(() => String, { nullable: true })
  note!: string | null;
  // tables: source-table.resolver.ts
}

@ObjectType("Organisation", { implements: Node, description: "Jobcenter, Agentur, Ministerium oder Träger" })
export class OrganisationType extends Node {
  @Field(() => String)
  slug!: string;
  @Field(() => String)
  name!: string;
  @Field(() => CarrierTypeEnum)
  kind!: CarrierType;
  @Field(() => FederalStateEnum, { nullable: true })
  federalState!: FederalState | null;
  @Field(() => String, { nullable: true, description: "Stadt, Kreis oder Agenturbezirk" })
  region!: string | null;
  @Field(() => String, {
    nullable: true,
    description: "Woher die Art des Trägers bekannt ist, wenn die Quelle sie nicht nennt",
  })
  kindReference!: string | null;
}

@ObjectType("TargetGroup", { implements: Node, description: "Zielgruppe; ein Begriff einer Hierarchie" })
export class TargetGroupType extends Node {
  @Field(() => String)
  slug!: string;
  @Field(() => String)
  label!: string;
  @Field(() => [String])
  synonyms!: string[];
  // broader and narrower: vocabulary.resolver.ts
}

@ObjectType("Method", {
  implements: Node,
  description: "Methode: eine Arbeitsweise, unabhängig von Zielgruppe und Recht",
})
export class MethodType extends Node {
  @Field(() => String)
  slug!: string;
  @Field(() => String)
  label!: string;
  @Field(() => [String])
  synonyms!: string[];
}

@ObjectType("Keyword", { implements: Node, description: "Stichwort" })
export class KeywordType extends Node {
  @Field(() => String)
  slug!: string;
  @Field(() => String)
  label!: string;
  @Field(() => [String])
  synonyms!: string[];
}

@ObjectType("Instrument", { implements: Node, description: "Förderinstrument, über Umnummerierungen hinweg dasselbe" })
export class InstrumentType extends Node {
  @Field(() => String)
  slug!: string;
  @Field(() => String)
  label!: string;
  @Field(() => [String])
  synonyms!: string[];
  // provisions: vocabulary.resolver.ts
}

@ObjectType("Provision", { description: "Ein Paragraf eines Gesetzbuchs in einer Fassung" })
export class ProvisionType {
  @Field(() => String)
  slug!: string;
  @Field(() => LawBookEnum)
  lawBook!: LawBook;
  @Field(() => String)
  section!: string;
  @Field(() => String, { description: "Amtliche Überschrift" })
  title!: string;
  @Field(() => GraphQLDay)
  validFrom!: string;
  @Field(() => GraphQLDay, { nullable: true, description: "Letzter Tag der Geltung; leer, solange sie gilt" })
  validTo!: string | null;
  @Field(() => String, { description: "Fundstelle der Fassung" })
  reference!: string;
  @Field(() => String, { nullable: true, description: "Was sich mit dieser Fassung geändert hat" })
  change!: string | null;
  // citation, unverified, instrument, predecessors, successors: vocabulary.resolver.ts
}

export const LegalContinuityEnum = enumOf(
  "LegalContinuity",
  LEGAL_CONTINUITIES,
  "Was aus einer Vorschrift geworden ist",
);

@ObjectType("LawChange", { description: "Ein Schritt vom damaligen zum heutigen Recht" })
export class LawChangeType {
  @Field(() => GraphQLDay)
  since!: string;
  @Field(() => String, { description: "der Paragraf, der sich damit geändert hat oder neu ist" })
  citation!: string;
  @Field(() => String)
  text!: string;
}

@ObjectType("LawToday", { description: "Was aus einer Vorschrift bis heute geworden ist, nach dem Verzeichnis" })
export class LawTodayType {
  @Field(() => LegalContinuityEnum)
  continuity!: LegalContinuity;
  @Field(() => [ProvisionType], {
    complexity: 4,
    description:
      "was heute gilt, die nächste zuerst; leer bei ENDED und NOT_YET; bei INSTRUMENT_REMAINS nicht die Nachfolger, sondern was dasselbe Förderinstrument regelt",
  })
  provisions!: ProvisionType[];
  @Field(() => String, { description: "dasselbe in ganzen Sätzen" })
  text!: string;
  @Field(() => [LawChangeType], {
    complexity: 4,
    description: "was sich auf dem Weg geändert hat, Ältestes zuerst, soweit verzeichnet",
  })
  changes!: LawChangeType[];
}

@ObjectType("SectionReading", { description: "Was ein einzelner zitierter Paragraf bedeuten kann" })
export class SectionReadingType {
  @Field(() => String)
  cited!: string;
  @Field(() => [ProvisionType], { description: "neueste zuerst; keine: nicht erkannt; mehrere: mehrdeutig" })
  provisions!: ProvisionType[];
  @Field(() => LawTodayType, {
    nullable: true,
    description: "was heute daraus geworden ist; leer, wenn das Zitat nicht eindeutig ist",
  })
  today!: LawTodayType | null;
}

@ObjectType("LegalBasisReading", { description: "Wie ein Zitat verstanden wird. Es wird nie geraten." })
export class LegalBasisReadingType {
  @Field(() => String, { description: "wie geschrieben" })
  cited!: string;
  @Field(() => String, { nullable: true, description: "einheitliche Schreibweise; leer, wenn der Text kein Zitat ist" })
  canonical!: string | null;
  @Field(() => Boolean, { description: "ob jeder zitierte Paragraf im Verzeichnis steht" })
  recognised!: boolean;
  @Field(() => [SectionReadingType], { description: "eine Lesart je zitiertem Paragrafen" })
  readings!: SectionReadingType[];
  @Field(() => String, { description: "dasselbe in einem Satz" })
  message!: string;
}
