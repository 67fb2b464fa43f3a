// What became of a provision, for people: where it stands today, since when, and what changed on the way.
import { fateOf } from "../domain/continuity.ts";
import { citationOf, type Provision } from "../domain/crosswalk.ts";
import { formatDate, formatList } from "../domain/german.ts";
import { LAW_BOOKS, type LegalContinuity } from "../domain/terms.ts";
import type { ProvisionRow } from "./vocabulary.entity.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { LawTodayType } from "./vocabulary.type.ts";

/** `slug` is a provision's. */
export function lawToday(slug: string, vocabulary: Vocabulary): LawTodayType {
  const provision = vocabulary.provisions.get(slug);
  const { continuity, today, besides, path } = fateOf(provision, vocabulary.crosswalk);
  const rows = (list: readonly Provision[]) => list.map((one) => vocabulary.provisions.get(one.slug));
  const fate = { continuity, today: rows(today), besides: rows(besides), path: rows(path) };
  return {
    continuity,
    provisions: fate.today,
    text: textOf(provision, fate, vocabulary),
    changes: fate.path.flatMap((step) =>
      step.change && isChecked(step, "change")
        ? [{ since: step.validFrom, citation: citationOf(step), text: step.change }]
        : [],
    ),
  };
}

interface FateInRows {
  continuity: LegalContinuity;
  today: ProvisionRow[];
  besides: ProvisionRow[];
  path: ProvisionRow[];
}

/** About the provision that the reader has just read. */
function textOf(
  provision: ProvisionRow,
  { continuity, today, besides, path }: FateInRows,
  vocabulary: Vocabulary,
): string {
  const label = (slug: string | null) => (slug && vocabulary.instruments.find(slug)?.label) || "";
  const isOver = () => `Galt bis ${end(provision)}.`;
  const remains = (besides: readonly ProvisionRow[]) =>
    besides.length > 0 ? ` Daraus hervorgegangen ist außerdem: ${citationsOf(besides)}.` : "";
  const [current] = today;
  switch (continuity) {
    case "UNCHANGED":
      return `Gilt heute noch, in dieser Fassung seit ${formatDate(provision.validFrom)}.`;
    case "NOT_YET":
      return `Gilt erst ab ${formatDate(provision.validFrom)}.`;
    case "NEW_VERSION": {
      const title = current!.title === provision.title ? "" : `, überschrieben „${current!.title}“`;
      return `Gilt heute in neuerer Fassung (seit ${formatDate(current!.validFrom)})${title}.${remains(besides)}`;
    }
    case "RENUMBERED": {
      const places = today.map((place) => {
        const since = path.find((step) => isSameSection(step, place))!.validFrom;
        const title = place.title === provision.title ? "unter derselben Überschrift" : `„${place.title}“`;
        return `in ${citationOf(place)} ${title} (seit ${formatDate(since)})`;
      });
      return `${isOver()} Dasselbe Förderinstrument steht heute ${formatList(places)}.${remains(besides)}`;
    }
    case "REPLACED": {
      const isOther = provision.instrument && today.every((other) => other.instrument);
      const [stands, other] =
        today.length > 1 ? ["stehen", "andere Förderinstrumente"] : ["steht", "ein anderes Förderinstrument"];
      return `${isOver()} An seiner Stelle ${stands} heute ${listed(today)}${isOther ? `, ${other}` : ""}.`;
    }
    case "INSTRUMENT_REMAINS":
      return `${isOver()}${followed(path)} ${GONE} Dasselbe Förderinstrument (${label(provision.instrument)}) regelt heute ${citationsOf(today)}.`;
    case "ENDED":
      return `${isOver()}${followed(path)} ${GONE}`;
  }
}

const GONE = "Was heute an seiner Stelle stünde, ist nicht verzeichnet.";

const isSameSection = (a: ProvisionRow, b: ProvisionRow) => a.lawBook === b.lawBook && a.section === b.section;

/** What came after it and is over as well. */
const followed = (path: readonly ProvisionRow[]) =>
  path.length > 0 ? ` Danach: ${formatList(path.map((step) => `${titled(step)} bis ${end(step)}`))}.` : "";

const isChecked = ({ unverified }: ProvisionRow, field: string) => unverified !== true && !unverified?.includes(field);

/** The last day, with a mark where no text of a law was at hand to check it. */
const end = (provision: ProvisionRow) =>
  `${formatDate(provision.validTo!)}${isChecked(provision, "validTo") ? "" : " (Tag nicht an einem Gesetzestext geprüft)"}`;

const titled = (provision: Provision) => `${citationOf(provision)} „${provision.title}“`;
const listed = (provisions: readonly Provision[]) => formatList(provisions.map(titled));

/** "§§ 88, 89 und 90 SGB III und § 49 SGB IX". */
function citationsOf(provisions: readonly Provision[]): string {
  const books = [...new Set(provisions.map(({ lawBook }) => lawBook))];
  return formatList(
    books.map((book) => {
      const sections = provisions.filter(({ lawBook }) => lawBook === book).map(({ section }) => section);
      return `${sections.length > 1 ? "§§" : "§"} ${formatList(sections)} ${LAW_BOOKS[book]}`;
    }),
  );
}
