// A search as parameters of an address: the names of the search's arguments and of its filters, lists by repeating a name.
import { ProblemError, type Problem } from "../domain/problem.ts";
import { FACETS, type Facet } from "../search/facets.ts";
import type { Filter, FloatRange } from "../search/question.ts";
import { SORTS, type SearchArguments, type Sort } from "../search/searches.ts";

export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;
export type Search = Omit<SearchArguments, "first" | "after">;

/** Characters of one value. */
const LONGEST = 500;
const ENDS = ["min", "max"] as const;

const namesOf = ({ kind, name }: Facet) => (kind === "range" ? ENDS.map((end) => `${name}.${end}`) : [name]);
const NAMES = ["query", "sort", "literal", ...FACETS.flatMap(namesOf)];

/** Throws ProblemError that names each wrong parameter; empty ones count as left out. */
export function readSearch(given: Parameters): Search {
  const problems: Problem[] = [];
  const wrong = (name: string, message: string) =>
    void problems.push({ code: "INVALID_PARAMETER", path: [name], message });
  const valuesOf = (name: string) => (Object.hasOwn(given, name) ? [given[name] ?? []].flat() : []).filter(Boolean);
  for (const name of Object.keys(given)) {
    if (!NAMES.includes(name))
      wrong(name.slice(0, 40), `Diesen Parameter gibt es nicht. Möglich sind: ${NAMES.join(", ")}.`);
    else if (valuesOf(name).some((value) => value.length > LONGEST || /[\p{Cc}\p{Cs}]/u.test(value)))
      wrong(name, `Ein Wert darf höchstens ${LONGEST} Zeichen lang sein und keine Steuerzeichen enthalten.`);
  }
  const one = (name: string): string | undefined => {
    const values = valuesOf(name);
    if (values.length > 1) wrong(name, "Dieser Parameter darf nur einmal vorkommen.");
    return values[0];
  };
  const choice = (name: string, allowed: readonly string[], value = one(name)): string | undefined => {
    if (value === undefined || allowed.includes(value)) return value;
    wrong(name, `„${value.slice(0, 40)}“ gibt es hier nicht. Möglich sind: ${allowed.join(", ")}.`);
    return undefined;
  };
  const number = (name: string): number | undefined => {
    const value = one(name);
    if (value === undefined) return undefined;
    if (/^-?\d{1,12}([.,]\d{1,6})?$/.test(value)) return Number(value.replace(",", "."));
    wrong(name, "Erwartet wird eine Zahl wie 20 oder 12,5.");
    return undefined;
  };
  const chosen = (facet: Facet): unknown => {
    const { name } = facet;
    if (facet.kind === "range") return rangeOf(number(`${name}.min`), number(`${name}.max`));
    if (facet.kind === "year") return year(name);
    const values = facet.single ? [one(name) ?? []].flat() : valuesOf(name);
    if (facet.type !== "String") for (const value of values) choice(name, Object.keys(facet.type), value);
    return facet.single ? values[0] : values.length > 0 ? values : undefined;
  };
  const year = (name: string) => {
    const value = one(name);
    if (value === undefined || /^\d{4}$/.test(value)) return value && Number(value);
    return wrong(name, "Erwartet wird ein Jahr wie 2012.");
  };
  const filter: Filter = {};
  for (const facet of FACETS) {
    const value = chosen(facet);
    if (value !== undefined) filter[facet.name] = value;
  }
  const search: Search = {
    query: one("query") ?? null,
    filter,
    sort: (choice("sort", Object.keys(SORTS)) ?? "RELEVANCE") as Sort,
    literal: choice("literal", ["true", "false"]) === "true",
  };
  if (problems.length > 0) throw new ProblemError(problems.slice(0, 10));
  return search;
}

const rangeOf = (min?: number, max?: number): FloatRange | undefined =>
  min === undefined && max === undefined ? undefined : { min, max };

/** Name, label and value of everything a search asks for. */
function partsOf({ query, filter, sort, literal }: Search): { name: string; label: string; value: string }[] {
  const parts = FACETS.flatMap((facet) => {
    const value = filter?.[facet.name] ?? [];
    const values =
      facet.kind === "range"
        ? ENDS.map((end) => ({ name: `.${end}`, label: ` ${WORDS[end]}`, value: (value as FloatRange)[end] ?? [] }))
        : [{ name: "", label: "", value }];
    return values.flatMap(({ name, label, value: some }) =>
      [some].flat().map((item) => ({ name: facet.name + name, label: facet.label + label, value: String(item) })),
    );
  });
  return [
    ...(query ? [{ name: "query", label: "Suchwörter", value: query }] : []),
    ...parts,
    ...(sort === "RELEVANCE" ? [] : [{ name: "sort", label: "Reihenfolge", value: sort }]),
    ...(literal ? [{ name: "literal", label: "wie geschrieben", value: "true" }] : []),
  ];
}
const WORDS = { min: "ab", max: "bis" } as const;

/** The inverse of `readSearch`, without what is left out anyway: "?query=…&targetGroups=…", or nothing. */
export function searchAddress(search: Search): string {
  const parts = partsOf(search).map(({ name, value }): [string, string] => [name, value]);
  return parts.length > 0 ? `?${new URLSearchParams(parts)}` : "";
}

/** "Praxisbeispiele: Suchwörter „Teilzeit“, Bundesland „BY“". */
export function describeSearch(search: Search): string {
  const parts = partsOf(search).map(({ label, value }) => `${label} „${value}“`);
  return parts.length > 0 ? `Praxisbeispiele: ${parts.join(", ")}` : "Alle Praxisbeispiele";
}
