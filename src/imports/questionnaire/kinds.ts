// How a measure is carried out and who pays, by the trade's own words for it.
import {
  FUNDING_SOURCES,
  IMPLEMENTATION_TYPES,
  type FundingSource,
  type ImplementationType,
} from "../../domain/terms.ts";
import { fold } from "../../domain/text.ts";
import type { DraftBuilder } from "../draft-builder.ts";
import { CONFIDENCE } from "../imported-draft.ts";
import { inOrder, type Form, type Section } from "./form.ts";
import { clauseAround } from "./found.ts";

const IMPLEMENTATIONS: [ImplementationType, RegExp][] = [
  ["IN_HOUSE", /In-?house/iu],
  ["PROCUREMENT", /Vergabemaßnahme|Ausschreibung|ausgeschrieben|Vergabeverfahren|Vergaberecht/iu],
  ["PROJECT_FUNDING", /Projektförderung|Zuwendung/iu],
  ["INDIVIDUAL_FUNDING", /Einzelfallförderung|Bildungsgutschein|Gutschein/iu],
  ["OWN_PROVISION", /Selbstvornahme|Selbstdurchführung|eigenes Personal|in Eigenregie/iu],
];
const FUNDING: [FundingSource, RegExp][] = [
  ["INTEGRATION_BUDGET", /Eingliederungs(?:budget|titel|mittel)|EGT(?!\p{L})/u],
  ["ADMINISTRATION_BUDGET", /Verwaltungs(?:kosten)?(?:budget|titel|haushalt)/u],
  ["ESF", /(?<!\p{L})ESF(?!\p{L})|Europäische[rmns]* Sozialfond/u],
  ["ERDF", /(?<!\p{L})EFRE(?!\p{L})/u],
  ["STATE", /Landes(?:mittel|programm|förderung)|Mitteln? des Landes|(?:das|vom) Land (?!kreis)/u],
  [
    "MUNICIPAL",
    /kommunale[nr]? (?:Mittel|Haushalt)|durch den Landkreis|vom [\p{L}-]+-Kreis finanziert|Mitteln? des (?:Land)?[Kk]reises/u,
  ],
  [
    "HEALTH_INSURANCE",
    /(?:Mittel|[Ff]inanz|Zuschuss|Kosten)[^.]{0,60}Krankenkasse|Krankenkasse[^.]{0,40}(?:finanz|trag|trägt|zahl|übern)/u,
  ],
];

/** "Es erfolgt keine Kofinanzierung aus Mitteln des ESF." */
const DENIED = /(?<!\p{L})(?:kein\p{L}{0,2}|nicht|ohne|statt)(?!\p{L})[^,]{0,50}$/iu;

/** Each kind once, where the form asks for it; words of the trade leave little doubt, but a clause may deny them. */
export function readKinds(draft: DraftBuilder, form: Form): void {
  const implementations = inOrder(form, "implementation", "legal");
  read(draft, "implementations", IMPLEMENTATION_TYPES, IMPLEMENTATIONS, implementations);
  read(draft, "fundingSources", FUNDING_SOURCES, FUNDING, inOrder(form, "legal", "budget", "implementation"));
}

function read(
  draft: DraftBuilder,
  key: "implementations" | "fundingSources",
  labels: Record<string, string>,
  patterns: readonly [string, RegExp][],
  sections: readonly Section[],
): void {
  const codes = new Map(Object.entries(labels).map(([code, label]) => [fold(label), code]));
  const seen = new Set<string>();
  const take = (code: string, confidence: number, { reading }: Section, start: number, end: number) => {
    if (seen.has(code)) return;
    seen.add(code);
    draft.push(key, code, confidence, reading.spanOf(start, end));
  };
  for (const section of sections) {
    let { text } = section.reading;
    // A label of the list alone between commas is an answer from it, whatever its words mean elsewhere.
    for (const { index, 0: part } of text.matchAll(/[^,;\n]+/gu)) {
      const code = codes.get(fold(part.trim()));
      if (!code) continue;
      take(code, CONFIDENCE.CERTAIN, section, index, index + part.length);
      text = text.slice(0, index) + " ".repeat(part.length) + text.slice(index + part.length);
    }
    for (const [code, pattern] of patterns) {
      const match = pattern.exec(text);
      if (!match || DENIED.test(clauseAround(text, match.index, match.index).before)) continue;
      take(code, CONFIDENCE.LIKELY, section, match.index, match.index + match[0].length);
    }
  }
}
