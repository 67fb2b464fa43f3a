// The closed lists of the trade: code in English, label in German. Database, GraphQL, seeds and pages read them here.

/** Builds a list whose keys are the codes; the order is the order in which people read it. */
const terms = <const T extends Record<string, string>>(labels: T): Readonly<T> => Object.freeze(labels);

export const LAW_BOOKS = terms({
  SGB_I: "SGB I",
  SGB_II: "SGB II",
  SGB_III: "SGB III",
  SGB_IV: "SGB IV",
  SGB_V: "SGB V",
  SGB_VI: "SGB VI",
  SGB_VII: "SGB VII",
  SGB_VIII: "SGB VIII",
  SGB_IX: "SGB IX",
  SGB_X: "SGB X",
  SGB_XI: "SGB XI",
  SGB_XII: "SGB XII",
  AUFENTHG: "AufenthG",
  ASYLBLG: "AsylbLG",
  BAFOEG: "BAföG",
  BBIG: "BBiG",
  HWO: "HwO",
  AGG: "AGG",
  TZBFG: "TzBfG",
});
export type LawBook = keyof typeof LAW_BOOKS;

/** ISO 3166-2 subdivision codes of Germany without the prefix "DE-". */
export const FEDERAL_STATES = terms({
  BW: "Baden-Württemberg",
  BY: "Bayern",
  BE: "Berlin",
  BB: "Brandenburg",
  HB: "Bremen",
  HH: "Hamburg",
  HE: "Hessen",
  MV: "Mecklenburg-Vorpommern",
  NI: "Niedersachsen",
  NW: "Nordrhein-Westfalen",
  RP: "Rheinland-Pfalz",
  SL: "Saarland",
  SN: "Sachsen",
  ST: "Sachsen-Anhalt",
  SH: "Schleswig-Holstein",
  TH: "Thüringen",
});
export type FederalState = keyof typeof FEDERAL_STATES;

/** Who carries the example: § 44b SGB II (joint facility), § 6a SGB II (licensed municipality), or another body. */
export const CARRIER_TYPES = terms({
  JOINT_FACILITY: "Gemeinsame Einrichtung (gE)",
  MUNICIPAL: "Zugelassener kommunaler Träger (zkT)",
  AGENCY: "Bundesagentur für Arbeit",
  MINISTRY: "Ministerium oder Landesbehörde",
  PROVIDER: "Träger oder Verbund",
});
export type CarrierType = keyof typeof CARRIER_TYPES;

export const IMPLEMENTATION_TYPES = terms({
  PROCUREMENT: "Vergabemaßnahme",
  PROJECT_FUNDING: "Projektförderung",
  INDIVIDUAL_FUNDING: "Einzelfallförderung",
  OWN_PROVISION: "Selbstvornahme",
  IN_HOUSE: "Inhouse-Vergabe",
});
export type ImplementationType = keyof typeof IMPLEMENTATION_TYPES;

export const FUNDING_SOURCES = terms({
  INTEGRATION_BUDGET: "Eingliederungsbudget SGB II",
  ADMINISTRATION_BUDGET: "Verwaltungsbudget SGB II",
  UNEMPLOYMENT_INSURANCE: "Eingliederungstitel SGB III",
  ESF: "Europäischer Sozialfonds (ESF)",
  ERDF: "Europäischer Fonds für regionale Entwicklung (EFRE)",
  FEDERAL_PROGRAMME: "Bundesprogramm oder Bundesmittel",
  STATE: "Landesmittel",
  MUNICIPAL: "Kommunale Mittel",
  HEALTH_INSURANCE: "Krankenkasse",
  EMPLOYER: "Arbeitgeber",
  THIRD_PARTY: "Weitere Dritte",
});
export type FundingSource = keyof typeof FUNDING_SOURCES;

/** What an amount of money is for. */
export const BUDGET_BASES = terms({
  TOTAL: "insgesamt",
  PER_YEAR: "je Jahr",
  PER_MONTH: "je Monat",
  PER_PARTICIPANT: "je teilnehmende Person",
  PER_PARTICIPANT_MONTH: "je Person und Monat",
  PER_PARTICIPANT_HOUR: "je Person und Stunde",
  PER_PLACE: "je Platz",
  PER_PLACE_YEAR: "je Platz und Jahr",
  PER_PLACE_MONTH: "je Platz und Monat",
  PER_PLACEMENT: "je Vermittlung",
  PER_HOUR: "je Stunde",
  OTHER: "andere Bezugsgröße",
});
export type BudgetBasis = keyof typeof BUDGET_BASES;

/** What a number of people counts. CONCURRENT and PLACES are stocks, ENTRIES and TOTAL are flows over the whole period. */
export const PARTICIPANT_KINDS = terms({
  PLACES: "Plätze",
  CONCURRENT: "gleichzeitig Teilnehmende",
  PER_YEAR: "Teilnehmende je Jahr",
  ENTRIES: "Eintritte",
  EXITS: "Austritte",
  TOTAL: "Teilnehmende insgesamt",
  COHORT: "ausgewertete Gruppe",
  GROUP_SIZE: "Gruppengröße",
  TARGET_POPULATION: "Personen der Zielgruppe",
  HOUSEHOLDS: "Bedarfsgemeinschaften",
});
export type ParticipantKind = keyof typeof PARTICIPANT_KINDS;

