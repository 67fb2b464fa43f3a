// GraphQL types of a published example and its facts. Computed once for each revision by practice-example.ts.
import { Field, Float, Int, ObjectType } from "type-graphql";
import {
  BUDGET_BASES,
  COMPARISON_DESIGNS,
  EVIDENCE_LEVELS,
  FUNDING_SOURCES,
  IMPLEMENTATION_TYPES,
  OUTCOME_KINDS,
  OUTCOME_UNITS,
  PARTICIPANT_KINDS,
  STILL_FUNDABLE,
  type BudgetBasis,
  type ComparisonDesign,
  type EvidenceLevel,
  type FundingSource,
  type ImplementationType,
  type OutcomeKind,
  type OutcomeUnit,
  type ParticipantKind,
  type StillFundable,
} from "../domain/terms.ts";
import { enumOf } from "../platform/enums.ts";
import { Node } from "../platform/node.ts";
import { GraphQLMoment, GraphQLPartialDate } from "../platform/scalars.ts";
import {
  InstrumentType,
  KeywordType,
  MethodType,
  OrganisationType,
  ProvisionType,
  SourceType,
  TargetGroupType,
} from "../vocabulary/vocabulary.type.ts";

export const ImplementationTypeEnum = enumOf("ImplementationType", IMPLEMENTATION_TYPES, "Umsetzungsart");
export const FundingSourceEnum = enumOf("FundingSource", FUNDING_SOURCES, "Finanzierung");
export const BudgetBasisEnum = enumOf("BudgetBasis", BUDGET_BASES, "Wofür ein Betrag gilt");
export const ParticipantKindEnum = enumOf("ParticipantKind", PARTICIPANT_KINDS, "Was eine Zahl von Personen zählt");
export const OutcomeKindEnum = enumOf("OutcomeKind", OUTCOME_KINDS, "Worum es bei einem Ergebnis geht");
export const OutcomeUnitEnum = enumOf("OutcomeUnit", OUTCOME_UNITS, "Einheit eines Ergebnisses");
export const ComparisonDesignEnum = enumOf(
  "ComparisonDesign",
  COMPARISON_DESIGNS,
  "Womit ein Ergebnis verglichen wird",
);
export const EvidenceLevelEnum = enumOf(
  "EvidenceLevel",
  EVIDENCE_LEVELS,
  "Nachweisgüte, nach der Regel in docs/abfragen.md abgeleitet",
);

export const StillFundableEnum = enumOf(
  "StillFundable",
  STILL_FUNDABLE,
  "Ob das Zitierte heute noch so gefördert werden könnte, nach der Regel in docs/abfragen.md abgeleitet",
);

@ObjectType("SourceReference", { description: "Fundstelle: Dokument und Seite oder Abschnitt" })
export class SourceReferenceType {
  @Field(() => SourceType)
  source!: SourceType;
  @Field(() => String, { nullable: true, description: "„19“, „19-23“ oder „19, 21“" })
  pages!: string | null;
  @Field(() => String, { nullable: true })
  section!: string | null;
}

@ObjectType("Money")
export class MoneyType {
  @Field(() => Float)
  value!: number;
  @Field(() => String, { description: "ISO 4217" })
  currency!: string;
}

/** What every figure carries. */
@ObjectType()
abstract class Figure {
  @Field(() => Boolean, { description: "geplant, empfohlen oder erwartet, nicht eingetreten" })
  planned!: boolean;
  @Field(() => String, { nullable: true, description: "gilt nur für diesen Teil; leer = für den ganzen Ansatz" })
  scope!: string | null;
  @Field(() => String, { nullable: true })
  note!: string | null;
  @Field(() => [SourceReferenceType])
  sources!: SourceReferenceType[];
}

@ObjectType("Budget", { description: "Mittelvolumen" })
export class BudgetType extends Figure {
  @Field(() => MoneyType, { description: "bei einer Spanne der untere Wert" })
  amount!: MoneyType;
  @Field(() => MoneyType, { nullable: true, description: "oberer Wert einer Spanne" })
  amountMax!: MoneyType | null;
  @Field(() => String, { nullable: true, description: "AT_MOST („bis zu“) oder AT_LEAST („mindestens“)" })
  bound!: string | null;
  @Field(() => BudgetBasisEnum)
  basis!: BudgetBasis;
  @Field(() => Boolean)
  approximate!: boolean;
  @Field(() => String, { description: "auf Deutsch, z. B. „rund 200.880 € je Jahr“" })
  label!: string;
}

