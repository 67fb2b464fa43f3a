// The commonest messages of graphql-js 16 in German. What is sent to us in values is not repeated.

/** Message, then the sentence made of its parts. */
const SENTENCES: readonly [RegExp, (...parts: string[]) => string][] = [
  [
    /^Cannot query field "(.+?)" on type "(.+?)"\.(.*)$/,
    (f, t, hint) => `Das Feld „${f}“ gibt es in ${t} nicht.${meant(hint!)}`,
  ],
  [
    /^Unknown argument "(.+?)" on field "(.+?)"\.(.*)$/,
    (a, f, hint) => `„${f}“ hat kein Argument „${a}“.${meant(hint!)}`,
  ],
  [
    /^Field "(.+?)" argument "(.+?)" of type "(.+?)" is required/,
    (f, a, t) => `Dem Feld „${f}“ fehlt das Argument „${a}“ vom Typ ${t}.`,
  ],
  [/^Field "(.+?)" must not have a selection/, (f) => `Das Feld „${f}“ hat keine Unterfelder.`],
  [
    /^Field "(.+?)" of type ".+?" must have (?:a selection|at least one)/,
    (f) => `Beim Feld „${f}“ fehlt die Auswahl der Unterfelder: ${f} { … }.`,
  ],
  [
    /^Field "(.+?)" is not defined by type "(.+?)"\.(.*)$/,
    (f, t, hint) => `Das Feld „${f}“ gibt es in ${t} nicht.${meant(hint!)}`,
  ],
  [/^Variable "(.+?)" is not defined/, (v) => `Die Variable ${v} ist in der Operation nicht genannt.`],
  [/^Variable "(.+?)" is never used/, (v) => `Die Variable ${v} wird nicht verwendet.`],
  [
    /^Variable "(.+?)" of type "(.+?)" used in position expecting type "(.+?)"/,
    (v, t, wanted) => `Die Variable ${v} ist vom Typ ${t}, gebraucht wird ${wanted}.`,
  ],
  [/^Expected value of type "(.+?)", found/, (t) => `Hier gehört ein Wert vom Typ ${t} hin.`],
  [/^(Int|Float|String|Boolean|ID) cannot represent/, (t) => `Hier gehört ein Wert vom Typ ${t} hin.`],
  [
    /^(?:Value ".*?" does not exist in|Enum) "(.+?)" (?:enum\.|cannot represent)(.*)$/s,
    (t, hint) => `Diesen Wert gibt es in ${t} nicht.${meant(hint!)}`,
  ],
  [/^Unknown type "(.+?)"\.(.*)$/, (t, hint) => `Den Typ „${t}“ gibt es nicht.${meant(hint!)}`],
  [/^Unknown fragment "(.+?)"/, (f) => `Das Fragment „${f}“ gibt es nicht.`],
  [/^Fragment "(.+?)" is never used/, (f) => `Das Fragment „${f}“ wird nicht verwendet.`],
  [
    /^Syntax Error: Expected (.+?), found (.+?)\.$/,
    (wanted, found) => `Erwartet wird ${token(wanted!)}, da steht ${token(found!)}.`,
  ],
  [/^Syntax Error: Unexpected (?:character: )?(.+?)\.$/, (found) => `Unerwartet: ${token(found!)}.`],
  [/^Syntax Error: Unterminated string/, () => "Eine Zeichenkette endet nicht."],
  [/^Unknown directive "(.+?)"/, (d) => `Die Direktive „${d}“ gibt es nicht.`],
  [
    /^Fields "(.+?)" conflict/,
    (f) => `Unter dem Namen „${f}“ stehen verschiedene Felder; ein Alias hält sie auseinander.`,
  ],
  [/^Must provide operation name/, () => "Welche der Operationen gemeint ist, muss operationName sagen."],
  [/^Unknown operation named "(.+?)"/, (o) => `Eine Operation „${o}“ enthält die Anfrage nicht.`],
];

/** Undefined for a message that is not known here. */
export function inGerman(message: string): string | undefined {
  for (const [pattern, sentence] of SENTENCES) {
    const match = pattern.exec(message);
    if (match) return sentence(...match.slice(1));
  }
  return undefined;
}

/** From " Did you mean "title" or "slug"?". */
function meant(hint: string): string {
  const [, guess = ""] = hint.split("Did you mean");
  const names = [...guess.matchAll(/"(.+?)"/g)].map(([, name]) => `„${name}“`);
  if (names.length === 0) return "";
  return guess.includes("inline fragment")
    ? ` Gemeint ist vielleicht ein Fragment: … on ${names.join(" oder ").replace(/[„“]/g, "")}.`
    : ` Gemeint ist vielleicht ${names.join(" oder ")}.`;
}

const TOKENS: Record<string, string> = {
  "<EOF>": "das Ende der Anfrage",
  Name: "ein Name",
  String: "eine Zeichenkette",
};

/** `Name "x"` and `"}"` by their signs, others by what they are. */
function token(found: string): string {
  const sign = /"(.*)"$/.exec(found)?.[1];
  return (
    TOKENS[found] ??
    (sign === undefined || found.startsWith("String") ? (TOKENS[found.split(" ")[0]!] ?? found) : `„${sign}“`)
  );
}
