// The composition root: the only place where services, resolvers and engines are constructed and told of each other.
import type { FastifyInstance } from "fastify";
import type { GraphQLSchema } from "graphql";
import { ACCESS, checkAccess } from "./access.ts";
import type { Loaders } from "./catalogue/catalogue.resolver.ts";
import { Catalogue } from "./catalogue/catalogue.ts";
import { ChangeLog } from "./catalogue/change-log.ts";
import { loadSeeds, type LoadReport } from "./catalogue/load-seeds.ts";
import { Revisions } from "./catalogue/revisions.ts";
import type { Config } from "./config.ts";
import { MIGRATIONS, TABLES } from "./database.ts";
import { resolversOf } from "./resolvers.ts";
import { indexRules } from "./search/index-rules.ts";
import { TermSuggestions } from "./contributions/term-suggestions.ts";
import { EvidenceMaps } from "./insights/evidence-map.ts";
import type { ComparableLoaders } from "./insights/comparables.resolver.ts";
import { Comparables } from "./insights/comparables.ts";
import { serveExports, type FileParts } from "./exports/routes.ts";
import { serveTemplates } from "./imports/template-route.ts";
import { serveUploads } from "./imports/upload-route.ts";
import { READING, Uploads, type Reading } from "./imports/uploads.ts";
import { ComparisonSheets } from "./insights/comparison-sheet.ts";
import { Contributions } from "./contributions/contributions.ts";
import { AccessTokens } from "./people/access-tokens.ts";
import { Accounts } from "./people/accounts.ts";
import { Attempts } from "./people/attempts.ts";
import { SessionCookie } from "./people/cookie.ts";
import { READER, signedIn, Visits, type Visit } from "./people/visit.ts";
import { Erasure } from "./own-data/erasure.ts";
import { enforceAccess } from "./platform/access.ts";
import { openDb, type Db } from "./platform/db.ts";
import { createLog, type Logger } from "./platform/log.ts";
import { schemaFrom } from "./platform/schema.ts";
import { createServer } from "./platform/server.ts";
import type { SearchEngine } from "./search/engine.ts";
import { EmbeddedEngine } from "./search/engines/embedded.ts";
import { MeilisearchServer } from "./search/engines/meilisearch-server.ts";
import { MeilisearchEngine } from "./search/engines/meilisearch.ts";
import { FallbackEngine } from "./search/fallback.ts";
import { CatalogueLanguage } from "./search/language.ts";
import { readLexicon } from "./search/lexicon-files.ts";
import { KeptIndexFile } from "./search/kept-index.ts";
import { SearchIndex } from "./search/search-index.ts";
import { Searches } from "./search/searches.ts";
import { startSync, type Sync } from "./search/sync.ts";
import { shapeOf } from "./search/sync/current.ts";
import { LiveIndex } from "./search/sync/live.ts";
import { serveTables } from "./vocabulary/table-download.ts";
import { readVocabulary, type Vocabulary } from "./vocabulary/vocabulary.ts";

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
    const file = config.searchIndex
      ? new KeptIndexFile(config.searchIndex, indexRules(seeds, words, today))
      : undefined;
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
    const terms = new TermSuggestions(words, lexicon);
    const uploads = new Uploads({ contributions, vocabulary, reading: { ...READING, ...options.reading } });
    const erasure = new Erasure({ db, vocabulary, now, onErased: () => index.follow().then(() => index.forget()) });
    const schema = await schemaFrom(
      resolversOf({
        db,
        now,
        vocabulary,
        lexicon,
        terms,
        embedded,
        index,
        searches,
        changeLog,
        revisions,
        sheets,
        evidenceMaps,
        comparables,
        accounts,
        tokens,
        contributions,
        uploads,
        erasure,
      }),
    );
    enforceAccess(schema, ACCESS, checkAccess);
    const visits = new Visits(db, tokens, new SessionCookie(config.plainSessions), now);
    const context = (visit: Visit = READER): RequestLoaders & Visit => ({
      examples: catalogue.loader(),
      relations: catalogue.relations(),
      comparables: comparables.loader(),
      histories: revisions.histories(),
      ...visit,
    });
    const server = await createServer({
      schema,
      context: async (request, reply) => context(await visits.of(request, reply)),
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
    serveTemplates(server, vocabulary);
    const files: FileParts = { searches, examples: () => catalogue.loader(false), changeLog, revisions, sheets, now };
    serveExports(server, files);
    serveUploads(server, {
      uploads,
      log,
      member: async (request, reply) => {
        const visited = await visits.of(request, reply);
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