@ObjectType("DerivedCost", { description: "Abgeleitete Kosten mit Rechenweg" })
export class DerivedCostType {
  @Field(() => MoneyType)
  value!: MoneyType;
  @Field(() => String)
  formula!: string;
  @Field(() => [String], { description: "jede eingegangene Angabe mit Fundstelle" })
  inputs!: string[];
  @Field(() => String, { nullable: true, description: "was gelten muss, damit der Wert stimmt" })
  assumption!: string | null;
  @Field(() => Boolean, { description: "aus geplanten Zahlen, nicht aus Ergebnissen" })
  planned!: boolean;
  @Field(() => Int, { nullable: true, description: "Jahr des jüngsten Dokuments, aus dem die Angaben stammen" })
  year!: number | null;
}

@ObjectType("StaffingRatio", { description: "Betreuungsschlüssel: Personen je Stelle" })
export class StaffingRatioType extends Figure {
  @Field(() => Float)
  clientsMin!: number;
  @Field(() => Float)
  clientsMax!: number;
  @Field(() => String, { description: "„1:20“ oder „1:15–1:20“" })
  label!: string;
  @Field(() => String, { nullable: true, description: "wer gezählt wird" })
  counted!: string | null;
}

@ObjectType("Staffing", { description: "Personal" })
export class StaffingType extends Figure {
  @Field(() => Float, { nullable: true, description: "Stellen (Vollzeitäquivalente)" })
  posts!: number | null;
  @Field(() => Float, { nullable: true, description: "Personen, wenn die Quelle keine Stellen nennt" })
  persons!: number | null;
  @Field(() => String)
  role!: string;
  @Field(() => String, { nullable: true })
  qualification!: string | null;
}

@ObjectType("ParticipantCount", { description: "Plätze, Teilnehmende, Eintritte" })
export class ParticipantCountType extends Figure {
  @Field(() => Float)
  value!: number;
  @Field(() => Float, { nullable: true, description: "oberer Wert einer Spanne" })
  valueMax!: number | null;
  @Field(() => ParticipantKindEnum)
  kind!: ParticipantKind;
  @Field(() => GraphQLPartialDate, { nullable: true })
  asOf!: string | null;
  @Field(() => Boolean)
  approximate!: boolean;
}

@ObjectType("Period", { description: "Laufzeit" })
export class PeriodType {
  @Field(() => GraphQLPartialDate, { nullable: true })
  start!: string | null;
  @Field(() => GraphQLPartialDate, { nullable: true })
  end!: string | null;
  @Field(() => Boolean, { description: "bei Erscheinen der Quelle laufend oder dauerhaft" })
  ongoing!: boolean;
  @Field(() => String, { nullable: true })
  note!: string | null;
  @Field(() => [SourceReferenceType])
  sources!: SourceReferenceType[];
}

@ObjectType("DurationRange", { description: "Dauer je Person in Monaten" })
export class DurationRangeType {
  @Field(() => Float, { nullable: true })
  monthsMin!: number | null;
  @Field(() => Float, { nullable: true })
  monthsMax!: number | null;
  @Field(() => String, { nullable: true })
  note!: string | null;
  @Field(() => [SourceReferenceType])
  sources!: SourceReferenceType[];
}

@ObjectType("FloatRangeValue", { description: "Spanne; eine Seite kann fehlen" })
export class FloatRangeValueType {
  @Field(() => Float, { nullable: true })
  min!: number | null;
  @Field(() => Float, { nullable: true })
  max!: number | null;
  @Field(() => String, { nullable: true })
  note!: string | null;
  @Field(() => [SourceReferenceType])
  sources!: SourceReferenceType[];
}

@ObjectType("Outcome", { description: "Ergebnis" })
export class OutcomeType extends Figure {
  @Field(() => OutcomeKindEnum)
  kind!: OutcomeKind;
  @Field(() => String, { description: "was gezählt wurde" })
  indicator!: string;
  @Field(() => Float, { nullable: true })
  value!: number | null;
  @Field(() => Float, { nullable: true, description: "oberer Wert einer Spanne" })
  valueMax!: number | null;
  @Field(() => String, { nullable: true, description: "Einheit, wie man sie schreibt" })
  unit!: string | null;
  @Field(() => OutcomeUnitEnum)
  unitCode!: OutcomeUnit;
  @Field(() => Int, { nullable: true, description: "Bezugsgröße" })
  n!: number | null;
  @Field(() => Float, { nullable: true })
  atMonths!: number | null;
  @Field(() => GraphQLPartialDate, { nullable: true })
  asOf!: string | null;
  @Field(() => String, { nullable: true, description: "womit verglichen wird" })
  comparison!: string | null;
  @Field(() => ComparisonDesignEnum, { nullable: true })
  comparisonDesign!: ComparisonDesign | null;
  @Field(() => Float, { nullable: true, description: "Vergleichswert in derselben Einheit" })
  comparisonValue!: number | null;
  @Field(() => Boolean)
  approximate!: boolean;
  @Field(() => String, { description: "auf Deutsch, z. B. „59 Personen (n = 233)“ oder „20 % (ohne Bezugsgröße)“" })
  label!: string;
}

