// Writing, reviewing and publishing over the API. Every mutation answers with the contribution as it is then, or with problems.
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { signedIn, type Visit } from "../people/visit.ts";
import type { Viewer } from "../people/sessions.ts";
import type { Db } from "../platform/db.ts";
import { GraphQLJson } from "../platform/json.ts";
import { asData, orProblems, ProblemType } from "../platform/payload.ts";
import type { ContributionRow } from "./contributions.entity.ts";
import { findFor, type Contributions, type Saved } from "./contributions.ts";
import {
  ContributionEventType,
  ContributionPageType,
  ContributionPayload,
  ContributionType,
  ContributionVersionType,
  ReviewListEnum,
  ReviewQueueType,
  VersionChangeType,
  SaveDraftPayload,
} from "./contributions.type.ts";
import { compareVersions, eventsOf, told, versionsOf } from "./history.ts";
import { ownContributions, reviewCounts, reviewList, type ReviewList } from "./lists.ts";
import { pageSize } from "./page-size.ts";
import type { Move } from "./steps.ts";
import { selectSummaries, summaryOf, type SummaryRow } from "./summaries.ts";

/** The row goes along for field resolvers; the schema does not show it. */
type Shown = ContributionType & { row: ContributionRow };

@Resolver(() => ContributionType)
export class ContributionsResolver {
  readonly #contributions: Contributions;
  readonly #db: Db;
  readonly #now: () => Date;
  constructor(contributions: Contributions, db: Db, now: () => Date) {
    this.#contributions = contributions;
    this.#db = db;
    this.#now = now;
  }

