// Finds names of persons in running text: after a title, after a form's "Ansprechpartner", or a first name with a surname.
import { firstNameIn, type FirstName } from "./first-names.ts";

interface Place {
  start: number;
  end: number;
}

/** All places, in no order; they may overlap. Linear in the length of the text. */
export const findNames = (text: string): Place[] => [
  ...labelled(text, TITLED),
  ...labelled(text, CONTACT),
  ...withFirstName(text),
];

/** Of the pieces below, never of what somebody typed. */
const composed = (pattern: string, flags: string) => new RegExp(pattern, flags);
const NAME_WORD = String.raw`(?:Mc|Mac|[OD]['’]|Al-|El-)?\p{Lu}[\p{Ll}\p{M}’]+(?:-\p{Lu}[\p{Ll}\p{M}]+){0,2}`;
const CAPITALS = String.raw`\p{Lu}{4,20}(?:-\p{Lu}{3,20})?`;
const PARTICLE = String.raw`(?:(?:[Vv]on(?: de[rmn])?|[Vv]an(?: de[rnm])?|[Vv]om|[Zz]u[mr]?|[Dd]e(?: la)?|[Dd][ai]|[Dd]el(?:la)?|[Dd]os|[Ee]l|[Aa]l|[Tt]e[nr]|[Bb]in|[Ii]bn)[ \n])?`;
const INITIALS = String.raw`(?:\p{Lu}\.[ \n]?){0,2}`;
const NOT_IN_WORD = String.raw`(?![\p{L}\p{M}\p{N}-])`;

const TITLED = composed(
  String.raw`(?<!\p{L})(?:(?:Herrn?|Frau)\s|(?:Dr|Prof)\.\s?|Dipl\.-[\p{L}.()/-]{2,20}\s){1,4}(?<name>${PARTICLE}${INITIALS}(?:${NAME_WORD}|${CAPITALS})(?:[ \n]\p{Lu}\.)?(?:\s${PARTICLE}${NAME_WORD}${NOT_IN_WORD})?)`,
  "gu",
);
const CONTACT = composed(
  String.raw`(?<role>(?:Ansprechpartner(?:in|\/-?in|\(in\)|:in|\*in)?|Ansprechperson|Kontakt|Projektleitung|Verfasser(?:in)?|Bearbeiter(?:in)?|gez\.|i\. ?A\.)\s?:?\s)(?<name>(?:${NAME_WORD}|\p{Lu}\.)(?:[ \n]\p{Lu}\.)?[ \n]${PARTICLE}${NAME_WORD})${NOT_IN_WORD}`,
  "gu",
);

const labelled = (text: string, pattern: RegExp): Place[] =>
  [...text.matchAll(pattern)]
    .filter(({ groups }) => !NO_NAME.test(groups!.name!))
    .map(({ 0: whole, index, groups }) => ({ start: index + (groups!.role?.length ?? 0), end: index + whole.length }));

/** After "Frau" or "Ansprechpartner:" these begin something else than a name. */
const NO_NAME =
  /^(?:(?:Die|Der|Das|In|Im|Land|Stadt|Kreis|Mann|Alle|Team|Nicht|Kein|Keine|Siehe|Bitte|Email|Telefon|Dienst)(?!\p{L})|Jobcenter|Landkreis|Landrat|Stadtverwaltung|Kreisverwaltung|Minister|Zentral|Bundes|Agentur|Regional|Fach|Teamleit|Ärzt|Beruf|Nordrhein|Eltern|Bereich|Sachgebiet|Geschäft|Kommunal|Integration|Fall|Koordin|Vermittl|Arbeit|Reha|Beauftragt|Träger)/u;

