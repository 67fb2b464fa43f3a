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
import { Comments } from "./contributions/comments.ts";
import type { ContactLoaders } from "./contacts/contacts.resolver.ts";
import { Contacts } from "./contacts/contacts.ts";
import { Reveals } from "./contacts/reveals.ts";
import { shownContacts } from "./contacts/shown-contacts.ts";
import { Contributions } from "./contributions/contributions.ts";
import { AccessTokens } from "./people/access-tokens.ts";
import { Accounts } from "./people/accounts.ts";
import { Attempts } from "./people/attempts.ts";
import { Cookie } from "./people/cookie.ts";
import { HouseProvider } from "./people/oidc/house-provider.ts";
import { Identities } from "./people/oidc/identities.ts";
import { PENDING_SECONDS, PendingSignIns } from "./people/oidc/pending-sign-ins.ts";
import { servePages } from "./people/pages/routes.ts";
import { READER, signedIn, Visits, type Visit } from "./people/visit.ts";
import { sweep, sweepDaily } from "./own-data/retention.ts";
import { ErasedList } from "./own-data/erased-list.ts";
import { Erasure, type ErasedAgain } from "./own-data/erasure.ts";
import { purge } from "./own-data/purge.ts";
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
/** How long another process's erasures may be missing in this one's list. */
const RECORD_MS = 60_000;

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

type RequestLoaders = Loaders & ComparableLoaders & ContactLoaders;

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
  /** Who came back with an older backup and was erased again by the start. */
  readonly erasedAgain: ErasedAgain;
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
    const list = new ErasedList(db, config.erasedList);
    const today = now().toISOString().slice(0, 10);
    const { loaded, words, erasure, erasedAgain } = await db.exclusively(
      async () => {
        onProgress?.("migrating");
        await db.migrate();
        await list.open();
        const loaded = await loadSeeds(db, {
          folder: seeds,
          now,
          onProgress: (done, total) => onProgress?.("loading", done, total),
        });
        const words = await db.read((manager) => readVocabulary(manager, today));
        const erasure = new Erasure({ db, vocabulary: () => words, now, list, onErased: () => index.follow() });
        const erasedAgain = await erasure.again();
        await purge(db).catch((err) => log.warn({ err }, "Reste gelöschter Daten ließen sich noch nicht entfernen."));
        return { loaded, words, erasure, erasedAgain };
      },
      () => onProgress?.("waiting"),
    );
    const vocabulary = () => words;
    await sweep(db, now());
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
    const searches = new Searches(engine, vocabulary, language, () => index.follow());
    const evidenceMaps = new EvidenceMaps(embedded, vocabulary);
    const comparables = new Comparables(embedded, vocabulary);
    const isOrganisation = (slug: string) => vocabulary().organisations.find(slug) !== undefined;
    const accounts = new Accounts({ db, attempts: new Attempts(now), isOrganisation, now });
    const contacts = new Contacts({
      db,
      isOrganisation,
      now,
      onDelete: (manager, id) => erasure.contact(manager, id),
      onDeleted: () => list.record(),
    });
    const reveals = new Reveals(now);
    const identities = new Identities(db, now);
    const tokens = new AccessTokens(db, now);
    const contributions = new Contributions({ db, vocabulary, now, onPublished: () => index.follow() });
    const comments = new Comments(db, now);
    const terms = new TermSuggestions(words, lexicon);
    const uploads = new Uploads({ contributions, vocabulary, reading: { ...READING, ...options.reading } });
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
        identities,
        publicUrl: config.publicUrl,
        tokens,
        contributions,
        comments,
        uploads,
        contacts,
        reveals,
        erasure,
      }),
    );
    enforceAccess(schema, ACCESS, checkAccess);
    const visits = new Visits(db, tokens, new Cookie(config.plainSessions), now);
    const context = (visit: Visit = READER): RequestLoaders & Visit => ({
      examples: catalogue.loader(),
      relations: catalogue.relations(),
      comparables: comparables.loader(),
      histories: revisions.histories(),
      contacts: shownContacts(db, visit.viewer, now),
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
    let recording: NodeJS.Timeout | undefined;
    let stopSweeping: (() => void) | undefined;
    server.addHook("onListen", async () => {
      following = setInterval(() => void index.follow().catch(() => undefined), FOLLOW_MS).unref();
      stopSweeping = sweepDaily({ db, now, log });
      const warn = (err: unknown) => log.error({ err }, "Die Löschliste ließ sich nicht fortschreiben.");
      recording = setInterval(() => void list.follow().catch(warn), RECORD_MS).unref();
    });
    serveTables(server, vocabulary);
    serveTemplates(server, vocabulary);
    const files: FileParts = { searches, examples: () => catalogue.loader(false), changeLog, revisions, sheets, now };
    serveExports(server, files);
    servePages(server, {
      accounts,
      visits,
      nameOf: (slug) => vocabulary().organisations.find(slug)?.name ?? slug,
      house: config.oidc && {
        provider: new HouseProvider(config.oidc),
        pending: new PendingSignIns(db, now),
        identities,
        cookie: new Cookie(config.plainSessions, "praxisatlas-oidc", PENDING_SECONDS),
      },
      graphiql: config.graphiql,
      log,
    });
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
      erasedAgain,
      context,
      settled: async () => {
        await index.follow();
        await sync?.settled();
      },
      close: async () => {
        clearInterval(following);
        stopSweeping?.();
        clearInterval(recording);
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
