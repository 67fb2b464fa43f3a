// The composition root: the only place where services, resolvers and engines are constructed and told of each other.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { GraphQLSchema } from "graphql";
import { ACCESS, checkAccess } from "./access.ts";
import { CATALOGUE_TABLES } from "./catalogue/catalogue.entity.ts";
import { CatalogueResolver, type Loaders } from "./catalogue/catalogue.resolver.ts";
import { Catalogue } from "./catalogue/catalogue.ts";
import { ChangeLog } from "./catalogue/change-log.ts";
import { ChangesResolver, HistoryResolver } from "./catalogue/changes.resolver.ts";
import { ChangeCounterTable, ChangeTable } from "./catalogue/changes.ts";
import { LegalBasisResolver } from "./catalogue/legal-basis.resolver.ts";
import { loadSeeds, type LoadReport } from "./catalogue/load-seeds.ts";
import { Revisions } from "./catalogue/revisions.ts";
import type { Config } from "./config.ts";
import { CostPlanResolver } from "./insights/cost-plan.resolver.ts";
import { CostPlanner } from "./insights/cost-planner.ts";
import { CostGroupResolver, CostStatisticsResolver } from "./insights/cost-statistics.resolver.ts";
import { CostComparison } from "./insights/cost-statistics.ts";
import { EvidenceMapResolver } from "./insights/evidence-map.resolver.ts";
import { EvidenceMaps } from "./insights/evidence-map.ts";
import {
  ComparableReasonsResolver,
  ComparablesResolver,
  type ComparableLoaders,
} from "./insights/comparables.resolver.ts";
import { Comparables } from "./insights/comparables.ts";
import { serveExports, type FileParts } from "./exports/routes.ts";
import { serveUploads } from "./imports/upload-route.ts";
import { READING, Uploads, type Reading } from "./imports/uploads.ts";
import { UploadsResolver } from "./imports/uploads.resolver.ts";
import { ComparisonSheetResolver } from "./insights/comparison-sheet.resolver.ts";
import { ComparisonSheets } from "./insights/comparison-sheet.ts";
import { ConfirmationsResolver } from "./contributions/confirmations.resolver.ts";
import { CONTRIBUTION_TABLES } from "./contributions/contributions.entity.ts";
import { Contributions } from "./contributions/contributions.ts";
import { ContributionsResolver } from "./contributions/contributions.resolver.ts";
import { WritingResolver } from "./contributions/writing.resolver.ts";
import { AccessTokensResolver } from "./people/access-tokens.resolver.ts";
import { AccessTokens } from "./people/access-tokens.ts";
import { Accounts } from "./people/accounts.ts";
import { Attempts } from "./people/attempts.ts";
import { SessionCookie } from "./people/cookie.ts";
import { PEOPLE_TABLES } from "./people/people.entity.ts";
import { PeopleResolver, signedIn, type Visit } from "./people/people.resolver.ts";
import { viewerOf } from "./people/sessions.ts";
import { Erasure } from "./own-data/erasure.ts";
import { OwnDataResolver } from "./own-data/own-data.resolver.ts";
import { enforceAccess } from "./platform/access.ts";
import { AuditTable } from "./platform/audit.ts";
import { openDb, type Db } from "./platform/db.ts";
import { LeaseTable } from "./platform/lease.ts";
import { createLog, type Logger } from "./platform/log.ts";
import { Catalogue1700000000001 } from "./platform/migrations/1700000000001-catalogue.ts";
import { CatalogueChanges1700000000004 } from "./platform/migrations/1700000000004-catalogue-changes.ts";
import { MethodsAndTables1700000000002 } from "./platform/migrations/1700000000002-methods-and-tables.ts";
import { SearchSync1700000000005 } from "./platform/migrations/1700000000005-search-sync.ts";
import { People1700000000010 } from "./platform/migrations/1700000000010-people.ts";
import { Contributions1700000000011 } from "./platform/migrations/1700000000011-contributions.ts";
import { ImportedContributions1700000000012 } from "./platform/migrations/1700000000012-imported-contributions.ts";
import { OwnData1700000000021 } from "./platform/migrations/1700000000021-own-data.ts";
import { OutboxTable } from "./platform/outbox.ts";
import { schemaFrom } from "./platform/schema.ts";
import { createServer } from "./platform/server.ts";
import { SettingTable } from "./platform/setting.ts";
import type { SearchEngine } from "./search/engine.ts";
import { EmbeddedEngine } from "./search/engines/embedded.ts";
import { MeilisearchServer } from "./search/engines/meilisearch-server.ts";
import { MeilisearchEngine } from "./search/engines/meilisearch.ts";
import { FallbackEngine } from "./search/fallback.ts";
import { CatalogueLanguage } from "./search/language.ts";
import { readLexicon } from "./search/lexicon-files.ts";
import { KeptIndexFile } from "./search/kept-index.ts";
import { SearchIndex } from "./search/search-index.ts";
import { SearchEdgeResolver, SearchResolver } from "./search/search.resolver.ts";
import { Searches } from "./search/searches.ts";
import { startSync, type Sync } from "./search/sync.ts";
import { shapeOf } from "./search/sync/current.ts";
import { LiveIndex } from "./search/sync/live.ts";
import { SearchStateTable } from "./search/sync/state.ts";
import { SourceTableResolver } from "./vocabulary/source-table.resolver.ts";
import { serveTables } from "./vocabulary/table-download.ts";
import {
  InstrumentResolver,
  MethodResolver,
  ProvisionResolver,
  SourceResolver,
  TargetGroupResolver,
} from "./vocabulary/vocabulary.resolver.ts";
import { readVocabulary, type Vocabulary } from "./vocabulary/vocabulary.ts";
import { VOCABULARY_TABLES } from "./vocabulary/vocabulary.entity.ts";

