// Default deny: no field of the schema without a rule, and a rule that is not kept keeps the field's value.
import { buildSchema, execute, parse } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { ACCESS, checkAccess } from "../../src/access.ts";
import { resolversOf, type Services } from "../../src/resolvers.ts";
import { accessGaps, denied, enforceAccess } from "../../src/platform/access.ts";
import { schemaFrom } from "../../src/platform/schema.ts";

describe("the schema", () => {
  let schema: Awaited<ReturnType<typeof schemaFrom>>;
  beforeAll(async () => {
    schema = await schemaFrom(resolversOf({} as Services));
  });

  it("has a rule for every field, and no rule without a field", () => {
    expect(accessGaps(schema, ACCESS)).toEqual({ open: [], dead: [] });
  });

  it("misses every single rule that is taken away", () => {
    for (const name of Object.keys(ACCESS)) {
      const { [name]: _, ...others } = ACCESS;
      expect([name, accessGaps(schema, others).open.length > 0]).toEqual([name, true]);
    }
  });

  it("has a rule of its own for every query and mutation", () => {
    for (const root of ["Query.*", "Mutation.*"]) expect(ACCESS).not.toHaveProperty([root]);
  });

  it("lets readers change nothing but who they are", () => {
    const open = Object.keys(ACCESS).filter((name) => name.startsWith("Mutation.") && ACCESS[name] === "public");
    expect(open).toEqual(["Mutation.signIn", "Mutation.signOut", "Mutation.acceptInvitation"]);
  });
});

describe("a rule", () => {
  const text = "type Query { open: String secret: String thing: Thing } type Thing { name: String key: String }";
  const rules = {
    "Query.open": "public",
    "Query.secret": "closed",
    "Query.thing": "public",
    "Thing.*": "public",
    "Thing.key": "closed",
  } as const;
  const check = () => {
    throw denied("FORBIDDEN", "Nein.");
  };

  it("keeps what it closes from being resolved, for plain properties too", async () => {
    const schema = buildSchema(text);
    enforceAccess(schema, rules, check);
    const asked: string[] = [];
    const rootValue = {
      open: "a",
      secret: () => void asked.push("secret"),
      thing: { name: "b", key: () => void asked.push("key") },
    };
    const result = await execute({ schema, document: parse("{ open secret thing { name key } }"), rootValue });
    expect(result.data).toEqual({ open: "a", secret: null, thing: { name: "b", key: null } });
    expect(result.errors!.map(({ path }) => path)).toEqual([["secret"], ["thing", "key"]]);
    expect(asked).toEqual([]);
  });

  it("that is missing, or belongs to nothing, stops the start", () => {
    const { "Query.open": _, ...missing } = rules;
    expect(() => enforceAccess(buildSchema(text), missing, check)).toThrow("ohne Regel Query.open");
    expect(() => enforceAccess(buildSchema(text), { ...rules, "Query.gone": "public" }, check)).toThrow(
      "ohne Feld Query.gone",
    );
  });

  it("is kept for exactly the roles that it names", () => {
    const visit = (role: "CONTRIBUTOR" | "EDITOR" | "ADMINISTRATOR" | null) => ({
      viewer: role && { account: "a", role, organisation: "o" },
      token: undefined,
      address: "",
      answerToken: () => undefined,
    });
    const allowed = (["signedIn", "editor", "administrator"] as const).map((rule) =>
      ([null, "CONTRIBUTOR", "EDITOR", "ADMINISTRATOR"] as const).map((role) => {
        try {
          checkAccess(rule, visit(role), "Query.viewer");
          return true;
        } catch {
          return false;
        }
      }),
    );
    expect(allowed).toEqual([
      [false, true, true, true],
      [false, false, true, true],
      [false, false, false, true],
    ]);
  });
});
