// Examples that belong together are told from both sides, as long as both are published.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";
import { anExample } from "../support/content.ts";

const names = (...related: [example: string, note: string][]) => ({
  related: related.map(([example, note]) => ({ example, note })),
});

describe.each(DATABASES)("related examples on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp(kind);
      await app.publish(
        anExample({
          slug: "aa-erster",
          ...names(["cc-dritter", "Gleiches Konzept."], ["bb-zweiter", "Gleicher Träger."]),
        }),
        anExample({ slug: "bb-zweiter", ...names(["aa-erster", "Aus Sicht des zweiten."]) }),
        anExample({ slug: "cc-dritter" }),
        anExample({ slug: "dd-vierter", ...names(["cc-dritter", "Nachfolger."], ["ee-fehlt", "Noch nicht da."]) }),
      );
    });
    afterAll(() => app.close());

    const related = async (slug: string) => {
      const { data, errors } = await app.query(
        "query ($slug: String) { practiceExample(slug: $slug) { related { note example { slug } } } }",
        { slug },
      );
      expect(errors).toBeUndefined();
      return data.practiceExample.related.map(({ note, example }: any) => [example.slug, note]);
    };

    it("come in the order in which the example names them", async () => {
      expect(await related("aa-erster")).toEqual([
        ["cc-dritter", "Gleiches Konzept."],
        ["bb-zweiter", "Gleicher Träger."],
      ]);
    });

    it("are told by the other one too, with the same note, unless it has a note of its own", async () => {
      expect(await related("cc-dritter")).toEqual([
        ["aa-erster", "Gleiches Konzept."],
        ["dd-vierter", "Nachfolger."],
      ]);
      expect(await related("bb-zweiter")).toEqual([["aa-erster", "Aus Sicht des zweiten."]]);
    });

    it("leave out what is not published, and show it once it is", async () => {
      expect(await related("dd-vierter")).toEqual([["cc-dritter", "Nachfolger."]]);
      await app.publish(anExample({ slug: "ee-fehlt" }));
      expect(await related("dd-vierter")).toEqual([
        ["cc-dritter", "Nachfolger."],
        ["ee-fehlt", "Noch nicht da."],
      ]);
      await app.withdraw("ee-fehlt", "aa-erster");
      expect(await related("dd-vierter")).toEqual([["cc-dritter", "Nachfolger."]]);
      expect(await related("cc-dritter")).toEqual([["dd-vierter", "Nachfolger."]]);
      expect(await related("bb-zweiter")).toEqual([]);
    });

    it("lead on from one to the next", async () => {
      const { data } = await app.query(
        '{ practiceExample(slug: "dd-vierter") { related { example { slug related { example { slug } } } } } }',
      );
      expect(data.practiceExample.related[0].example).toEqual({
        slug: "cc-dritter",
        related: [{ example: { slug: "dd-vierter" } }],
      });
    });
  });
});