  @Query(() => ContributionPageType, { description: "Beiträge der eigenen Organisation" })
  myContributions(
    @Ctx() visit: Visit,
    @Arg("toDo", () => Boolean, {
      defaultValue: false,
      description: "nur was auf einen wartet: zur Überarbeitung, oder mit Kommentaren, die zu beantworten sind",
    })
    toDo: boolean,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "1 bis 100" }) first: number | null,
    @Arg("after", () => String, { nullable: true }) after?: string | null,
  ): Promise<ContributionPageType> {
    const viewer = signedIn(visit);
    const page = pageOf(first, after);
    return this.#db.read((manager) => ownContributions(manager, viewer, toDo, page, this.#now()));
  }

  @Query(() => ReviewQueueType, { description: "Was auf Prüfung oder Antwort wartet (für die Redaktion)" })
  reviewQueue(
    @Ctx() visit: Visit,
    @Arg("list", () => ReviewListEnum, { defaultValue: "WAITING" }) list: ReviewList,
    @Arg("organisation", () => String, { nullable: true, description: "Kurzname; ohne: alle" })
    organisation: string | null = null,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "1 bis 100" }) first: number | null,
    @Arg("after", () => String, { nullable: true }) after?: string | null,
  ): Promise<ReviewQueueType> {
    const viewer = signedIn(visit);
    const page = pageOf(first, after);
    const now = this.#now();
    return this.#db.read(async (manager) => ({
      ...(await reviewList(manager, viewer, { list, organisation }, page, now)),
      counts: await reviewCounts(manager, organisation, now),
    }));
  }

  @Query(() => ContributionType, {
    nullable: true,
    description: "Ein Beitrag; leer, wenn es ihn nicht gibt oder er anderen gehört",
  })
  async contribution(@Ctx() visit: Visit, @Arg("id", () => ID) id: string): Promise<ContributionType | null> {
    const viewer = signedIn(visit);
    const { problems: _, contribution } = await orProblems(async () => ({
      contribution: await this.#show(viewer, await this.#db.read((manager) => findFor(manager, viewer, id))),
    }));
    return contribution ?? null;
  }

  @FieldResolver(() => [ProblemType], { complexity: 20, description: "was dem Einreichen noch im Weg steht" })
  async missing(@Root() contribution: ContributionType): Promise<ProblemType[]> {
    const problems = await this.#contributions.problems((contribution as Shown).row);
    return problems.map(asData);
  }

  @FieldResolver(() => [ContributionVersionType], { complexity: 50, description: "neueste zuerst, höchstens 200" })
  async versions(@Root() contribution: ContributionType, @Ctx() visit: Visit): Promise<ContributionVersionType[]> {
    const rows = await this.#db.read((manager) => versionsOf(manager, (contribution as Shown).row));
    return rows.map((row) => told(row, signedIn(visit)));
  }

  @FieldResolver(() => [ContributionEventType], {
    complexity: 50,
    description: "Verlauf, neuestes zuerst, höchstens 200",
  })
  async events(@Root() contribution: ContributionType, @Ctx() visit: Visit): Promise<ContributionEventType[]> {
    const rows = await this.#db.read((manager) => eventsOf(manager, (contribution as Shown).row));
    return rows.map((row) => told(row, signedIn(visit)) as ContributionEventType);
  }

  @FieldResolver(() => [VersionChangeType], {
    complexity: 50,
    description: "was sich zwischen zwei Fassungen geändert hat",
  })
  async changes(
    @Root() contribution: ContributionType,
    @Arg("from", () => ID) from: string,
    @Arg("to", () => ID) to: string,
  ): Promise<VersionChangeType[]> {
    const { row } = contribution as Shown;
    const changes = await this.#db.read((manager) => compareVersions(manager, row, from, to));
    return changes.map(({ path, before, after }) => ({ path: path.map(String), before, after }));
  }

  @Mutation(() => ContributionPayload, { description: "Einen Entwurf beginnen" })
  createDraft(
    @Ctx() visit: Visit,
    @Arg("content", () => GraphQLJson) content: unknown,
    @Arg("organisation", () => String, { nullable: true, description: "Kurzname; ohne: die eigene" })
    organisation: string | null,
  ): Promise<ContributionPayload> {
    const viewer = signedIn(visit);
    return this.#answer(viewer, () => this.#contributions.create(viewer, content, organisation ?? undefined));
  }

  @Mutation(() => ContributionPayload, {
    description: "Ein veröffentlichtes Beispiel bearbeiten; gelesen wird weiter die bisherige Fassung",
  })
  editPracticeExample(@Ctx() visit: Visit, @Arg("slug", () => String) slug: string): Promise<ContributionPayload> {
    const viewer = signedIn(visit);
    return this.#answer(viewer, () => this.#contributions.edit(viewer, slug));
  }

  @Mutation(() => SaveDraftPayload, {
    description: "Speichern, auch Unfertiges; was nicht gespeichert werden kann, wird beiseitegelegt",
  })
  saveDraft(
    @Ctx() visit: Visit,
    @Arg("id", () => ID) id: string,
    @Arg("version", () => Int, { description: "der Stand, den man kennt" }) version: number,
    @Arg("content", () => GraphQLJson) content: unknown,
    @Arg("autosave", () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: "beim Tippen von selbst gespeichert: von solchen Fassungen bleibt je zehn Minuten die letzte",
    })
    autosave: boolean | null,
  ): Promise<SaveDraftPayload> {
    const viewer = signedIn(visit);
    const autosaved = autosave === true;
    return this.#answerSaved(viewer, () => this.#contributions.save(viewer, { id, version }, content, autosaved));
  }

  @Mutation(() => SaveDraftPayload, {
    description: "Eine frühere oder beiseitegelegte Fassung wieder zur jetzigen machen",
  })
  restoreVersion(
    @Ctx() visit: Visit,
    @Arg("id", () => ID) id: string,
    @Arg("version", () => Int, { description: "der Stand, den man kennt" }) version: number,
    @Arg("restore", () => ID, { description: "Kennung der Fassung" }) restore: string,
  ): Promise<SaveDraftPayload> {
    const viewer = signedIn(visit);
    return this.#answerSaved(viewer, () => this.#contributions.restoreVersion(viewer, { id, version }, restore));
  }

  @Mutation(() => ContributionPayload, { description: "Zur Prüfung einreichen" })
  submitContribution(
    @Ctx() visit: Visit,
    @Arg("id", () => ID) id: string,
    @Arg("version", () => Int) version: number,
  ): Promise<ContributionPayload> {
    return this.#move(visit, id, version, "SUBMIT");
  }

  @Mutation(() => ContributionPayload, { description: "Eingereichtes zurückholen, um weiterzuschreiben" })
  recallContribution(
    @Ctx() visit: Visit,
    @Arg("id", () => ID) id: string,
    @Arg("version", () => Int) version: number,
  ): Promise<ContributionPayload> {
    return this.#move(visit, id, version, "RECALL");
  }

  @Mutation(() => ContributionPayload, { description: "Um Überarbeitung bitten (für die Redaktion)" })
  requestChanges(
    @Ctx() visit: Visit,
    @Arg("id", () => ID) id: string,
    @Arg("version", () => Int) version: number,
    @Arg("reason", () => String) reason: string,
  ): Promise<ContributionPayload> {
    return this.#move(visit, id, version, "REQUEST_CHANGES", reason);
  }

  @Mutation(() => ContributionPayload, {
    description: "Freigeben und veröffentlichen; nicht, was man selbst geschrieben hat (für die Redaktion)",
  })
  approveContribution(
    @Ctx() visit: Visit,
    @Arg("id", () => ID) id: string,
    @Arg("version", () => Int) version: number,
    @Arg("reason", () => String, { nullable: true }) reason: string | null,
  ): Promise<ContributionPayload> {
    return this.#move(visit, id, version, "APPROVE", reason);
  }

  @Mutation(() => ContributionPayload, { description: "Veröffentlichtes aus dem Katalog nehmen" })
  withdrawContribution(
    @Ctx() visit: Visit,
    @Arg("id", () => ID) id: string,
    @Arg("version", () => Int) version: number,
    @Arg("reason", () => String) reason: string,
  ): Promise<ContributionPayload> {
    return this.#move(visit, id, version, "WITHDRAW", reason);
  }

  @Mutation(() => ContributionPayload, { description: "Ablegen, was nicht weiter verfolgt wird" })
  archiveContribution(
    @Ctx() visit: Visit,
    @Arg("id", () => ID) id: string,
    @Arg("version", () => Int) version: number,
  ): Promise<ContributionPayload> {
    return this.#move(visit, id, version, "ARCHIVE");
  }

  @Mutation(() => ContributionPayload, { description: "Zurückgezogenes oder Abgelegtes wieder zum Entwurf machen" })
  restoreContribution(
    @Ctx() visit: Visit,
    @Arg("id", () => ID) id: string,
    @Arg("version", () => Int) version: number,
  ): Promise<ContributionPayload> {
    return this.#move(visit, id, version, "RESTORE");
  }

  #move(visit: Visit, id: string, version: number, action: Move, reason?: string | null): Promise<ContributionPayload> {
    const viewer = signedIn(visit);
    return this.#answer(viewer, () => this.#contributions.move(viewer, { id, version }, action, reason));
  }

  #answer = (viewer: Viewer, change: () => Promise<ContributionRow>): Promise<ContributionPayload> =>
    orProblems(async () => ({ contribution: await this.#show(viewer, await change()) }));

  async #answerSaved(viewer: Viewer, change: () => Promise<Saved>): Promise<SaveDraftPayload> {
    const answer = await orProblems(change);
    const { contribution, setAside, problems } = answer;
    if (!contribution) return { problems };
    return {
      contribution: await this.#show(viewer, contribution),
      setAside: setAside
        ? told(
            { ...setAside, account: viewer.account, byOrganisation: viewer.organisation, byRole: viewer.role },
            viewer,
          )
        : null,
      problems,
    };
  }

  /** As the change has left it, whatever others did to it since. */
  async #show(viewer: Viewer, row: ContributionRow): Promise<Shown> {
    const { id, current } = row;
    const seen = await this.#db.read((manager) =>
      selectSummaries(manager, viewer, ":current")
        .where({ id })
        .setParameter("current", current)
        .getRawOne<SummaryRow>(),
    );
    const { content } = seen!;
    return {
      ...summaryOf({ ...seen!, ...row }, viewer, this.#now()),
      row,
      createdAt: row.createdAt,
      content: JSON.parse(content),
      published: row.publishedVersion !== null,
    };
  }
}

const pageOf = (first: number | null, after: string | null = null) => ({ first: pageSize(first), after });