@ObjectType("LegalBasis", { description: "Rechtsgrundlage: wie zitiert, und was es bedeutet" })
export class LegalBasisType {
  @Field(() => String, { description: "wie in der Quelle geschrieben" })
  cited!: string;
  @Field(() => String, { nullable: true, description: "der eine Paragraf, auf den sich diese Zeile bezieht" })
  canonical!: string | null;
  @Field(() => ProvisionType, { nullable: true, description: "leer, wenn die Angabe nicht eindeutig ist" })
  provision!: ProvisionType | null;
  @Field(() => InstrumentType, { nullable: true })
  instrument!: InstrumentType | null;
  @Field(() => Boolean, {
    nullable: true,
    description: "ob der Paragraf für dasselbe Förderinstrument heute noch gilt, auch in neuerer Fassung",
  })
  stillInForce!: boolean | null;
  @Field(() => String, { nullable: true })
  note!: string | null;
  @Field(() => [SourceReferenceType])
  sources!: SourceReferenceType[];
  // today: legal-basis.resolver.ts
}

@ObjectType("EditorialNote", { description: "Redaktioneller Hinweis, z. B. auf einen Widerspruch in der Quelle" })
export class EditorialNoteType {
  @Field(() => String)
  text!: string;
  @Field(() => [SourceReferenceType])
  sources!: SourceReferenceType[];
}

@ObjectType("PracticeExample", { implements: Node, description: "Praxisbeispiel: ein Ansatz einer Organisation" })
export class PracticeExampleType extends Node {
  @Field(() => String)
  slug!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  summary!: string;
  @Field(() => String, { nullable: true })
  goal!: string | null;
  @Field(() => String, { nullable: true })
  approach!: string | null;
  @Field(() => String, { nullable: true })
  successFactors!: string | null;
  @Field(() => String, { nullable: true })
  lessonsLearned!: string | null;
  @Field(() => String, { nullable: true })
  specialFeatures!: string | null;
  @Field(() => OrganisationType)
  organisation!: OrganisationType;
  @Field(() => [String])
  partners!: string[];
  @Field(() => [TargetGroupType])
  targetGroups!: TargetGroupType[];
  @Field(() => [MethodType])
  methods!: MethodType[];
  @Field(() => [LegalBasisType])
  legalBases!: LegalBasisType[];
  @Field(() => StillFundableEnum)
  stillFundable!: StillFundable;
  @Field(() => String, { description: "warum" })
  stillFundableReason!: string;
  @Field(() => [BudgetType])
  budgets!: BudgetType[];
  @Field(() => DerivedCostType, { nullable: true })
  costPerParticipant!: DerivedCostType | null;
  @Field(() => DerivedCostType, { nullable: true })
  costPerParticipantMonth!: DerivedCostType | null;
  @Field(() => DerivedCostType, {
    nullable: true,
    description: "Kosten je Integration in sozialversicherungspflichtige Beschäftigung",
  })
  costPerIntegration!: DerivedCostType | null;
  @Field(() => [StaffingRatioType])
  staffingRatios!: StaffingRatioType[];
  @Field(() => [StaffingType])
  staffing!: StaffingType[];
  @Field(() => [ParticipantCountType])
  participants!: ParticipantCountType[];
  @Field(() => PeriodType, { nullable: true })
  period!: PeriodType | null;
  @Field(() => DurationRangeType, { nullable: true })
  individualDuration!: DurationRangeType | null;
  @Field(() => FloatRangeValueType, { nullable: true })
  weeklyHours!: FloatRangeValueType | null;
  @Field(() => [ImplementationTypeEnum])
  implementations!: ImplementationType[];
  @Field(() => [FundingSourceEnum])
  fundingSources!: FundingSource[];
  @Field(() => [OutcomeType])
  outcomes!: OutcomeType[];
  @Field(() => EvidenceLevelEnum)
  evidenceLevel!: EvidenceLevel;
  @Field(() => String, { description: "warum diese Nachweisgüte" })
  evidenceReason!: string;
  @Field(() => [KeywordType])
  keywords!: KeywordType[];
  @Field(() => [EditorialNoteType])
  editorialNotes!: EditorialNoteType[];
  @Field(() => [SourceReferenceType])
  sources!: SourceReferenceType[];
  @Field(() => Int, { description: "laufende Nummer der Fassung" })
  revision!: number;
  @Field(() => GraphQLMoment)
  publishedAt!: string;
  @Field(() => GraphQLMoment, { nullable: true })
  lastConfirmedAt!: string | null;
  // related: catalogue.resolver.ts
}

@ObjectType("RelatedExample", { description: "Ein anderes Beispiel desselben oder eines ähnlichen Ansatzes" })
export class RelatedExampleType {
  @Field(() => PracticeExampleType)
  example!: PracticeExampleType;
  @Field(() => String, { description: "was die beiden verbindet oder unterscheidet" })
  note!: string;
}
