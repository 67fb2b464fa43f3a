// Where the searched words stand: escaped HTML in which <mark> is the only markup, whatever texts and questions contain.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { anExample } from "../support/content.ts";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";

const EVIL = `<img src=x onerror="alert('Lotse')"> & <mark>Lotsenkurs</mark>`;

describe.each(DATABASES)("highlights on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp(kind);
      await app.publish(
        anExample({ slug: "boese", title: EVIL, partners: [EVIL], goal: `Ziel: ${EVIL}` }),
        anExample({
          slug: "lang",
          title: "Lang",
          approach: `${"Viele Worte zuvor. ".repeat(40)}Hier steht Quastenflosser, und weiter. ${"Viele Worte danach. ".repeat(40)}`,
        }),
        anExample({
          slug: "lueckenlos",
          title: "Lückenlos",
          approach: `Viele Worte ${"-".repeat(100)}Schnabeltier ${"Worte. ".repeat(60)}`,
        }),
        anExample({ slug: "bunt", title: "Bunt", approach: `Quietscheente! ${"😀".repeat(300)}` }),
      );
    });
    afterAll(() => app.close());

    const search = async (query: string) => {
      const { data, errors } = await app.query(
        `query ($query: String) {
          searchPracticeExamples(query: $query, first: 100) { totalCount edges { node { slug } highlights { field html } } reading { words } }
        }`,
        { query },
      );
      expect(errors).toBeUndefined();
      return data.searchPracticeExamples;
    };
    const highlights = async (query: string, slug: string): Promise<{ field: string; html: string }[]> =>
      (await search(query)).edges.find((edge: any) => edge.node.slug === slug).highlights;
    const field = async (query: string, slug: string, name: string) =>
      (await highlights(query, slug)).find((h) => h.field === name)?.html;

    it("escape what is HTML in the text and mark the hits", async () => {
      expect(await field("Lotse", "boese", "title")).toBe(
        "&lt;img src=x onerror=&quot;alert(&#39;<mark>Lotse</mark>&#39;)&quot;&gt; &amp; &lt;mark&gt;<mark>Lotsenkurs</mark>&lt;/mark&gt;",
      );
    });

    test.each(["img", "mark", "onerror", "alert x", "src=x", "<mark>", "</mark><script>", "Lotse amp lt gt quot 39"])(
      "contain no markup but <mark> when „%s“ is searched for",
      async (query) => {
        const found = (await search(query)).edges.flatMap((edge: any) => edge.highlights);
        expect(found.length).toBeGreaterThan(0);
        for (const { html } of found) {
          const rest = html.replace(/<mark>([^<>]+)<\/mark>/g, "$1");
          expect(rest).not.toMatch(/[<>"']/);
          expect(rest.replace(/&(amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
        }
      },
    );

    it("give back the text itself once escapes and marks are taken away", async () => {
      const html = (await field("Lotse", "boese", "title"))!;
      const text = html
        .replace(/<\/?mark>/g, "")
        .replace(/&lt;/g, "<")
        .replace(/&gt;/g, ">")
        .replace(/&quot;/g, '"')
        .replace(/&#39;/g, "'")
        .replace(/&amp;/g, "&");
      expect(text).toBe(EVIL);
    });

    it("show a passage around the first hit of a long text", async () => {
      const html = (await field("Quastenflosser", "lang", "approach"))!;
      expect(html).toMatch(/^… \S.*Hier steht <mark>Quastenflosser<\/mark>, und weiter\. .*\S …$/);
      expect(html.length).toBeLessThan(300);
    });

    it("show the first hit even where no space stands before it", async () => {
      expect(await field("Schnabeltier", "lueckenlos", "approach")).toContain("<mark>Schnabeltier</mark>");
    });

    it("never cut an emoji in two", async () => {
      expect(await field("Quietscheente", "bunt", "approach")).toMatch(/^<mark>Quietscheente<\/mark>! (😀)+ …$/u);
    });

    it("are there for hits in titles, groups, keywords, organisations and prose, and for nothing else", async () => {
      const fields = async (query: string) =>
        (await search(query)).edges.flatMap((edge: any) => edge.highlights.map((h: any) => h.field));
      expect(await fields("Alleinerziehende Teilzeit")).toEqual(
        expect.arrayContaining(["title", "targetGroups", "keywords", "summary"]),
      );
      expect(await fields("Göttingen")).toContain("organisation");
      expect(await fields("")).toEqual([]);
      expect(await fields("§ 45 SGB III")).toEqual([]);
    });

    it("mark inflected forms and other spellings", async () => {
      expect(await field("alleinerziehender", "jumita-goettingen", "targetGroups")).toContain(
        "<mark>Alleinerziehende</mark>",
      );
      expect(await field("MUETTER", "jumita-goettingen", "title")).toBe(
        "JUMITA (Junge <mark>Mütter</mark> in Teilzeit Ausbildung)",
      );
    });
  });
});
