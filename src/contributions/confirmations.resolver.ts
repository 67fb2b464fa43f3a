// Asking owners whether their examples still hold, and taking their answer.
import { Arg, Ctx, Field, Int, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { signedIn, type Visit } from "../people/visit.ts";
import type { Db } from "../platform/db.ts";
import { orProblems, ProblemType } from "../platform/payload.ts";
import { GraphQLMoment } from "../platform/scalars.ts";
import { confirm, unconfirmed } from "./confirmations.ts";
import { pageSize } from "./page-size.ts";

@ObjectType("UnconfirmedExample", {
  description: "Veröffentlichtes Beispiel, zu dem seit zwölf Monaten niemand etwas gesagt hat",
})
class UnconfirmedExampleType {
  @Field(() => String)
  slug!: string;
  @Field(() => String)
  title!: string;
  @Field(() => GraphQLMoment, { description: "zuletzt veröffentlicht oder bestätigt" })
  since!: string;
}

@ObjectType("ConfirmationPayload")
class ConfirmationPayload {
  @Field(() => [ProblemType])
  problems!: ProblemType[];
}

@Resolver()
export class ConfirmationsResolver {
  readonly #db: Db;
  readonly #now: () => Date;
  constructor(db: Db, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  @Query(() => [UnconfirmedExampleType], {
    description: "Beispiele der eigenen Organisation, die zu bestätigen oder zu überarbeiten sind, älteste zuerst",
  })
  examplesToConfirm(
    @Ctx() visit: Visit,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "1 bis 100" }) first: number | null,
  ): Promise<UnconfirmedExampleType[]> {
    const { organisation } = signedIn(visit);
    const size = pageSize(first);
    return this.#db.read((manager) => unconfirmed(manager, organisation, this.#now(), size));
  }

  @Mutation(() => ConfirmationPayload, { description: "Bestätigen, dass ein veröffentlichtes Beispiel noch stimmt" })
  confirmPracticeExample(@Ctx() visit: Visit, @Arg("slug", () => String) slug: string): Promise<ConfirmationPayload> {
    return orProblems(async () => {
      await this.#db.write((manager) => confirm(manager, signedIn(visit), slug, this.#now()));
      return {};
    });
  }
}
