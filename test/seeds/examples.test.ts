// What every real example must keep: sources in range, figures with a place, plain length, nobody's name or number.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, test } from "vitest";
import { findCitations } from "../../src/domain/citation.ts";
import { sourcesOf, type ExampleContent } from "../../src/domain/content.ts";
import { formatDate } from "../../src/domain/german.ts";
import { examples, lists, pagesIn, proseOf } from "../support/seeds.ts";

const SEEDS = fileURLToPath(new URL("../../seeds", import.meta.url));
const COLLECTION = "ag-eingliederung-2013";
const bySlug = examples.map((example) => [example.slug, example] as const);

it("the 36 examples of the collection are there", () => {
  expect(examples.filter(({ sources }) => sources.some(({ source }) => source === COLLECTION))).toHaveLength(36);
});

describe.each(bySlug)("%s", (_, example) => {
  it("has a target group and a source with pages", () => {
    expect(example.targetGroups.length).toBeGreaterThan(0);
    expect(example.sources.every(({ source, pages }) => source !== COLLECTION || pages !== undefined)).toBe(true);
  });

  it("takes every fact of the collection from its own pages in part 2", () => {
    const own = new Set(example.sources.filter(({ source }) => source === COLLECTION).flatMap(({ pages }) => pagesIn(pages)));
    for (const { path, sources } of sourcesOf(example))
      for (const { source, pages } of sources.filter((reference) => reference.source === COLLECTION)) {
        const stray = pagesIn(pages).filter((page) => page < 8 || page > 122 || !own.has(page));
        expect(stray, `${path.join(".")}: ${source} S. ${pages}`).toEqual([]);
      }
  });

  it("tells a colleague what is needed: in 200 to 360 words where the source has a whole form for it, in fewer elsewhere", () => {
    const words = proseOf(example).flatMap(({ text }) => text.split(/\s+/)).length;
    const isForm = example.sources.some(({ source }) => source === COLLECTION);
    expect(words).toBeGreaterThanOrEqual(isForm ? 200 : 25);
    expect(words).toBeLessThanOrEqual(360);
  });

  it("names no target group, keyword or partner twice", () => {
    for (const list of [example.targetGroups, example.keywords, example.partners, example.fundingSources, example.implementations])
      expect(list).toEqual([...new Set(list)]);
  });
});

it("no two examples share a page of the collection", () => {
  const pages = examples.flatMap(({ sources }) => sources.flatMap(({ source, pages }) => (source === COLLECTION ? pagesIn(pages) : [])));
  expect(pages.length).toBe(new Set(pages).size);
});

