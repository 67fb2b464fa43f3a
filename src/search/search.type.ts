// GraphQL types of a search: connection, facets, what was understood. The filter's fields come from facets.ts.
import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { PracticeExampleType } from "../catalogue/practice-example.type.ts";
import { enumOf } from "../platform/enums.ts";
import { PageInfoType } from "../platform/page-info.ts";
import { LegalBasisReadingType } from "../vocabulary/vocabulary.type.ts";
import { FACETS } from "./facets.ts";

export const SortEnum = enumOf(
  "PracticeExampleSort",
  {
    RELEVANCE: "beste Treffer zuerst; ohne Suchwörter nach Titel",
    TITLE: "nach Titel",
    NEWEST: "zuletzt veröffentlichte zuerst",
    COST: "niedrigste Kosten je Teilnahmemonat zuerst, unbekannte zuletzt",
    STAFFING_RATIO: "engster Betreuungsschlüssel zuerst, unbekannte zuletzt",
    EVIDENCE: "stärkste Nachweisgüte zuerst",
  },
  "Reihenfolge der Treffer",
);

@InputType("FloatRange", { description: "Spanne, beide Enden eingeschlossen; eine Seite kann fehlen" })
export class FloatRangeInput {
  @Field(() => Float, { nullable: true })
  min?: number | null;
  @Field(() => Float, { nullable: true })
  max?: number | null;
}

/** One field for each facet, so that a new facet needs no edit here. */
@InputType("PracticeExampleFilter", { description: "UND zwischen den Feldern, ODER innerhalb eines Feldes" })
export class PracticeExampleFilterInput {
  [facet: string]: unknown;
}
for (const facet of FACETS) {
  const type = (): object =>
    facet.kind === "range"
      ? FloatRangeInput
      : facet.kind === "year"
        ? Int
        : facet.type === "String"
          ? String
          : (facet.type as object);
  const list = facet.kind === "terms" && !facet.single;
  Field(() => (list ? [type()] : type()) as never, { nullable: true, description: facet.label })(
    PracticeExampleFilterInput.prototype,
    facet.name,
  );
}

@ObjectType("Highlight", { description: "Fundstelle im Text" })
export class HighlightType {
  @Field(() => String)
  field!: string;
  @Field(() => String, { description: "maskiertes HTML, allein <mark> ist Auszeichnung" })
  html!: string;
}

@ObjectType("CitationMatch", { description: "Rechtsgrundlage eines Treffers, die zu einem gesuchten Zitat passt" })
export class CitationMatchType {
  @Field(() => String, { description: "wie das Beispiel sie nennt" })
  cited!: string;
  @Field(() => Boolean, {
    description: "nennt den gesuchten Paragrafen selbst, nicht eine frühere oder spätere Nummer",
  })
  direct!: boolean;
  @Field(() => String, { description: "etwa „gefunden über § 46 SGB III a. F. → § 45 SGB III“" })
  text!: string;
}

@ObjectType("PracticeExampleSearchEdge")
export class SearchEdgeType {
  @Field(() => String)
  cursor!: string;
  @Field(() => PracticeExampleType)
  node!: PracticeExampleType;
  @Field(() => Float, { nullable: true, description: "nur innerhalb einer Antwort vergleichbar; leer ohne Suchwörter" })
  score!: number | null;
  // highlights, citationMatches: search.resolver.ts
}

@ObjectType("FacetValue")
export class FacetValueType {
  @Field(() => String, { description: "so im Filter zu verwenden; bei Spannen „von-bis“" })
  value!: string;
  @Field(() => String)
  label!: string;
  @Field(() => Int, {
    description: "Treffer mit diesem Wert; die eigene Auswahl dieses Filters bleibt dabei außer Acht",
  })
  count!: number;
  @Field(() => Boolean)
  selected!: boolean;
}

@ObjectType("Facet")
export class FacetType {
  @Field(() => String, { description: "Name des Feldes im Filter" })
  name!: string;
  @Field(() => String)
  label!: string;
  @Field(() => [FacetValueType])
  values!: FacetValueType[];
}

@ObjectType("Relaxation", { description: "Was man weglassen kann, wenn nichts alles erfüllt" })
export class RelaxationType {
  @Field(() => String, {
    description:
      "Feld des Filters, „query“ für Suchwörter oder „citation“ für ein Zitat darin; bei zweien mit Komma getrennt",
  })
  dropped!: string;
  @Field(() => Int, { description: "Beispiele, die alles Übrige erfüllen" })
  count!: number;
  @Field(() => String, { description: "etwa „ohne Bayern: 4 Treffer“" })
  text!: string;
  @Field(() => String, { description: "was dann als query zu suchen ist" })
  query!: string;
  @Field(() => [String], { description: "Felder, die dann im Filter wegzulassen sind" })
  filterFields!: string[];
}

@ObjectType("Correction", { description: "Ein Wort, das kein Beispiel kennt, und das nächste, das eines kennt" })
export class CorrectionType {
  @Field(() => String)
  typed!: string;
  @Field(() => String)
  used!: string;
}

@ObjectType("SynonymReading", { description: "Gleichbedeutende Wörter, nach denen mitgesucht wurde" })
export class SynonymReadingType {
  @Field(() => String)
  typed!: string;
  @Field(() => [String])
  also!: string[];
}

@ObjectType("SearchReading", { description: "Was von der Suche verstanden wurde" })
export class SearchReadingType {
  @Field(() => [LegalBasisReadingType], { description: "Zitate in den Suchwörtern; sie wirken als Filter" })
  citations!: LegalBasisReadingType[];
  @Field(() => [String], { description: "gesuchte Wörter" })
  words!: string[];
  @Field(() => [CorrectionType], { description: "berichtigte Wörter; mit literal: true wird gesucht wie geschrieben" })
  corrections!: CorrectionType[];
  @Field(() => [SynonymReadingType], { description: "Wörter, nach denen mitgesucht wurde" })
  synonyms!: SynonymReadingType[];
  @Field(() => [String], { description: "Hinweise in ganzen Sätzen" })
  notes!: string[];
  @Field(() => [RelaxationType], {
    description: "wenn kein Beispiel alles erfüllt: was man weglassen kann, das Wenigste zuerst; höchstens acht",
  })
  readonly relaxations!: Promise<RelaxationType[]>;
}

@ObjectType("SearchEngineStatus")
export class SearchEngineStatusType {
  @Field(() => String)
  name!: string;
  @Field(() => Boolean)
  degraded!: boolean;
  @Field(() => String, { nullable: true })
  reason!: string | null;
}

@ObjectType("PracticeExampleSearchConnection")
export class SearchConnectionType {
  @Field(() => Int, { description: "genau" })
  totalCount!: number;
  @Field(() => [SearchEdgeType])
  edges!: SearchEdgeType[];
  @Field(() => PageInfoType)
  pageInfo!: PageInfoType;
  @Field(() => [FacetType])
  facets!: FacetType[];
  @Field(() => SearchReadingType)
  reading!: SearchReadingType;
  @Field(() => SearchEngineStatusType)
  engine!: SearchEngineStatusType;
}
