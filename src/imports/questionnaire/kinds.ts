// How a measure is carried out and who pays, by the trade's own words for it.
import type { FundingSource, ImplementationType } from "../../domain/terms.ts";
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
  const add = (key: "implementations" | "fundingSources", lists: [string, RegExp][], sections: Section[]) => {
    for (const [code, pattern] of lists)
      for (const { reading } of sections) {
        const match = pattern.exec(reading.text);
        if (!match || DENIED.test(clauseAround(reading.text, match.index, match.index).before)) continue;
        draft.push(key, code, CONFIDENCE.LIKELY, reading.spanOf(match.index, match.index + match[0].length));
        break;
      }
  };
  add("implementations", IMPLEMENTATIONS, inOrder(form, "implementation", "legal"));
  add("fundingSources", FUNDING, inOrder(form, "legal", "budget", "implementation"));
}