describe("a figure in prose also stands in a fact or note", () => {
  /** Figures that the schema has no field for, each with the words around it. */
  const EXCEPTIONS: [slug: string, words: string, reason: string][] = [
    ["aktivierung-vor-ort-vogelsbergkreis", "von 15 bis 65 Jahren", "age"],
    ["aktivierung-vor-ort-vogelsbergkreis", "20 % für fünf", "part of a premium"],
    ["aktivierung-vor-ort-vogelsbergkreis", "40 % für die Anamnese", "part of a premium"],
    ["aktivierung-vor-ort-vogelsbergkreis", "40 % für das Gespräch", "part of a premium"],
    ["aktivierungshilfen-jugendliche-greiz", "unter 27 Jahren", "age"],
    ["bg-coaching-landkreis-muenchen", "Förderzeitraum 2007 bis 2013", "period of the programme, not of the example"],
    ["bg-coaching-landkreis-muenchen", "25. Februar 2009", "day of a letter"],
    ["business-zentrum-selbststaendige-osnabrueck", "18- bis 24-jährige", "age"],
    ["duale-ausbildung-plus", "Ende März 2013", "day on which there were no results yet"],
    ["duale-ausbildung-plus", "August und September 2013", "expected begin of trainings"],
    ["gruendungsnetzwerk-jena", "unter und über 25 Jahren", "age"],
    ["imbus-bad-kreuznach", "von 25 bis 35 Jahren", "age"],
    ["ina-integration-nachhalten", "18 Jobcentern", "number of organisations"],
    ["ina-integration-nachhalten", "rund 1,2 Millionen", "figure of all Germany in 2010"],
    ["jobschmiede-heidenheim", "von 15 bis 24 Jahren", "age"],
    ["jumita-goettingen", "bis 30 Jahre", "age"],
    ["neustart-kaiserslautern", "seit mindestens 18 Monaten arbeitslos", "condition of access"],
    ["passiv-aktiv-transfer-baden-wuerttemberg", "40 von 44 Kreisen", "number of organisations"],
    ["perspektiven-in-betrieben", "über 35 Jahre", "age"],
    ["primus-ii-saarbruecken", "zwischen 25 und 48 Jahren", "age"],
    ["amiga-flensburg", "AmigA 2014", "year of the talk"],
    ["arbeitgeberservice-u25-duesseldorf", "unter 25-Jährige", "age"],
    ["arbeitsmarktlotsen-duesseldorf", "Garath 2.0", "name"],
    ["avgs-mat-duesseldorf", "2017 entfiel", "year of a measure that ended"],
    ["begleitung-letztes-schuljahr-duesseldorf", "unter 25-Jährige", "age"],
    ["chance-zukunft-duesseldorf", "25- bis 35-Jährige", "age"],
    ["einstiegsgeld-duesseldorf", "Zuwachs von 2016", "year before the plan"],
    ["esf-bundesprogramm-langzeitarbeitslose-hannover", "Rund 67 %", "share of the region, not of the programme"],
    ["esf-bundesprogramm-langzeitarbeitslose-hannover", "Knapp 65 %", "share of the region, not of the programme"],
    ["foerderkette-migration-duesseldorf", "147 Ländern", "number of countries"],
    ["fokusteam-fluechtlinge-duesseldorf", "Team U 25", "name"],
    ["ila-modellprojekte-nrw", "50 % bis 70 %", "share of the wage that was subsidised"],
    ["ines-duesseldorf", "unter 25-Jährige", "age"],
    ["ines-duesseldorf", "Bereich U 25", "name"],
    ["integration-point-duesseldorf", "Ende 2016", "begin of another team"],
    ["jugend-jobcenter-duesseldorf", "Seit 2012", "begin of a part"],
    ["massnahmen-mit-arbeitsmarktbezug-hannover", "34,5 %", "share before the recommendation"],
    ["massnahmen-mit-arbeitsmarktbezug-hannover", "30,6 %", "share before the recommendation"],
    ["massnahmen-mit-arbeitsmarktbezug-hannover", "29,6 %", "share before the recommendation"],
    ["massnahmen-mit-arbeitsmarktbezug-hannover", "21,6 %", "share before the recommendation"],
    ["nachbetreuung-duesseldorf", "nach 12 Monaten", "definition of a lasting job"],
    ["online-angebote-duesseldorf", "Jobcenter 2020", "name"],
    ["pilotprojekte-langzeitbezug-borken", "seit 2005", "begin of the authority, not of the pilots"],
    ["pilotprojekte-langzeitbezug-borken", "17 Städten", "number of organisations"],
    ["spracherwerb-gefluechtete-duesseldorf", "31. Dezember 2017", "end of an earlier programme"],
    ["spracherwerb-gefluechtete-duesseldorf", "300 Unterrichtseinheiten", "length of a module in lessons"],
    ["teamplaene-duesseldorf", "Zielwerte für 2018", "year of the plan"],
    ["zielvereinbarung-langzeitbezug-hannover", "Jahr 2014", "year of the proposal"],
    ["zukunftsstarter-duesseldorf", "2013 bis 2015", "period of an earlier programme"],
  ];

  const FIGURE = /(?<![\p{L}\d])\d[\d.]*(?:,\d+)?(?![\p{L}\d])/gu;
  const GERMAN_DATE = /\d{2}\.\d{2}\.\d{4}/g;
  const numbersIn = (text: string) =>
    [...text.matchAll(FIGURE)].map(([figure]) => ({
      figure: figure.replace(/\.$/, ""),
      value: Number(figure.replaceAll(".", "").replace(",", ".")),
    }));

  /** Every number that stands outside prose: values, and numbers within notes, indicators and other words. */
  function factsOf(example: ExampleContent) {
    const { slug: _, summary, goal, approach, successFactors, lessonsLearned, specialFeatures, ...rest } = example;
    const { keywords, targetGroups, organisation, sources, ...facts } = rest;
    const values = new Set<number>();
    const dates = new Set<string>();
    JSON.stringify(facts, (key, value: unknown) => {
      if (key === "sources" || key === "cited" || key === "provisions") return undefined;
      if (typeof value === "number") values.add(value);
      if (typeof value === "string") {
        if (/^\d{4}(-\d{2}){0,2}$/.test(value)) dates.add(formatDate(value)).add(value.slice(0, 4));
        for (const date of value.match(GERMAN_DATE) ?? []) dates.add(date);
        for (const number of numbersIn(value)) values.add(number.value);
      }
      return value;
    });
    return { values, dates };
  }

  /** `known` words and citations count as no figures. */
  function figuresIn(text: string, known: readonly string[]): { figure: string; value: number; words: string }[] {
    let rest = text;
    for (const words of [...findCitations(text).map((citation) => citation.text), ...known]) rest = rest.replace(words, (m) => " ".repeat(m.length));
    const dates = [...rest.matchAll(GERMAN_DATE)].map(({ 0: figure, index }) => ({ figure, index, value: Number.NaN }));
    rest = rest.replace(GERMAN_DATE, (m) => " ".repeat(m.length));
    const numbers = [...rest.matchAll(FIGURE)]
      .map(({ 0: figure, index }) => ({ figure: figure.replace(/\.$/, ""), index, value: numbersIn(figure)[0]!.value }))
      .filter(({ figure, index }) => figure.length >= 2 || /^ ?(%|€|Prozent|Euro)/.test(rest.slice(index + figure.length)));
    return [...dates, ...numbers].map(({ figure, index, value }) => ({ figure, value, words: text.slice(Math.max(0, index - 30), index + 30) }));
  }

  function missing(example: ExampleContent, exceptions = EXCEPTIONS): string[] {
    const { values, dates } = factsOf(example);
    const known = exceptions.filter(([slug]) => slug === example.slug).map(([, words]) => words);
    return proseOf(example).flatMap(({ field, text }) =>
      figuresIn(text, known)
        .filter(({ figure, value }) => !values.has(value) && !dates.has(figure))
        .map(({ figure, words }) => `${field}: ${figure} in “…${words}…”`),
    );
  }

  test.each(bySlug)("%s", (_, example) => {
    expect(missing(example)).toEqual([]);
  });

  it("and each exception is needed", () => {
    const needless = EXCEPTIONS.filter((exception) => {
      const example = examples.find(({ slug }) => slug === exception[0])!;
      return missing(example, EXCEPTIONS.filter((other) => other !== exception)).length === 0;
    });
    expect(needless).toEqual([]);
  });
});

