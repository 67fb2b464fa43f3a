// Tokens for machines over the API; only somebody who is signed in can make and end them.
import { Arg, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { enumOf } from "../platform/enums.ts";
import { orProblems, ProblemType } from "../platform/payload.ts";
import { GraphQLMoment } from "../platform/scalars.ts";
import type { AccessTokens } from "./access-tokens.ts";
import { TOKEN_SCOPES, type AccessTokenRow, type TokenScope } from "./people.entity.ts";
import { signedIn, type Visit } from "./visit.ts";

const TokenScopeEnum = enumOf("TokenScope", TOKEN_SCOPES, "Was ein Schlüssel erlaubt");

@ObjectType("AccessToken", { description: "Schlüssel für ein Programm; er selbst wird nur einmal gezeigt" })
class AccessTokenType {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: "wofür er ist" })
  label!: string;
  @Field(() => TokenScopeEnum)
  scope!: TokenScope;
  @Field(() => GraphQLMoment)
  createdAt!: string;
  @Field(() => GraphQLMoment)
  expiresAt!: string;
}
const shown = ({ hash: _, account: __, ...row }: AccessTokenRow): AccessTokenType => row;

@ObjectType("AccessTokenPayload")
class AccessTokenPayload {
  @Field(() => AccessTokenType, { nullable: true })
  accessToken?: AccessTokenType;
  @Field(() => String, {
    nullable: true,
    description: "nur dieses eine Mal; als „Authorization: Bearer …“ mitschicken",
  })
  token?: string;
  @Field(() => [ProblemType])
  problems!: ProblemType[];
}

@Resolver()
export class AccessTokensResolver {
  readonly #tokens: AccessTokens;
  constructor(tokens: AccessTokens) {
    this.#tokens = tokens;
  }

  @Query(() => [AccessTokenType], { complexity: 20, description: "Die eigenen Schlüssel, die noch gelten" })
  async accessTokens(@Ctx() visit: Visit): Promise<AccessTokenType[]> {
    return (await this.#tokens.list(signedIn(visit))).map(shown);
  }

  @Mutation(() => AccessTokenPayload, { description: "Einen Schlüssel für ein Programm ausstellen" })
  createAccessToken(
    @Ctx() visit: Visit,
    @Arg("label", () => String) label: string,
    @Arg("scope", () => TokenScopeEnum) scope: TokenScope,
    @Arg("days", () => Int, { defaultValue: 90, description: "1 bis 365" }) days: number,
  ): Promise<AccessTokenPayload> {
    return orProblems(async () => {
      const { row, token } = await this.#tokens.create(signedIn(visit), { label, scope, days });
      return { accessToken: shown(row), token };
    });
  }

  @Mutation(() => AccessTokenPayload, { description: "Einen eigenen Schlüssel beenden" })
  endAccessToken(@Ctx() visit: Visit, @Arg("id", () => ID) id: string): Promise<AccessTokenPayload> {
    return orProblems(async () => {
      await this.#tokens.end(signedIn(visit), id);
      return {};
    });
  }
}
