// GraphQL types of contributions. Nothing in them names a person.
import { Field, ID, Int, ObjectType } from "type-graphql";
import { ACTIONS, STATES, type Action, type Role, type State } from "../domain/workflow.ts";
import { RoleEnum } from "../people/people.resolver.ts";
import { enumOf } from "../platform/enums.ts";
import { GraphQLJson } from "../platform/json.ts";
import { ProblemType } from "../platform/payload.ts";
import { GraphQLMoment } from "../platform/scalars.ts";
import { REVIEW_LISTS } from "./lists.ts";

export const StateEnum = enumOf("ContributionState", STATES, "Stand eines Beitrags");
export const ReviewListEnum = enumOf("ReviewList", REVIEW_LISTS, "Was die Redaktion sehen will");
export const ActionEnum = enumOf("ContributionAction", ACTIONS, "Was man mit einem Beitrag tun kann");

@ObjectType("ContributionSummary", { description: "Beitrag in einer Liste" })
export class ContributionSummaryType {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { nullable: true })
  title!: string | null;
  @Field(() => String, { description: "Kurzname" })
  organisation!: string;
  @Field(() => String, { nullable: true, description: "Kurzname des Praxisbeispiels, das daraus geworden ist" })
  example!: string | null;
  @Field(() => StateEnum)
  state!: State;
  @Field(() => Int, { description: "wächst mit jeder Änderung; wer ändert, nennt den Stand, den er kennt" })
  version!: number;
  @Field(() => GraphQLMoment)
  updatedAt!: string;
  @Field(() => GraphQLMoment, {
    nullable: true,
    description: "bis wann die Redaktion antworten will, wenn er eingereicht ist: zwei Wochen danach",
  })
  dueAt!: string | null;
  @Field(() => Int, { nullable: true, description: "volle Tage bis dahin; negativ: die Frist ist vorbei" })
  daysLeft!: number | null;
  @Field(() => GraphQLMoment, { nullable: true, description: "zuletzt eingereicht" })
  submittedAt!: string | null;
  @Field(() => Int, { description: "Kommentare, die nicht erledigt sind" })
  openComments!: number;
  @Field(() => Int, { description: "davon die, in denen zuletzt die andere Seite geschrieben hat" })
  unansweredComments!: number;
  @Field(() => [ActionEnum], {
    description:
      "was man selbst jetzt damit tun kann; APPROVE fehlt, wenn man mitgeschrieben hat. Ein Schlüssel darf vielleicht weniger",
  })
  actions!: Action[];
}

@ObjectType("ContributionPage", { description: "Beiträge; was am längsten unverändert ist, steht oben" })
export class ContributionPageType {
  @Field(() => [ContributionSummaryType])
  contributions!: ContributionSummaryType[];
  @Field(() => String, { nullable: true, description: "für die nächste Seite; leer auf der letzten" })
  endCursor!: string | null;
}

@ObjectType("ReviewCounts", { description: "Wie viel die Redaktion zu tun hat" })
export class ReviewCountsType {
  @Field(() => Int, { description: "eingereicht" })
  waiting!: number;
  @Field(() => Int, { description: "davon: die Frist ist vorbei" })
  overdue!: number;
  @Field(() => Int, { description: "davon: die Frist endet in den nächsten sieben Tagen" })
  dueSoon!: number;
  @Field(() => Int, { description: "Beiträge in jedem Stand, zu denen die Organisation zuletzt geschrieben hat" })
  answered!: number;
}

@ObjectType("ReviewQueue", { description: "Was auf die Redaktion wartet; die früheste Frist steht oben" })
export class ReviewQueueType extends ContributionPageType {
  @Field(() => ReviewCountsType, {
    description: "aller Organisationen oder der gewählten, welche Liste man auch ansieht",
  })
  counts!: ReviewCountsType;
}

@ObjectType("ContributionVersion", { description: "Gespeicherte Fassung; bleibt, wie sie ist" })
export class ContributionVersionType {
  @Field(() => ID)
  id!: string;
  @Field(() => Int, { nullable: true, description: "leer: beiseitegelegt, weil das Speichern nicht möglich war" })
  number!: number | null;
  @Field(() => GraphQLMoment)
  createdAt!: string;
  @Field(() => Boolean, { description: "ob man sie selbst gespeichert hat" })
  mine!: boolean;
  @Field(() => String, { nullable: true, description: "Organisation, aus der sie kommt" })
  byOrganisation!: string | null;
  @Field(() => RoleEnum, { nullable: true })
  byRole!: Role | null;
}

@ObjectType("ContributionEvent", { description: "Schritt im Verlauf eines Beitrags" })
export class ContributionEventType {
  @Field(() => ActionEnum)
  action!: Action;
  @Field(() => Int, { description: "version des Beitrags danach" })
  number!: number;
  @Field(() => GraphQLMoment)
  at!: string;
  @Field(() => [String], { description: "Felder, in denen er sich vom Veröffentlichten unterschied" })
  fields!: string[];
  @Field(() => String, { nullable: true })
  reason!: string | null;
  @Field(() => Boolean, { description: "ob man es selbst war" })
  mine!: boolean;
  @Field(() => String, { nullable: true })
  byOrganisation!: string | null;
  @Field(() => RoleEnum, { nullable: true })
  byRole!: Role | null;
}

@ObjectType("VersionChange", { description: "Unterschied zwischen zwei Fassungen in einem Feld" })
export class VersionChangeType {
  @Field(() => [String])
  path!: string[];
  @Field(() => GraphQLJson, { nullable: true, description: "leer, wenn es das Feld nicht gab" })
  before!: unknown;
  @Field(() => GraphQLJson, { nullable: true, description: "leer, wenn es das Feld nicht mehr gibt" })
  after!: unknown;
}

@ObjectType("Contribution", { description: "Beitrag: ein Beispiel auf dem Weg in den Katalog" })
export class ContributionType extends ContributionSummaryType {
  @Field(() => GraphQLJson, { description: "wie er eingegeben wurde" })
  content!: unknown;
  @Field(() => Boolean, { description: "ob eine Fassung davon veröffentlicht ist" })
  published!: boolean;
  @Field(() => GraphQLMoment)
  createdAt!: string;
  // missing, versions, events, changes: contributions.resolver.ts; what helps while writing: writing.resolver.ts
}

@ObjectType("ContributionPayload")
export class ContributionPayload {
  @Field(() => ContributionType, { nullable: true })
  contribution?: ContributionType;
  @Field(() => [ProblemType])
  problems!: ProblemType[];
}

@ObjectType("SaveDraftPayload")
export class SaveDraftPayload {
  @Field(() => ContributionType, { nullable: true, description: "der Beitrag, wie er jetzt ist" })
  contribution?: ContributionType;
  @Field(() => ContributionVersionType, {
    nullable: true,
    description: "wo der Text liegt, wenn das Speichern nicht möglich war",
  })
  setAside?: ContributionVersionType | null;
  @Field(() => [ProblemType])
  problems!: ProblemType[];
}
