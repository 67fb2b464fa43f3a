// One's own data over the API: everything that is stored about the account that asks.
import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver } from "type-graphql";
import { pageSize } from "../contributions/page-size.ts";
import { signedIn, type Visit } from "../people/people.resolver.ts";
import type { Db } from "../platform/db.ts";
import { GraphQLJson } from "../platform/json.ts";
import { aboutAccount, eventsBy, versionsBy } from "./own-data.ts";

@ObjectType("MyDataPage", { description: "Ein Stück einer Liste, älteste Einträge zuerst" })
class MyDataPageType {
  @Field(() => [GraphQLJson])
  entries!: object[];
  @Field(() => String, { nullable: true, description: "für das nächste Stück; leer auf dem letzten" })
  endCursor!: string | null;
}

@ObjectType("MyData", { description: "Was über das eigene Konto gespeichert ist (Art. 15 und 20 DSGVO)" })
class MyDataType {
  @Field(() => GraphQLJson, {
    description: "Konto, Sitzungen, Schlüssel und Einladungen; ohne Passwort und ohne Geheimnisse",
  })
  about!: object;
  // versions, events: below
}

@Resolver(() => MyDataType)
export class OwnDataResolver {
  readonly #db: Db;
  constructor(db: Db) {
    this.#db = db;
  }

  @Query(() => MyDataType, { description: "Die eigenen Daten zum Mitnehmen" })
  async myData(@Ctx() visit: Visit): Promise<MyDataType> {
    return { about: await this.#db.read((manager) => aboutAccount(manager, signedIn(visit).account)) };
  }

  @FieldResolver(() => MyDataPageType, { description: "selbst gespeicherte Fassungen von Beiträgen" })
  versions(
    @Ctx() visit: Visit,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "1 bis 100" }) first: number | null,
    @Arg("after", () => String, { nullable: true }) after: string | null = null,
  ): Promise<MyDataPageType> {
    const slice = { first: pageSize(first), after };
    return this.#db.read((manager) => versionsBy(manager, signedIn(visit).account, slice));
  }

  @FieldResolver(() => MyDataPageType, {
    description: "was mit dem Konto getan wurde und was mit ihm geschah",
  })
  events(
    @Ctx() visit: Visit,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "1 bis 100" }) first: number | null,
    @Arg("after", () => String, { nullable: true }) after: string | null = null,
  ): Promise<MyDataPageType> {
    const slice = { first: pageSize(first), after };
    return this.#db.read((manager) => eventsBy(manager, signedIn(visit).account, slice));
  }
}
