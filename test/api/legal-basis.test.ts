// What a citation means and which examples it finds: as people write it, on a given day, and never guessed.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";
import { anExample, SOURCES } from "../support/content.ts";

/** Examples beside the seeds', each with its one citation. */
const CITED = {
  alt: "§ 46 SGB III a. F.",
  neu: "§ 45 SGB III",
  entgeltvariante: "§ 16d SGB II",
  arbeitsverhaeltnisse: "§ 16e SGB II",
  vermittlungsbudget: "§ 44 SGB III",
};

describe.each(DATABASES)("legal bases on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp(kind, { now: () => new Date("2026-11-21T12:00:00Z") });
      await app.publish(
        ...Object.entries(CITED).map(([slug, cited]) =>
          anExample({ slug, title: slug, legalBases: [{ cited, sources: SOURCES }] }),
        ),
      );
    });
    afterAll(() => app.close());

    /** How a citation is read: the slugs of the provisions of each section. */
    const read = async (citation: string, on?: string) => {
      const { data } = await app.query(
        "query ($citation: String!, $on: Date) { legalBasis(citation: $citation, on: $on) { canonical recognised message readings { provisions { slug } } } }",
        { citation, on },
      );
      const { readings, ...rest } = data.legalBasis;
      return { ...rest, slugs: readings.map((r: any) => r.provisions.map((p: any) => p.slug)) };
    };

    /** The slugs among ours. */
    const find = async ({ query, legalBases }: { query?: string; legalBases?: string[] }) => {
      const { data } = await app.query(
        "query ($query: String, $filter: PracticeExampleFilter) { searchPracticeExamples(query: $query, filter: $filter, first: 100) { edges { node { slug } } } }",
        { query, filter: { legalBases } },
      );
      return data.searchPracticeExamples.edges
        .map((edge: any) => edge.node.slug)
        .filter((slug: string) => slug in CITED)
        .sort();
    };

    test.each(["§16e", "16e", "§ 16e", "Paragraf 16e", "§\u00a016 e", "16E"])(
      "reads „%s“ as § 16e, whatever the law book",
      async (citation) => {
        const reading = await read(citation);
        expect(reading).toMatchObject({ canonical: "§ 16e", recognised: true });
        expect(reading.slugs).toEqual([["sgb2-16e-2026", "sgb2-16e-2019", "sgb2-16e-2012", "sgb2-16e-2009"]]);
      },
    );

    test.each(["16e SGB II", "§16e SGB 2", "SGB II § 16e", "§ 16e Abs. 1 SGB II"])(
      "reads „%s“ as § 16e SGB II",
      async (citation) => {
        expect((await read(citation, "2013-08-01")).slugs).toEqual([["sgb2-16e-2012"]]);
      },
    );

    it("says that a citation without a day is ambiguous, and names what it may mean", async () => {
      const { message } = await read("§ 46 SGB III");
      expect(message).toContain("mehrdeutig");
      expect(message).toContain(
        "„Maßnahmen zur Aktivierung und beruflichen Eingliederung“ (01.01.2009 bis 31.03.2012)",
      );
      expect(message).toContain("oder");
    });

    test.each([
      ["2012-03-31", "sgb3-46-2009"],
      ["2012-04-01", "sgb3-46-2012"],
      ["2021-12-31", "sgb3-46-2012"],
      ["2022-01-01", "sgb3-46-2022"],
    ])("reads § 46 SGB III on %s as %s and nothing else", async (on, slug) => {
      const reading = await read("§ 46 SGB III", on);
      expect(reading.slugs).toEqual([[slug]]);
      expect(reading.message).not.toContain("mehrdeutig");
    });

    it("reads „a. F.“ as the version before the day's, and without a day as all that are over", async () => {
      expect((await read("§ 46 SGB III a. F.", "2013-08-01")).slugs).toEqual([["sgb3-46-2009"]]);
      expect((await read("§ 46 SGB III a. F.", "2012-03-31")).slugs).toEqual([[]]);
      expect((await read("§ 46 SGB III a. F.")).slugs).toEqual([["sgb3-46-2012", "sgb3-46-2009"]]);
    });

    it("reads each section of a longer citation by itself", async () => {
      const { recognised, slugs } = await read("§ 16 SGB II i. V. m. §§ 45, 999 SGB III", "2013-08-01");
      expect(slugs).toEqual([[expect.stringMatching(/^sgb2-16-/)], ["sgb3-45-2012"], []]);
      expect(recognised).toBe(false);
    });

    test.each([
      ["§ 999 SGB II", "§ 999 SGB II", [[]]],
      ["§ 16e SGB III", "§ 16e SGB III", [[]]],
      ["foo", null, []],
      ["", null, []],
      ["16", null, []],
      ["§", null, []],
      ["SGB II", "SGB II", []],
      ["§ 45 SGB III und mehr", null, []],
    ])("does not recognise „%s“", async (citation, canonical, slugs) => {
      const reading = await read(citation);
      expect(reading).toMatchObject({ canonical, recognised: false, slugs });
      expect(reading.message).toMatch(/nicht erkannt/i);
    });

    it("does not recognise a section before it existed", async () => {
      expect(await read("§ 16i SGB II", "2018-12-31")).toMatchObject({ recognised: false, slugs: [[]] });
      expect(await read("§ 16i SGB II", "2019-01-01")).toMatchObject({ recognised: true });
    });

    test.each(["§ 46 SGB III a. F.", "§ 45 SGB III", "45 SGB III", "§45 Abs. 1 Satz 1 Nr. 5 SGB III"])(
      "finds old and new alike with the filter „%s“",
      async (citation) => {
        expect(await find({ legalBases: [citation] })).toEqual(["alt", "neu"]);
        expect(await find({ query: citation })).toEqual(["alt", "neu"]);
      },
    );

    test.each(["§16e", "16e", "16e SGB II", "§ 16e SGB II"])("never finds § 16d with „%s“", async (citation) => {
      expect(await find({ legalBases: [citation] })).toEqual(["arbeitsverhaeltnisse"]);
      expect(await find({ query: citation })).toEqual(["arbeitsverhaeltnisse"]);
    });

    it("never finds § 16e with § 16d", async () => {
      expect(await find({ legalBases: ["§ 16d SGB II"] })).toEqual(["entgeltvariante"]);
    });

    describe("found by a citation alone", () => {
      /** Our own among the hits, in their order, with why each is one. */
      const reasons = async (variables: { query?: string; filter?: object; sort?: string }) => {
        const { data, errors } = await app.query(
          `query ($query: String, $filter: PracticeExampleFilter, $sort: PracticeExampleSort) {
            searchPracticeExamples(query: $query, filter: $filter, sort: $sort, first: 100) {
              edges { node { slug } citationMatches { cited direct text } }
            }
          }`,
          variables,
        );
        expect(errors).toBeUndefined();
        return data.searchPracticeExamples.edges.map((edge: any) => [edge.node.slug, edge.citationMatches]);
      };
      const among = async (slugs: string[], variables: Parameters<typeof reasons>[0]) =>
        (await reasons(variables)).filter(([slug]: [string]) => slugs.includes(slug));

      it("finds for a new instrument what rests on the one before it, and says so", async () => {
        const found = await reasons({ query: "§ 16i" });
        expect(found.map(([slug]: [string]) => slug)).toContain("passiv-aktiv-transfer-baden-wuerttemberg");
        for (const [, [match]] of found)
          expect(match).toMatchObject({ direct: false, text: "gefunden über § 16e SGB II a. F. → § 16i SGB II" });
      });

      it("comes first what cites it, then what cites its law by another number, and each hit says why it is one", async () => {
        const old = {
          cited: "§ 46 SGB III a. F.",
          direct: false,
          text: "gefunden über § 46 SGB III a. F. → § 45 SGB III",
        };
        const today = { cited: "§ 45 SGB III", direct: true, text: "nennt § 45 SGB III" };
        const inOrder = [
          ["neu", [today]],
          ["alt", [old]],
        ];
        expect(await among(["alt", "neu"], { query: "§ 45 SGB III" })).toEqual(inOrder);
        expect(await among(["alt", "neu"], { filter: { legalBases: ["§ 45 SGB III"] } })).toEqual(inOrder);
        expect((await among(["alt", "neu"], { query: "§ 45 SGB III", sort: "TITLE" }))[0][0]).toBe("alt");
        expect(await among(["alt", "neu"], { query: "§ 46 SGB III a. F." })).toEqual([
          ["alt", [{ ...old, direct: true, text: "nennt § 46 SGB III a. F." }]],
          ["neu", [{ ...today, direct: false, text: old.text }]],
        ]);
      });

      it("has direct citations before all others in the whole answer, with a reason for each hit", async () => {
        for (const query of ["§ 16e SGB II", "§ 45 SGB III", "§ 46 SGB III a. F.", "16d", "§ 16 SGB II"]) {
          const found = await reasons({ query });
          const direct = found.map(([, [match]]: [string, any]) => match.direct);
          expect(direct, query).toEqual(direct.toSorted((a: boolean, b: boolean) => Number(b) - Number(a)));
        }
      });

      it("has a reason for each citation that was asked for", async () => {
        await app.publish(
          anExample({
            slug: "beides",
            title: "beides",
            legalBases: ["§ 46 SGB III a. F.", "§ 16e SGB II"].map((cited) => ({ cited, sources: SOURCES })),
          }),
        );
        const [[, matches]] = await among(["beides"], { query: "§ 16e SGB II und § 45 SGB III" });
        expect(matches.map((match: any) => match.direct)).toEqual([true, false]);
        expect((await among(["beides"], { query: "beides" }))[0][1]).toEqual([]);
        await app.withdraw("beides");
        await app.settled();
      });
    });

    it("finds what has any of the chosen citations", async () => {
      expect(await find({ legalBases: ["16e", "§ 44 SGB III"] })).toEqual([
        "arbeitsverhaeltnisse",
        "vermittlungsbudget",
      ]);
    });

    it("finds nothing for a section that no example and no law has", async () => {
      expect(await find({ legalBases: ["§ 999 SGB II"] })).toEqual([]);
    });

    /** What was meant then, and what became of it. */
    const thenAndNow = async (citation: string, on?: string) => {
      const { data } = await app.query(
        `query ($citation: String!, $on: Date) { legalBasis(citation: $citation, on: $on) { message readings {
          provisions { slug title } today { continuity text provisions { slug citation } changes { since citation text } }
        } } }`,
        { citation, on },
      );
      return data.legalBasis;
    };

    test.each([
      ["§ 46 SGB III", "2010-01-01", "sgb3-46-2009", "RENUMBERED", ["§ 45 SGB III"]],
      ["§ 45 SGB III", "2010-01-01", "sgb3-45-2009", "RENUMBERED", ["§ 44 SGB III"]],
      ["§ 45 SGB III", "2013-01-01", "sgb3-45-2012", "NEW_VERSION", ["§ 45 SGB III"]],
      ["§ 16e SGB II", "2010-01-01", "sgb2-16e-2009", "REPLACED", ["§ 16e SGB II", "§ 16i SGB II"]],
      ["§ 16e SGB II", "2020-01-01", "sgb2-16e-2019", "NEW_VERSION", ["§ 16e SGB II"]],
      [
        "§ 421f SGB III",
        "2010-01-01",
        "sgb3-421f-2007",
        "INSTRUMENT_REMAINS",
        ["§ 88 SGB III", "§ 89 SGB III", "§ 90 SGB III", "§ 91 SGB III", "§ 92 SGB III"],
      ],
      ["§ 16j SGB II", "2024-01-01", "sgb2-16j-2023", "ENDED", []],
      ["§ 16k SGB II", "2024-01-01", "sgb2-16k-2023", "UNCHANGED", ["§ 16k SGB II"]],
    ])("says of %s on %s what it was and what it is today", async (citation, on, then, continuity, now) => {
      const { message, readings } = await thenAndNow(citation, on);
      expect(readings).toHaveLength(1);
      const [{ provisions, today }] = readings;
      expect(provisions.map((p: any) => p.slug)).toEqual([then]);
      expect(today.continuity).toBe(continuity);
      expect(today.provisions.map((p: any) => p.citation)).toEqual(now);
      expect(message).toContain(`„${provisions[0].title}“`);
      expect(message.endsWith(today.text)).toBe(true);
    });

    it("tells in sentences what changed: number, heading, day and content", async () => {
      const [renumbered] = (await thenAndNow("§ 46 SGB III", "2010-01-01")).readings;
      expect(renumbered.today.text).toBe(
        "Galt bis 31.03.2012. Dasselbe Förderinstrument steht heute in § 45 SGB III unter derselben Überschrift (seit 01.04.2012).",
      );
      expect(renumbered.today.changes.map(({ since, citation }: any) => [since, citation])).toEqual([
        ["2012-04-01", "§ 45 SGB III"],
        ["2021-01-01", "§ 45 SGB III"],
        ["2022-01-01", "§ 45 SGB III"],
      ]);
      expect(renumbered.today.changes.every(({ text }: any) => text.length > 20)).toBe(true);
      const [replaced] = (await thenAndNow("§ 16e SGB II", "2010-01-01")).readings;
      expect(replaced.today.text).toBe(
        "Galt bis 31.03.2012. An seiner Stelle stehen heute § 16e SGB II „Eingliederung von Langzeitleistungsbeziehenden“ und § 16i SGB II „Teilhabe am Arbeitsmarkt“, andere Förderinstrumente.",
      );
      const [gone] = (await thenAndNow("§ 421f SGB III", "2010-01-01")).readings;
      expect(gone.today.text).toBe(
        "Galt bis 31.03.2012 (Tag nicht an einem Gesetzestext geprüft). Danach: § 131 SGB III „Eingliederungszuschuss für ältere Arbeitnehmerinnen und Arbeitnehmer“ bis 31.12.2018 (Tag nicht an einem Gesetzestext geprüft). Was heute an seiner Stelle stünde, ist nicht verzeichnet. Dasselbe Förderinstrument (Eingliederungszuschuss) regelt heute §§ 88, 89, 90, 91 und 92 SGB III.",
      );
      const [heading] = (await thenAndNow("§ 15 SGB II", "2010-01-01")).readings;
      expect(heading.today.text).toBe(
        "Gilt heute in neuerer Fassung (seit 01.07.2026), überschrieben „Potenzialanalyse und Kooperationsplan“. Daraus hervorgegangen ist außerdem: § 15a SGB II.",
      );
    });

    it("tells of each section of a longer citation what became of it", async () => {
      const { readings } = await thenAndNow("§ 16 Abs. 1 SGB II i. V. m. § 46 SGB III", "2011-06-30");
      expect(readings.map((r: any) => r.today.provisions.map((p: any) => p.citation))).toEqual([
        ["§ 16 SGB II"],
        ["§ 45 SGB III"],
      ]);
    });

    test.each([
      ["§ 16i SGB II", "2018-12-31", "Für diesen Tag steht das noch nicht im Verzeichnis der Vorschriften"],
      ["§ 16e SGB II", "1990-01-01", "Für diesen Tag steht das noch nicht im Verzeichnis der Vorschriften"],
      ["§ 421f SGB III", "2013-01-01", "Für diesen Tag steht das nicht mehr im Verzeichnis der Vorschriften"],
      ["§ 15a SGB II", "2018-01-01", "Für diesen Tag steht das nicht im Verzeichnis der Vorschriften"],
      ["§ 46 SGB III a. F.", "2012-03-31", "Eine Fassung vor der dieses Tages ist nicht verzeichnet."],
      ["§ 999 SGB III", "2012-03-31", "im Verzeichnis der Vorschriften steht dazu nichts"],
    ])("says plainly that %s is not known for %s, and never takes another day's law", async (citation, on, part) => {
      const { message, readings } = await thenAndNow(citation, on);
      expect(readings).toEqual([{ provisions: [], today: null }]);
      expect(message).toMatch(/nicht erkannt/);
      expect(message).toContain(part);
      expect(message).toMatch(/\.$/);
    });

    it("says nothing of today where the citation is ambiguous, and that tomorrow's law is today's knowledge", async () => {
      expect((await thenAndNow("§ 46 SGB III")).readings[0].today).toBeNull();
      expect((await thenAndNow("§ 45 SGB III", "2099-01-01")).message).toContain("Der Tag liegt in der Zukunft");
    });

    it("reads what is in force today by the application's clock", async () => {
      const earlier = await anApp(kind, { now: () => new Date("2013-08-01T12:00:00Z") });
      try {
        const { data } = await earlier.query(
          '{ legalBasis(citation: "§ 16e SGB II", on: "2010-01-01") { readings { today { provisions { slug } } } } practiceExample(slug: "passiv-aktiv-transfer-baden-wuerttemberg") { stillFundable } }',
        );
        expect(data.legalBasis.readings[0].today.provisions).toEqual([{ slug: "sgb2-16e-2012" }]);
        expect(data.practiceExample.stillFundable).toBe("YES");
      } finally {
        await earlier.close();
      }
    });

    /** Of the real catalogue and ours: whether they could still be funded, and how many the search finds for each answer. */
    it("filters and counts by what could still be funded, and says why", async () => {
      const { data } = await app.query(
        `{ searchPracticeExamples(first: 1) { totalCount facets { name label values { value label count } } }
           gone: searchPracticeExamples(filter: { stillFundable: [NO] }, first: 100) { totalCount edges { node { slug stillFundable stillFundableReason } } }
           some: searchPracticeExamples(filter: { stillFundable: [YES, PARTLY] }, first: 1) { totalCount } }`,
      );
      const { totalCount, facets } = data.searchPracticeExamples;
      const { label, values } = facets.find((facet: any) => facet.name === "stillFundable");
      expect(label).toBe("Heute noch so förderbar");
      const count = Object.fromEntries(values.map((v: any) => [v.label, v.count]));
      expect(Object.keys(count).toSorted()).toEqual(["ja", "nein", "teilweise", "unklar"]);
      expect(count.ja + count.nein + count.teilweise + count.unklar).toBe(totalCount);
      expect(data.some.totalCount).toBe(count.ja + count.teilweise);
      expect(data.gone.totalCount).toBe(count.nein);
      const nodes = data.gone.edges.map((edge: any) => edge.node);
      expect(nodes.map((node: any) => node.slug).toSorted()).toEqual([
        "arbeitsverhaeltnisse",
        "passiv-aktiv-transfer-baden-wuerttemberg",
      ]);
      expect(nodes[0]).toMatchObject({
        stillFundable: "NO",
        stillFundableReason: "Das gibt es so nicht mehr: § 16e SGB II.",
      });
    });

    it("leads an example on repealed law to the nearest provision in force, and an example without certain law nowhere", async () => {
      const today = async (slug: string) =>
        (
          await app.query(
            "query ($slug: String) { practiceExample(slug: $slug) { stillFundable legalBases { today { continuity text provisions { citation } } } } }",
            { slug },
          )
        ).data.practiceExample;
      expect(await today("alt")).toEqual({
        stillFundable: "YES",
        legalBases: [
          {
            today: {
              continuity: "RENUMBERED",
              text: expect.stringContaining("§ 45 SGB III"),
              provisions: [{ citation: "§ 45 SGB III" }],
            },
          },
        ],
      });
      expect(await today("geringer-leistungsanspruch-ingolstadt")).toEqual({
        stillFundable: "UNCLEAR",
        legalBases: [{ today: null }],
      });
    });

    it("finds the examples of the real catalogue under their old and their new paragraph alike", async () => {
      const of = async (legalBases: string[]) => {
        const { data } = await app.query(
          "query ($filter: PracticeExampleFilter) { searchPracticeExamples(filter: $filter, first: 100) { edges { node { slug legalBases { provision { slug } } } } } }",
          { filter: { legalBases } },
        );
        return data.searchPracticeExamples.edges.map((edge: any) => edge.node);
      };
      const [old, current] = [await of(["§ 46 SGB III a. F."]), await of(["§ 45 SGB III"])];
      const slugs = (nodes: any[]) => nodes.map((node) => node.slug).toSorted();
      expect(slugs(old)).toEqual(slugs(current));
      const cites = (slug: string) =>
        old.filter((node: any) => node.legalBases.some((basis: any) => basis.provision?.slug === slug)).length;
      expect(cites("sgb3-46-2009")).toBeGreaterThan(1);
      expect(cites("sgb3-45-2012")).toBeGreaterThan(5);
    });

    it("shows of each basis how it is written, what it means and whether it still holds", async () => {
      const { data } = await app.query(
        '{ practiceExample(slug: "alt") { legalBases { cited provision { slug successors { slug } } instrument { slug } stillInForce } } }',
      );
      expect(data.practiceExample.legalBases).toEqual([
        {
          cited: "§ 46 SGB III a. F.",
          provision: { slug: "sgb3-46-2009", successors: [{ slug: "sgb3-45-2012" }] },
          instrument: { slug: "aktivierung-und-berufliche-eingliederung" },
          stillInForce: false,
        },
      ]);
    });

    it("lists the instruments of a law book", async () => {
      const slugs = async (lawBook: string | null) =>
        (
          await app.query("query ($lawBook: LawBook) { instruments(lawBook: $lawBook) { slug } }", { lawBook })
        ).data.instruments.map((i: any) => i.slug);
      expect(await slugs("SGB_II")).toContain("arbeitsgelegenheiten");
      expect(await slugs("SGB_III")).not.toContain("arbeitsgelegenheiten");
      expect(await slugs(null)).toEqual(
        expect.arrayContaining([...(await slugs("SGB_II")), ...(await slugs("SGB_III"))]),
      );
    });
  });
});