describe("keywords agree with the index of the collection", () => {
  const indexed = lists.keywords.flatMap(({ slug, index }) =>
    index?.source === COLLECTION ? pagesIn(index.pages).filter((page) => page >= 8).map((page) => ({ slug, page })) : [],
  );
  const onPage = (page: number) => examples.filter(({ sources }) => sources.some(({ pages }) => pagesIn(pages).includes(page)));

  it("an example has the keywords that the index gives to its pages", () => {
    const missing = indexed.filter(({ slug, page }) => !onPage(page).some(({ keywords }) => keywords.includes(slug)));
    expect(indexed.length).toBeGreaterThan(200);
    expect(missing.length / indexed.length, JSON.stringify(missing)).toBeLessThanOrEqual(0.05);
  });

  it("and no others", () => {
    const collected = examples.filter(({ sources }) => sources.some(({ source }) => source === COLLECTION));
    const used = collected.flatMap(({ slug, keywords, sources }) => {
      const own = sources.flatMap(({ pages }) => pagesIn(pages));
      return keywords.map((keyword) => ({ slug, keyword, found: indexed.some((entry) => entry.slug === keyword && own.includes(entry.page)) }));
    });
    const strangers = used.filter(({ found }) => !found);
    expect(strangers.length / used.length, JSON.stringify(strangers)).toBeLessThanOrEqual(0.05);
  });
});

