// GraphQL types of comments on contributions. Nothing in them names a person.
import { GraphQLScalarType } from "graphql";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { problem } from "../domain/problem.ts";
import { PARTIES, type Party, type Role } from "../domain/workflow.ts";
import { RoleEnum } from "../people/people.resolver.ts";
import { enumOf } from "../platform/enums.ts";
import { LIMITS, type Bounds } from "../platform/graphql-limits.ts";
import { ProblemType } from "../platform/payload.ts";
import { GraphQLMoment } from "../platform/scalars.ts";
import { DraftWarningType } from "./writing.type.ts";

const bounds: Bounds = { ...LIMITS, string: 2_000 };

export const GraphQLCommentText = new GraphQLScalarType<string, string>({
  name: "CommentText",
  description: `Text eines Kommentars, auch mit Zeilenumbrüchen, höchstens ${bounds.string} Zeichen`,
  extensions: { bounds },
  parseValue(value) {
    if (typeof value === "string") return value;
    throw problem("INVALID_VALUE", [], "Erwartet wird ein Text.");
  },
});

export const PartyEnum = enumOf(
  "ContributionParty",
  { ...PARTIES, MEMBER: "Organisation, der der Beitrag gehört" },
  "Wie jemand zu einem Beitrag steht",
);

@ObjectType("CommentAnswer", { description: "Antwort auf einen Kommentar" })
export class CommentAnswerType {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { nullable: true, description: "leer: zurückgenommen" })
  text!: string | null;
  @Field(() => Int, { description: "version des Beitrags, als der Kommentar geschrieben wurde" })
  version!: number;
  @Field(() => GraphQLMoment)
  createdAt!: string;
  @Field(() => Boolean, { description: "ob man ihn selbst geschrieben hat" })
  mine!: boolean;
  @Field(() => PartyEnum, { description: "ob ihn die Redaktion oder die Organisation des Beitrags geschrieben hat" })
  by!: Party;
  @Field(() => String, {
    nullable: true,
    description: "Organisation, aus der er kommt; leer, wenn es das Konto nicht mehr gibt",
  })
  byOrganisation!: string | null;
  @Field(() => RoleEnum, { nullable: true })
  byRole!: Role | null;
}

@ObjectType("ContributionComment", {
  description: "Kommentar zu einem Beitrag; lesen können ihn die Redaktion und die Organisation des Beitrags",
})
export class ContributionCommentType extends CommentAnswerType {
  @Field(() => [String], {
    description: "führt zum Feld im Inhalt, auch wenn es das dort nicht mehr gibt; leer: zum ganzen Beitrag",
  })
  path!: string[];
  @Field(() => GraphQLMoment, { nullable: true, description: "seit wann er erledigt ist; leer: offen" })
  resolvedAt!: string | null;
  @Field(() => [CommentAnswerType], { complexity: 50, description: "älteste zuerst, höchstens 50" })
  answers!: CommentAnswerType[];
}

@ObjectType("ContributionCommentPage", { description: "Kommentare, älteste zuerst" })
export class ContributionCommentPageType {
  @Field(() => [ContributionCommentType])
  comments!: ContributionCommentType[];
  @Field(() => String, { nullable: true, description: "für die nächste Seite; leer auf der letzten" })
  endCursor!: string | null;
}

@ObjectType("CommentPayload")
export class CommentPayload {
  @Field(() => ContributionCommentType, {
    nullable: true,
    description: "der Kommentar mit allen Antworten, wie er jetzt ist",
  })
  comment?: ContributionCommentType;
  @Field(() => [DraftWarningType], {
    complexity: 20,
    description: "was in dem Text vermutlich auf Personen hinweist; gesendet ist er trotzdem",
  })
  warnings!: DraftWarningType[];
  @Field(() => [ProblemType])
  problems!: ProblemType[];
}
