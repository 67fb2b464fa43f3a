// Finds groups so small that they name somebody: fewer than ten persons, and health, addiction or disability in the same breath.

interface Place {
  start: number;
  end: number;
}

/** Fewer are told apart too easily; official statistics stop there as well. */
export const SMALLEST_GROUP = 10;

const FEW =
  /(?<![\p{L}\d.,:/–-])(?:(?:[1-9]|[Ee]in(?:e[mnrs]?)?|[Zz]wei(?:en)?|[Dd]rei(?:en)?|[Vv]ier|[Ff]ünf|[Ss]echs|[Ss]ieben|[Aa]cht|[Nn]eun|(?:[Ww]eniger als|[Uu]nter) (?:10|zehn))(?:\s(?:von|der|aus|unter)(?:\sde[nr])?\s\d{1,4})?\s(?:\p{Ll}{4,30}\s){0,2}(?:Person(?!enkreis|engrupp|al)|Teilnehm|TN(?!\p{L})|Kund(?:e|in)|Frau(?:en)?(?!\p{L})|M[aä]nn(?:er)?(?!\p{L})|Jugendliche|Leistungsberechtigte|eLb(?!\p{L})|F[aä]ll(?:en?)?(?!\p{L})|Mensch|Betroffene|Bewerb|Klient|Patient|Rehabilitand|Alleinerziehende|M[uü]tter|V[aä]ter|Auszubildende|Schüler|Arbeitslose|Langzeit|Geflüchtete|Kind(?:er)?(?!\p{L})|Bedarfsgemeinschaft|Famili|Haushalt|\p{L}{0,20}(?:[Kk]ranke|[Bb]ehinderte|[Aa]bhängige|[Ss]üchtige|[Gg]eminderte)(?!\p{L}{2}))|davon\s(?:[1-9]|eine?[rs]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun)(?![\d.,\p{L}]|\s?%)|[nN]\s?=\s?[1-9](?![\d.,]))/gu;
/** How large a group may be, not how large one was. */
const BOUND = /(?:bis zu|maximal|max\.|höchstens|mindestens|jeweils|[Jj]e|pro|Plätze für|Gruppen (?:mit|von))\s$/u;
/** Trades and houses of health are no health of somebody; "sucht" is also a verb, and an ending of verbs. */
const SENSITIVE =
  /gesundheit(?!s(?:wesen|branche|beruf|sektor|wirtschaft|fach|amt|ämter|markt))|krank(?!en(?:pfleg|haus|häus|kass|versicher|schwester|transport))|behinder(?!ten(?:hilfe|pädagog))|psychisch|psychiatr|psychose|drogen|alkohol|süchtig|depressi|(?<!physio|ergo|logo)therapie|(?<!kompetenz|berufs|eignungs)diagnos|HIV|pflegebedürf|pflegegrad|schwanger|erwerbs(?:ge)?minder|burn-?out|krebs|epilep|rollstuhl|autis(?:t|m)|ADHS|traumat|schizophren|suizid|entgiftung|entwöhnung|methadon|substitui|beeintr(?:ä|ae)chtig|rehabilitand|gehörlos|(?:spiel|mager|medien|kauf)sucht/iu;
const ADDICTION = /(?<!\p{L})(?:Sucht(?!e[nt]?(?!\p{L}))|sucht(?=[bgkm]\p{Ll}{3}))/u;
/** A sentence or the point of a list: a number and a disease in two of them have nothing to do with each other. */
const SENTENCE_END = /[.;!?](?=\s)|\n\s{0,9}[-•\uF0B7]/u;
const REACH = 250;

export const isSensitive = (text: string): boolean => SENSITIVE.test(text) || ADDICTION.test(text);

/** In the order of the text, whose length they are linear in. */
export const findSmallGroups = (text: string): Place[] =>
  [...text.matchAll(FEW)]
    .map(({ 0: words, index }) => ({ start: index, end: index + words.length }))
    .filter(({ start, end }) => {
      const before = text
        .slice(Math.max(0, start - REACH), start)
        .split(SENTENCE_END)
        .at(-1)!;
      const after = text.slice(end, end + REACH).split(SENTENCE_END)[0]!;
      return !BOUND.test(before) && isSensitive(before + text.slice(start, end) + after);
    });
