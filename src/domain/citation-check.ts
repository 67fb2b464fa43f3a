// Tells a writer how a citation will be understood, what else its number has meant, and what that is called today.
import { citationIn } from "./citation.ts";
import { fateOf } from "./continuity.ts";
import { citationOf, type Crosswalk, type Provision, type SectionReading } from "./crosswalk.ts";
import { formatDate, formatList } from "./german.ts";

export interface CitationCheck {
  /** Whether every section cited stands in the list of provisions, on whatever day. */
  recognised: boolean;
  /** Whether a number has stood for different things, and the writer has not said which. */
  isAmbiguous: boolean;
  message: string;
}

export interface Cited {
  cited: string;
  /** Slugs, where the writer has settled what is meant. */
  provisions?: readonly string[] | undefined;
  /** ISO day on which the citation is read once it is published; see `lawAsOf` of its source. */
  on: string;
  /** Whether the writer may as well mean the law of an earlier day: nothing says when it was. */
  isOpen: boolean;
}

/** Follows what is recorded and guesses nothing. */
export function checkCitation({ cited, provisions, on, isOpen }: Cited, crosswalk: Crosswalk): CitationCheck {
  const settled = (provisions ?? []).flatMap((slug) => crosswalk.provision(slug) ?? []);
  if (settled.length > 0)
    return {
      recognised: true,
      isAmbiguous: false,
      message: settled.map((one) => `${citationOf(one)} ${described(one, crosswalk)}.`).join(" "),
    };
  const citation = citationIn(cited);
  const ever = citation ? crosswalk.read(citation) : [];
  if (ever.length === 0)
    return { recognised: false, isAmbiguous: false, message: "Nicht erkannt: Das ist kein Zitat wie „§ 16e SGB II“." };
  const then = crosswalk.read(citation!, on, isOpen);
  return {
    recognised: ever.every(({ provisions }) => provisions.length > 0),
    isAmbiguous: ever.some(({ provisions }) => meanings(provisions, crosswalk).length > 1),
    message: ever.map((reading, i) => sentence(reading, then[i]!.provisions, { on, isOpen }, crosswalk)).join(" "),
  };
}

function sentence(
  { cited, provisions, former }: SectionReading,
  then: readonly Provision[],
  { on, isOpen }: Pick<Cited, "on" | "isOpen">,
  crosswalk: Crosswalk,
): string {
  if (provisions.length === 0) return `${cited}: nicht erkannt, im Verzeichnis der Vorschriften steht dazu nichts.`;
  const all = meanings(provisions, crosswalk);
  const [only] = all;
  const meant = then.length === 1 ? all.find((one) => isSameThing(one, then[0]!)) : undefined;
  const others = all.filter((one) => one !== meant).map((one) => described(one, crosswalk));
  if (meant && others.length === 0) return `${cited}: ${described(meant, crosswalk)}.`;
  if (meant)
    return `${cited} ist mehrdeutig. Verstanden wird: ${described(meant, crosswalk)}. Unter dieser Nummer stand auch: ${others.join("; ")}.`;
  const why =
    former && isOpen
      ? "Bitte das Ende der Laufzeit angeben, dann gilt das Recht von damals; so bleibt es ohne Zuordnung."
      : `Nach dem Recht vom ${formatDate(on)} lässt es sich nicht zuordnen. Ist früheres Recht gemeint, bitte „a. F.“ dazuschreiben.`;
  return all.length === 1
    ? `${cited}: ${described(only!, crosswalk)}. ${why}`
    : `${cited} ist mehrdeutig: ${others.join("; ")}. ${why}`;
}

const isSameThing = (a: Provision, b: Provision) =>
  a.lawBook === b.lawBook && (a.instrument === null ? a === b : a.instrument === b.instrument);

/** One version for each thing that a section has stood for: the one in force, else the latest. Newest first, as given. */
function meanings(provisions: readonly Provision[], crosswalk: Crosswalk): Provision[] {
  const inForceFirst = [
    ...provisions.filter((one) => crosswalk.isInForce(one)),
    ...provisions.filter((one) => !crosswalk.isInForce(one)),
  ];
  return inForceFirst.filter((one, i) => inForceFirst.findIndex((other) => isSameThing(one, other)) === i);
}

/** "„Vermittlungsgutschein“ heißt seit 01.04.2012 § 45 SGB III" */
const described = (provision: Provision, crosswalk: Crosswalk) =>
  `„${provision.title}“ ${whatBecameOf(provision, crosswalk)}`;

function whatBecameOf(provision: Provision, crosswalk: Crosswalk): string {
  const { continuity, today, path } = fateOf(provision, crosswalk);
  const names = formatList(today.map(citationOf));
  switch (continuity) {
    case "UNCHANGED":
      return "gilt heute";
    case "NEW_VERSION":
      return "gilt heute in neuerer Fassung";
    case "NOT_YET":
      return `gilt erst ab ${formatDate(provision.validFrom)}`;
    case "RENUMBERED": {
      const [place] = today;
      const since = path.find(({ lawBook, section }) => lawBook === place!.lawBook && section === place!.section);
      return `heißt seit ${formatDate((since ?? place!).validFrom)} ${names}`;
    }
    case "REPLACED":
      return `galt bis ${formatDate(provision.validTo!)}, heute steht an seiner Stelle ${names}`;
    case "INSTRUMENT_REMAINS":
      return `galt bis ${formatDate(provision.validTo!)}, dasselbe Förderinstrument regelt heute ${names}`;
    case "ENDED":
      return `galt bis ${formatDate(provision.validTo!)}, ein Nachfolger ist nicht verzeichnet`;
  }
}