export const TABLES = [
  ...VOCABULARY_TABLES,
  ...CATALOGUE_TABLES,
  ChangeTable,
  ChangeCounterTable,
  OutboxTable,
  LeaseTable,
  SearchStateTable,
  SettingTable,
  ...PEOPLE_TABLES,
  AuditTable,
  ...CONTRIBUTION_TABLES,
];
export const MIGRATIONS = [
  Catalogue1700000000001,
  MethodsAndTables1700000000002,
  CatalogueChanges1700000000004,
  SearchSync1700000000005,
  People1700000000010,
  Contributions1700000000011,
  ImportedContributions1700000000012,
  OwnData1700000000021,
];

/** The classes whose queries and fields make up the schema. */
export const RESOLVERS = [
  SearchResolver,
  SearchEdgeResolver,
  CatalogueResolver,
  LegalBasisResolver,
  ChangesResolver,
  HistoryResolver,
  ComparisonSheetResolver,
  TargetGroupResolver,
  MethodResolver,
  InstrumentResolver,
  ProvisionResolver,
  SourceResolver,
  SourceTableResolver,
  CostStatisticsResolver,
  CostGroupResolver,
  CostPlanResolver,
  EvidenceMapResolver,
  ComparablesResolver,
  ComparableReasonsResolver,
  PeopleResolver,
  AccessTokensResolver,
  ContributionsResolver,
  ConfirmationsResolver,
  WritingResolver,
  UploadsResolver,
  OwnDataResolver,
];

/** How long another process's changes may stay unseen. */
const FOLLOW_MS = 1_000;

export type Step = "waiting" | "migrating" | "loading" | "indexing";

export interface AppOptions {
  seeds: string;
  now?: () => Date;
  /** Told at each step of the start, with numbers where there are any. */
  onProgress?: (step: Step, done?: number, total?: number) => void;
  onQuery?: (sql: string) => void;
  /** Where log lines go instead of stderr. */
  log?: Logger;
  /** How uploaded files are read, where it differs from what is usual. */
  reading?: Partial<Reading>;
  onFatal?: (error: unknown) => void;
}

type RequestLoaders = Loaders & ComparableLoaders;