const CAPITALISED = /(?<![\p{L}\p{M}\p{N}_@’'-])\p{Lu}[\p{L}\p{M}]+(?:-\p{Lu}[\p{L}\p{M}]+)?/gu;
const SURNAME = composed(
  String.raw`(?<gap>[ \t\u00a0]{1,2}|\s{0,2}\n\s{0,2})${INITIALS}${PARTICLE}(?<surname>${NAME_WORD}|${CAPITALS})${NOT_IN_WORD}`,
  "uy",
);
/** "Sabine M." and "Sabine, 34 Jahre" do not hide much. */
const HALF_HIDDEN = /[ \u00a0]\p{Lu}\.(?!\s?(?:\p{L}\.|\d))|,? \(?\d{2} (?:Jahre|J\.)/uy;
/** "Muster, Sabine" at the beginning of a line or of an item, and nothing but a number or the next item after it. */
const SURNAME_BEFORE = composed(
  String.raw`(?:^|[\n:;(|\t•–\uF0B7-][ ]{0,3})(?<surname>${NAME_WORD}|${CAPITALS}),[ ]$`,
  "u",
);
const ENDS_ITEM = /^[ \t]{0,3}(?:$|[\n;,)(|\t–/\d+]|Tel)/u;
const LONGEST = 60;

function withFirstName(text: string): Place[] {
  const found: Place[] = [];
  let last = 0;
  for (const { 0: word, index } of text.matchAll(CAPITALISED)) {
    const kind = index >= last ? firstNameOf(word) : undefined;
    if (!kind) continue;
    const place = surnameAfter(text, index, word, kind) ?? surnameBefore(text, index, word);
    if (!place) continue;
    found.push(place);
    last = place.end;
  }
  return found;
}

/** Both halves of a double name have to be first names: "Franz-Sales" is none. */
function firstNameOf(word: string): FirstName | undefined {
  const kinds = word.split("-").map((part) => {
    const composed = part.normalize("NFC");
    const isShouted = part.length > 3 && part === part.toUpperCase();
    return firstNameIn(isShouted ? composed[0] + composed.slice(1).toLowerCase() : composed);
  });
  if (kinds.includes(undefined)) return undefined;
  return kinds.length > 1 || kinds[0] === "CLEAR" ? "CLEAR" : "ALSO_A_WORD";
}

function surnameAfter(text: string, start: number, first: string, kind: FirstName): Place | undefined {
  if (NAMED_AFTER.test(text.slice(Math.max(0, start - 25), start))) return undefined;
  let end = start + first.length;
  let surname = "";
  // More first names may stand between: "Hans Peter Muster".
  for (let words = 0; words < 3 && (surname === "" || firstNameOf(surname)); words++) {
    const match = matchAt(SURNAME, text, end);
    if (!match || !isSurname(match.groups!.surname!, kind)) break;
    if (kind === "ALSO_A_WORD" && match.groups!.gap!.includes("\n")) break;
    if (isShouted(match.groups!.surname!) && !isShouted(first) && kind !== "CLEAR") break;
    surname = match.groups!.surname!;
    end += match[0].length;
  }
  if (surname === "") {
    const hidden = kind === "CLEAR" ? matchAt(HALF_HIDDEN, text, end) : null;
    return hidden ? { start, end: end + hidden[0].length } : undefined;
  }
  return NAMES_A_THING.test(text.slice(end, end + 30)) ? undefined : { start, end };
}

function surnameBefore(text: string, start: number, first: string): Place | undefined {
  const end = start + first.length;
  const match = SURNAME_BEFORE.exec(text.slice(Math.max(0, start - LONGEST), start));
  const surname = match?.groups!.surname;
  if (!surname || !isSurname(surname, "ALSO_A_WORD") || !ENDS_ITEM.test(text.slice(end, end + 8))) return undefined;
  return { start: start - 2 - surname.length, end };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
const isShouted = (word: string) => word === word.toUpperCase();

/** Saints, churches, houses, streets and firms bear names of persons too. */
const NAMED_AFTER =
  /(?:St\.|Sankt|Skt\.|Hl\.|Heilige[nr]?|Santa|San|[Hh]aus|[Ss]tift|[Ss]traße|[Kk]linik|[Kk]rankenhaus|[Kk]irche|Pfarrei|[Gg]emeinde|Kloster|[Ss]chule|Firma|Fa\.|[Ss]tiftung|[Zz]entrum|[Hh]eim|Kita|[Kk]indergarten|[Vv]erein|[Pp]latz|[Kk]olleg|[Gg]ymnasium|[Aa]kademie|[Ii]nstitut|[Pp]rojekt|[Pp]rogramm|[Mm]aßnahme|[Mm]odell)[ \u00a0]$/u;
const NAMES_A_THING =
  /^(?:[ \u00a0]?(?:&|\+|GmbH|gGmbH|mbH|AG(?!\p{L})|KG(?!\p{L})|e\. ?[VK]\.|eG(?!\p{L})|UG(?!\p{L})|u\. Co)|[ \n\u00a0-](?:und (?:Söhne|Partner|Co)|(?:\p{L}{0,20}-)?(?:Stiftung|Straße|Str\.|Platz|Allee|Weg|Ring|Haus|Hof|Schule|Realschule|Gesamtschule|Hauptschule|Grundschule|Oberschule|Berufskolleg|Kolleg|Gymnasium|Hochschule|Universität|Akademie|Institut|Verlag|Klinik|Krankenhaus|Hospital|Heim|Werk|Zentrum|Verein|Kirche|Kapelle|Gemeinde|Kindergarten|Kita|Preis|Modell|Methode|Programm|Projekt|Konzept|Bildungs\p{L}+|Berufs\p{L}+|Personal\p{L}*|Zeitarbeit|Service|Consult\p{L}*|Halle|Brücke|Park|Siedlung|Viertel|Kaserne|Maßnahme|Kurs)(?!\p{Ll}{3})))/u;

/** Nouns that follow a first name in running text ("Sabine Anfang 2015"), or what only looks like a first name ("Mark Brandenburg"). */
function isSurname(word: string, kind: FirstName): boolean {
  if (NO_NAME.test(word) || NO_SURNAME.test(word)) return false;
  return kind === "CLEAR" || !LIKE_A_NOUN.test(word);
}
const NO_SURNAME =
  /^(?:(?:Anfang|Ende|Mitte|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Herr|Herrn|Frau|Und|Oder|Für|Mit|Bei|Von|Zu|Zum|Zur|Nach|Seit|Aus|Auf|An|Am|Als|Wenn|Wie|Was|Wer|Sie|Er|Es|Ich|Wir|Ihr|Ihre|Sein|Seine|Den|Dem|Des|Ein|Eine|Einen|Auch|Nur|Noch|Hier|Dort|Dies|Diese|Dieser|Danach|Dann|Doch|Über|Unter|Vor|Ab|Bis|Durch|Ohne|Tel|Tel\.|Fax|Mail|Mobil|Raum|Zimmer|Seite|Leitung|Leiter|Leiterin|Jahre|Jahr|Monate|Hilfe|Hilfen|Kurs|Kurse|Stelle|Stellen|Ort|Kind|Kinder|Euro|Prozent|Plätze|Personen|Frauen|Männer|Menschen|Ziel|Ziele|Praktikum|Deutsch|Brandenburg|Hilf|Magdalena|Luther|Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Modul|Neustart|Nord|Süd|Ost|West)(?!\p{L})|E-Mail|Straße|Maßnahme|Projekt|Teilnehm|Kund|Jugend|Leistung|Sozial|Bildungs|Qualifi|Unternehmen|Betrieb|Amt(?!m)|Straßen)|(?:ungen|ung|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|ität|ismus|straße|stiftung|schule|platz|allee|zentrum|verein|modell|projekt|programm|maßnahme|maßnahmen|dienst|stelle|stellen|gruppe|gruppen|beratung|kraft|kräfte|träger|innen|leiter|leiterin|leitung|markt|arbeit|hilfe|jahre|hauses|werkstatt|akademie|kolleg)$/u;
/** Rather a thing than somebody: plurals and compounds of the trade. */
const LIKE_A_NOUN =
  /(?:nisse?|tum|ment|ments|ieren|haus|werk|werke|kreis|land|weg|kurs|kurse|plan|pläne|team|teams|konzept|verfahren|phase|angebot|angebote|geld|kosten|zeit|zeiten|quote|bezug|fonds|center|mittel|preis|park|bahn|hof|tag|tage|recht|ziel|stand|art|form|teil|teile|punkt|club|koffer|gerät|geräte|anlage|anlagen|viertel|lernen|lesen|fall|fälle|satz|sätze)$/u;
