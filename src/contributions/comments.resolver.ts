// Comments over the API. Every mutation answers with the whole thread as it is then, or with problems.
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from "type-graphql";
import type { Viewer } from "../people/sessions.ts";
import { signedIn, type Visit } from "../people/visit.ts";
import type { Db } from "../platform/db.ts";
import { orProblems } from "../platform/payload.ts";
import type { Commented, Comments } from "./comments.ts";
import {
  CommentPayload,
  ContributionCommentPageType,
  ContributionCommentType,
  GraphQLCommentText,
} from "./comments.type.ts";
import { ContributionType } from "./contributions.type.ts";
import { told } from "./history.ts";
import { pageSize } from "./page-size.ts";
import { threadById, threadsOf, type Thread } from "./threads.ts";

@Resolver(() => ContributionType)
export class CommentsResolver {
  readonly #comments: Comments;
  readonly #db: Db;
  constructor(comments: Comments, db: Db) {
    this.#comments = comments;
    this.#db = db;
  }

  @FieldResolver(() => ContributionCommentPageType, {
    complexity: 50,
    description: "was Redaktion und Organisation einander zu diesem Beitrag schreiben",
  })
  async comments(
    @Root() { id }: ContributionType,
    @Ctx() visit: Visit,
    @Arg("open", () => Boolean, { nullable: true, description: "nur offene, oder nur erledigte; ohne: alle" })
    open: boolean | null = null,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "1 bis 100" }) first: number | null,
    @Arg("after", () => String, { nullable: true }) after: string | null = null,
  ): Promise<ContributionCommentPageType> {
    const slice = { first: pageSize(first), after, open };
    const { comments, endCursor } = await this.#db.read((manager) => threadsOf(manager, id, slice));
    return { comments: comments.map((thread) => shown(thread, signedIn(visit))), endCursor };
  }

  @Mutation(() => CommentPayload, {
    description:
      "Einen Kommentar schreiben, als Redaktion oder als Organisation des Beitrags, solange er nicht abgelegt ist. Der Beitrag und seine version bleiben, wie sie sind; eine Antwort macht einen erledigten Kommentar wieder offen",
  })
  commentContribution(
    @Ctx() visit: Visit,
    @Arg("id", () => ID) id: string,
    @Arg("text", () => GraphQLCommentText) text: string,
    @Arg("path", () => [String], {
      defaultValue: [],
      description: 'führt zu einem Feld des Inhalts, etwa ["budgets", "0", "amount"]; ohne: zum ganzen Beitrag',
    })
    path: string[],
    @Arg("answerTo", () => ID, {
      nullable: true,
      description: "Kennung des Kommentars, auf den das eine Antwort ist; path gilt dann nicht",
    })
    answerTo: string | null = null,
  ): Promise<CommentPayload> {
    const viewer = signedIn(visit);
    return this.#answer(viewer, () => this.#comments.write(viewer, id, { text, path, answerTo }));
  }

  @Mutation(() => CommentPayload, { description: "Einen Kommentar als erledigt kennzeichnen, oder wieder als offen" })
  resolveComment(
    @Ctx() visit: Visit,
    @Arg("id", () => ID) id: string,
    @Arg("resolved", () => Boolean) resolved: boolean,
  ): Promise<CommentPayload> {
    const viewer = signedIn(visit);
    return this.#answer(viewer, async () => ({ thread: await this.#comments.resolve(viewer, id, resolved) }));
  }

  @Mutation(() => CommentPayload, {
    description:
      "Den Text eines eigenen Kommentars löschen, als Verwaltung auch eines fremden; dass dort einer stand, bleibt sichtbar",
  })
  deleteComment(@Ctx() visit: Visit, @Arg("id", () => ID) id: string): Promise<CommentPayload> {
    const viewer = signedIn(visit);
    return this.#answer(viewer, async () => ({ thread: await this.#comments.takeBack(viewer, id) }));
  }

  async #answer(
    viewer: Viewer,
    change: () => Promise<Pick<Commented, "thread"> & Partial<Commented>>,
  ): Promise<CommentPayload> {
    const { thread, warnings = [], problems } = await orProblems(change);
    return {
      ...(thread ? { comment: shown(await this.#db.read((manager) => threadById(manager, thread)), viewer) } : {}),
      warnings: warnings.map(({ path, ...warning }) => ({ ...warning, path: path.map(String) })),
      problems,
    };
  }
}

const shown = (thread: Thread, viewer: Viewer): ContributionCommentType => ({
  ...told(thread, viewer),
  answers: thread.answers.map((answer) => told(answer, viewer)),
});