export interface App {
  readonly server: FastifyInstance;
  readonly schema: GraphQLSchema;
  readonly db: Db;
  readonly searches: Searches;
  readonly evidenceMaps: EvidenceMaps;
  readonly comparables: Comparables;
  readonly accounts: Accounts;
  readonly vocabulary: () => Vocabulary;
  /** From what files to take away are made. */
  readonly files: FileParts;
  /** What the start had to load. */
  readonly loaded: LoadReport;
  /** Loaders of one request of a reader. */
  context(): RequestLoaders & Visit;
  /** Resolves when the index has caught up with the catalogue, and the search server, where there is one, as far as it can. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const READER: Visit = { viewer: null, token: undefined, address: "", answerToken: () => undefined };

/** Everything besides the examples on which the index rests: this program, the closed lists and word lists, the law in force. */
function rulesOf(seeds: string, vocabulary: Vocabulary, today: string): string {
  const hash = createHash("sha256");
  for (const folder of [fileURLToPath(new URL(".", import.meta.url)), join(seeds, "vocabulary")])
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort())
      if (/\.(js|ts|yaml)$/.test(name)) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  const begun = vocabulary.provisions.all.filter(({ validFrom }) => validFrom <= today).length;
  const ended = vocabulary.provisions.all.filter(({ validTo }) => validTo !== null && validTo < today).length;
  return hash.update(`${begun} ${ended}`).digest("hex");
}

