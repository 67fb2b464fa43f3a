// One's own data over the API: everything that is stored about the account that asks, and deleting the account.
import { Arg, Ctx, Field, FieldResolver, Int, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { pageSize } from "../contributions/page-size.ts";
import { signedIn, type Visit } from "../people/visit.ts";
import type { Accounts } from "../people/accounts.ts";
import type { Db } from "../platform/db.ts";
import { GraphQLJson } from "../platform/json.ts";
import { orProblems, ProblemType } from "../platform/payload.ts";
import type { Erasure } from "./erasure.ts";
import { aboutAccount, commentsBy, eventsBy, versionsBy } from "./own-data.ts";

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
    description:
      "Konto, Sitzungen, Verbindung mit einem Konto des Hauses, Schlüssel, Einladungen und Kontakte; ohne Passwort und ohne Geheimnisse",
  })
  about!: object;
  // versions, comments, events: below
}

@ObjectType("DeletionPayload")
class DeletionPayload {
  @Field(() => [ProblemType], { description: "leer: das Konto ist gelöscht" })
  problems!: ProblemType[];
}

@Resolver(() => MyDataType)
export class OwnDataResolver {
  readonly #db: Db;
  readonly #accounts: Accounts;
  readonly #erasure: Erasure;
  constructor(db: Db, accounts: Accounts, erasure: Erasure) {
    this.#db = db;
    this.#accounts = accounts;
    this.#erasure = erasure;
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

  @FieldResolver(() => MyDataPageType, { description: "selbst geschriebene Kommentare zu Beiträgen" })
  comments(
    @Ctx() visit: Visit,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "1 bis 100" }) first: number | null,
    @Arg("after", () => String, { nullable: true }) after: string | null = null,
  ): Promise<MyDataPageType> {
    const slice = { first: pageSize(first), after };
    return this.#db.read((manager) => commentsBy(manager, signedIn(visit).account, slice));
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

  @Mutation(() => DeletionPayload, {
    description:
      "Das eigene Konto für immer löschen, überall abmelden und die eigene Adresse aus allen Texten nehmen; Kontakte mit dieser Adresse und Personen, die das Konto als Kontakt eingetragen hat, werden gelöscht; Beiträge bleiben der Organisation ohne Namen",
  })
  deleteMyAccount(
    @Ctx() visit: Visit,
    @Arg("password", () => String, {
      nullable: true,
      description: "leer, wenn das Konto keines hat: dann darf die Anmeldung höchstens fünf Minuten her sein",
    })
    password: string | null = null,
  ): Promise<DeletionPayload> {
    return orProblems(async () => {
      const { account } = signedIn(visit);
      await this.#accounts.confirm(account, { password, token: visit.token }, visit.address);
      await this.#erasure.own(account);
      visit.answerToken(null);
      return {};
    });
  }
}