/** What an outcome is about; the indicator says it in words. */
export const OUTCOME_KINDS = terms({
  INSURED_EMPLOYMENT: "sozialversicherungspflichtige Beschäftigung",
  EMPLOYMENT: "Integration in Arbeit oder Ausbildung",
  MARGINAL_EMPLOYMENT: "geringfügige Beschäftigung",
  TRAINING: "Ausbildung oder Schule",
  SELF_EMPLOYMENT: "Selbstständigkeit",
  SUSTAINED_EMPLOYMENT: "Verbleib in Beschäftigung",
  FOLLOW_UP_MEASURE: "weiterführende Förderung",
  QUALIFICATION: "Abschluss oder Zertifikat",
  ACTIVATION: "Aktivierung und Teilnahme",
  PROGRESS: "Integrationsfortschritt",
  HEALTH: "Gesundheit und Klärung der Erwerbsfähigkeit",
  BENEFIT_EXIT: "Ende des Leistungsbezugs",
  BENEFIT_REDUCTION: "geringerer Leistungsbezug",
  SAVINGS: "Einsparung",
  DROPOUT: "Abbruch",
  SATISFACTION: "Zufriedenheit",
  OTHER: "anderes Ergebnis",
});
export type OutcomeKind = keyof typeof OUTCOME_KINDS;

export const OUTCOME_UNITS = terms({
  PERSONS: "Personen",
  HOUSEHOLDS: "Bedarfsgemeinschaften",
  PERCENT: "%",
  PERCENTAGE_POINTS: "Prozentpunkte",
  EURO: "€",
  EURO_PER_YEAR: "€ je Jahr",
  EURO_PER_MONTH: "€ je Monat",
  MONTHS: "Monate",
  CASES: "Fälle",
  RATIO: "Verhältnis",
  OTHER: "andere Einheit",
});
export type OutcomeUnit = keyof typeof OUTCOME_UNITS;

/** What a derived cost is divided by; see `cost.ts`. */
export const COST_MEASURES = terms({
  COST_PER_PARTICIPANT_MONTH: "Kosten je Teilnahmemonat",
  COST_PER_PARTICIPANT: "Kosten je teilnehmende Person",
  COST_PER_INTEGRATION: "Kosten je Integration in sozialversicherungspflichtige Beschäftigung",
});
export type CostMeasure = keyof typeof COST_MEASURES;

/** With what an outcome is compared, from no comparison group to chance. */
export const COMPARISON_DESIGNS = terms({
  TARGET: "mit einem Zielwert",
  BEFORE_AFTER: "mit dem Stand davor",
  OTHER_GROUP: "mit einer anderen Gruppe",
  MATCHED_GROUP: "mit einer ähnlich zusammengesetzten Vergleichsgruppe",
  RANDOMISED_GROUP: "mit einer zufällig ausgewählten Vergleichsgruppe",
});
export type ComparisonDesign = keyof typeof COMPARISON_DESIGNS;

/** How far the results carry; derived by `evidence.ts`, weakest first. */
export const EVIDENCE_LEVELS = terms({
  DESCRIBED: "beschrieben",
  MONITORED: "gezählt",
  COMPARED: "verglichen",
  EFFECT_SHOWN: "Wirkung gezeigt",
});
export type EvidenceLevel = keyof typeof EVIDENCE_LEVELS;

/** What became of a provision; see `continuity.ts`. From "as it was" to "gone". */
export const LEGAL_CONTINUITIES = terms({
  UNCHANGED: "gilt in dieser Fassung",
  NEW_VERSION: "gilt unter derselben Nummer in neuerer Fassung",
  RENUMBERED: "dasselbe Förderinstrument steht heute unter anderer Nummer",
  REPLACED: "an die Stelle ist etwas anderes getreten",
  INSTRUMENT_REMAINS: "weggefallen; andere Vorschriften regeln dasselbe Förderinstrument",
  ENDED: "weggefallen; was an die Stelle getreten wäre, ist nicht verzeichnet",
  NOT_YET: "gilt noch nicht",
});
export type LegalContinuity = keyof typeof LEGAL_CONTINUITIES;

/** Whether what an example cites could still be funded today; derived by `fundability.ts`. */
export const STILL_FUNDABLE = terms({
  YES: "ja",
  PARTLY: "teilweise",
  NO: "nein",
  UNCLEAR: "unklar",
});
export type StillFundable = keyof typeof STILL_FUNDABLE;

/** The codes of a list as the non-empty tuple that schema builders ask for. */
export const codes = <T extends Record<string, string>>(list: T) =>
  Object.keys(list) as [keyof T & string, ...(keyof T & string)[]];