/** Opens the database, brings schema, catalogue and index up to date, and builds the server; it does not listen yet. */
export async function createApp(config: Config, options: AppOptions): Promise<App> {
  const { now = () => new Date(), onProgress, seeds } = options;
  const { log = createLog(config.logLevel) } = options;
  const db = await openDb(config.database, {
    entities: TABLES,
    migrations: MIGRATIONS,
    onQuery: options.onQuery,
    onFatal: (error) => {
      log.fatal({ err: error }, "Die Datenbankverbindung ist nicht mehr verlässlich.");
      options.onFatal?.(error);
    },
  });
  let sync: Sync | undefined;
  try {
    const loaded = await db.exclusively(
      async () => {
        onProgress?.("migrating");
        await db.migrate();
        return loadSeeds(db, { folder: seeds, now, onProgress: (done, total) => onProgress?.("loading", done, total) });
      },
      () => onProgress?.("waiting"),
    );
    const today = now().toISOString().slice(0, 10);
    const words = await db.read((manager) => readVocabulary(manager, today));
    const vocabulary = () => words;
    const catalogue = new Catalogue(db, vocabulary);
    const revisions = new Revisions(db, vocabulary);
    const changeLog = new ChangeLog(db);
    const sheets = new ComparisonSheets(revisions, now);
    const embedded = new EmbeddedEngine();
    const lexicon = readLexicon(seeds);
    const language = new CatalogueLanguage(lexicon, embedded);
    const file = config.searchIndex ? new KeptIndexFile(config.searchIndex, rulesOf(seeds, words, today)) : undefined;
    const index = new SearchIndex({ db, catalogue, engine: embedded, vocabulary, language, file, log });
    await index.fill((done, total) => onProgress?.("indexing", done, total));
    let engine: SearchEngine = embedded;
    if (config.meilisearch) {
      const connection = config.meilisearch;
      const shape = shapeOf(words, seeds);
      const live = new LiveIndex({ db, shape, now });
      engine = new FallbackEngine({ embedded, serverFor: (uid) => new MeilisearchEngine(connection, uid), live, log });
      const server = new MeilisearchServer(connection);
      sync = startSync({ db, catalogue, vocabulary, lexicon, shape, server, log, now });
    }
    const searches = new Searches(engine, vocabulary, language);
    const evidenceMaps = new EvidenceMaps(embedded, vocabulary);
    const comparables = new Comparables(embedded, vocabulary);
    const accounts = new Accounts({
      db,
      attempts: new Attempts(now),
      isOrganisation: (slug) => vocabulary().organisations.find(slug) !== undefined,
      now,
    });
    const tokens = new AccessTokens(db, now);
    const contributions = new Contributions({ db, vocabulary, now, onPublished: () => index.follow() });
    const uploads = new Uploads({ contributions, vocabulary, reading: { ...READING, ...options.reading } });
    const erasure = new Erasure({ db, vocabulary, now, onErased: () => index.follow().then(() => index.forget()) });
    const schema = await schemaFrom([
      new SearchResolver(searches, index, vocabulary),
      new SearchEdgeResolver(language.lexicon, vocabulary),
      new CatalogueResolver(vocabulary),
      new LegalBasisResolver(vocabulary),
      new ChangesResolver(changeLog),
      new HistoryResolver(revisions),
      new ComparisonSheetResolver(sheets),
      new TargetGroupResolver(vocabulary),
      new MethodResolver(vocabulary),
      new InstrumentResolver(vocabulary),
      new ProvisionResolver(vocabulary),
      new SourceResolver(vocabulary),
      new SourceTableResolver(vocabulary),
      new CostStatisticsResolver(new CostComparison(embedded, vocabulary)),
      new CostGroupResolver(),
      new CostPlanResolver(new CostPlanner(embedded, vocabulary)),
      new EvidenceMapResolver(evidenceMaps),
      new ComparablesResolver(comparables, vocabulary),
      new ComparableReasonsResolver(),
      new PeopleResolver(accounts),
      new AccessTokensResolver(tokens),
      new ContributionsResolver(contributions, db),
      new ConfirmationsResolver(db, now),
      new WritingResolver(vocabulary, lexicon, db),
      new UploadsResolver(uploads),
      new OwnDataResolver(db, accounts, erasure),
    ]);
    enforceAccess(schema, ACCESS, checkAccess);
    const cookie = new SessionCookie(config.plainSessions);
    const context = (visit: Visit = READER): RequestLoaders & Visit => ({
      examples: catalogue.loader(),
      relations: catalogue.relations(),
      comparables: comparables.loader(),
      histories: revisions.histories(),
      ...visit,
    });
    const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<Visit> => {
      // A web server in front may ask for passwords of its own; those are not for us.
      const authorization = request.headers.authorization?.startsWith("Bearer")
        ? request.headers.authorization
        : undefined;
      const token = authorization === undefined ? cookie.read(request.headers.cookie) : undefined;
      return {
        viewer: authorization ? await tokens.viewerOf(authorization) : token ? await viewerOf(db, token, now()) : null,
        token,
        address: request.ip,
        answerToken: (token) => void reply.header("set-cookie", token ? cookie.set(token) : cookie.clear()),
      };
    };
    const server = await createServer({
      schema,
      context: async (request, reply) => context(await visit(request, reply)),
      log,
      graphiql: config.graphiql,
      requestsPerMinute: config.requestsPerMinute,
      trustedProxies: config.trustedProxies,
      ready: () => db.probe(),
    });
    let following: NodeJS.Timeout | undefined;
    server.addHook("onListen", async () => {
      following = setInterval(() => void index.follow().catch(() => undefined), FOLLOW_MS).unref();
    });
    serveTables(server, vocabulary);
    const files: FileParts = { searches, examples: () => catalogue.loader(false), changeLog, revisions, sheets, now };
    serveExports(server, files);
    serveUploads(server, {
      uploads,
      member: async (request, reply) => {
        const visited = await visit(request, reply);
        checkAccess("signedIn", visited, "Mutation.importText");
        return signedIn(visited);
      },
    });
    return {
      server,
      schema,
      db,
      searches,
      evidenceMaps,
      comparables,
      accounts,
      vocabulary,
      files,
      loaded,
      context,
      settled: async () => {
        await index.follow();
        await sync?.settled();
      },
      close: async () => {
        clearInterval(following);
        await server.close();
        await sync?.stop();
        await index.keep();
        await db.close();
      },
    };
  } catch (error) {
    await sync?.stop();
    await db.close();
    throw error;
  }
}