describe("nobody can be recognised or called", () => {
  const files = readdirSync(SEEDS, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml"));
  const TRACES: [what: string, pattern: RegExp][] = [
    ["an e-mail address", /[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+\.[a-z]{2,}/i],
    ["a telephone number", /(?:\+49|(?<![\d.,:-])\(?0)(?:[\s/()–-]{0,3}\d){5,}/],
    ["a word that announces one", /\b(?:Tel|Telefon|Fax|Mobil|Handy|E-?Mail)\s?(?:\.|:|-?Nr)/i],
    ["a person with title and name", /\b(?:Herrn?|Frau|Fr\.|Hr\.|Dr\.|Prof\.)\s+(?:Dr\.\s+|Prof\.\s+)*(?!und\b)\p{Lu}\p{Ll}+/u],
    ["an address in the web", /https?:\/\/|www\./i],
  ];
  /** As one line, because YAML folds lines; without the line by which editors find the schema. */
  const text = (file: string) =>
    readFileSync(join(SEEDS, file), "utf8").replace(/^# yaml-language-server:.*\n/, "").replace(/\s+/g, " ");

  it("in any file of the seeds", () => {
    expect(files.length).toBeGreaterThan(40);
    const found = files.flatMap((file) =>
      TRACES.flatMap(([what, pattern]) => {
        const trace = pattern.exec(text(file));
        return trace ? [`${file}: ${what}: ${trace[0]}`] : [];
      }),
    );
    expect(found).toEqual([]);
  });

  test.each([
    "Auskunft gibt erika.muster@jobcenter-ge.de",
    "Tel. 0361 123456",
    "unter 03 61 / 12 34 56",
    "(0361) 123-45",
    "+49 361 123456",
    "Ansprechpartnerin ist Frau Muster",
    "geleitet von Herrn Dr. Muster",
    "Dr. Erika Muster",
    "siehe www.example.org",
  ])("and “%s” would be noticed", (line) => {
    expect(TRACES.some(([, pattern]) => pattern.test(line))).toBe(true);
  });
  test.each(["200.880 € je Jahr", "1,05 Stellen", "2012-05-01", "Frauen und Herren", "BGBl. I S. 2854", "0,5 bis 0,75", "1:75"])(
    "while “%s” is nobody",
    (line) => {
      expect(TRACES.filter(([, pattern]) => pattern.test(line))).toEqual([]);
    },
  );
});

describe("the closed lists", () => {
  test.each(["targetGroups", "keywords"] as const)("%s: broader terms lead up, not in a circle", (list) => {
    const broader = new Map(lists[list].map((term) => [term.slug, term.broader]));
    for (const { slug } of lists[list]) {
      const seen = new Set<string>();
      for (let at: string | undefined = slug; at; at = broader.get(at)) {
        expect(seen, slug).not.toContain(at);
        seen.add(at);
      }
    }
  });
  it("a keyword that refers to another refers to one with pages, or above others", () => {
    const known = new Map(lists.keywords.map((keyword) => [keyword.slug, keyword]));
    const dead = lists.keywords.filter(({ see, slug }) => see && (see === slug || known.get(see)!.see));
    expect(dead).toEqual([]);
  });
  it("every instrument has a provision", () => {
    const used = new Set(lists.provisions.map(({ instrument }) => instrument));
    expect(lists.instruments.filter(({ slug }) => !used.has(slug)).map(({ slug }) => slug)).toEqual([]);
  });
});
