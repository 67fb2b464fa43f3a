// The closed lists in memory: small, read at every request, changed only when seeds are loaded.
import type { EntityManager } from "typeorm";
import { Crosswalk } from "../domain/crosswalk.ts";
import { toId } from "../platform/node.ts";
import {
  InstrumentTable,
  KeywordTable,
  MethodTable,
  OrganisationTable,
  ProvisionTable,
  SourceTable,
  SourceTableTable,
  SuccessionTable,
  TargetGroupTable,
  type InstrumentRow,
  type KeywordRow,
  type MethodRow,
  type OrganisationRow,
  type ProvisionRow,
  type SourceRow,
  type SourceTableRow,
  type TargetGroupRow,
} from "./vocabulary.entity.ts";

type WithId<T> = T & { id: string };
const collator = new Intl.Collator("de", { numeric: true });

/** One closed list: by slug, in German alphabetical order. */
export class Terms<T extends { slug: string }> {
  readonly all: readonly T[];
  readonly #bySlug: ReadonlyMap<string, T>;
  readonly #what: string;
  constructor(rows: readonly T[], label: (row: T) => string, what: string) {
    this.all = [...rows].sort((a, b) => collator.compare(label(a), label(b)) || (a.slug < b.slug ? -1 : 1));
    this.#bySlug = new Map(rows.map((row) => [row.slug, row]));
    this.#what = what;
  }
  find(slug: string): T | undefined {
    return this.#bySlug.get(slug);
  }
  /** Throws where a foreign key guarantees that the term exists. */
  get(slug: string): T {
    const row = this.#bySlug.get(slug);
    if (!row) throw new Error(`${this.#what} „${slug}“ fehlt im Vokabular.`);
    return row;
  }
}

export class Vocabulary {
  readonly sources: Terms<WithId<SourceRow>>;
  readonly targetGroups: Terms<WithId<TargetGroupRow>>;
  readonly methods: Terms<WithId<MethodRow>>;
  readonly keywords: Terms<WithId<KeywordRow>>;
  readonly organisations: Terms<WithId<OrganisationRow>>;
  readonly instruments: Terms<WithId<InstrumentRow>>;
  readonly provisions: Terms<ProvisionRow>;
  /** In the order of their documents: by page or section. */
  readonly tables: Terms<SourceTableRow>;
  readonly crosswalk: Crosswalk;

  constructor(rows: VocabularyRows, today: string) {
    this.sources = new Terms(withIds("Source", rows.sources), (r) => r.title, "Quelle");
    this.targetGroups = new Terms(withIds("TargetGroup", rows.targetGroups), (r) => r.label, "Zielgruppe");
    this.methods = new Terms(withIds("Method", rows.methods), (r) => r.label, "Methode");
    this.keywords = new Terms(withIds("Keyword", rows.keywords), (r) => r.label, "Stichwort");
    this.organisations = new Terms(withIds("Organisation", rows.organisations), (r) => r.name, "Organisation");
    this.instruments = new Terms(withIds("Instrument", rows.instruments), (r) => r.label, "Förderinstrument");
    this.provisions = new Terms(rows.provisions, (r) => `${r.lawBook} ${r.section} ${r.validFrom}`, "Vorschrift");
    this.tables = new Terms(rows.tables, (r) => `${r.pages ?? ""} ${r.section ?? ""} ${r.title}`, "Tabelle");
    this.crosswalk = new Crosswalk(rows.provisions, rows.successions, today);
  }

  /** The groups directly below a group. */
  narrower(slug: string): WithId<TargetGroupRow>[] {
    return this.targetGroups.all.filter((group) => group.broader === slug);
  }

  /** A group's slug and those of all broader groups, narrowest first. */
  withBroader(slug: string): string[] {
    const chain: string[] = [];
    for (let at: string | null = slug; at && !chain.includes(at); at = this.targetGroups.find(at)?.broader ?? null)
      chain.push(at);
    return chain;
  }
}

/** Adds the GraphQL id, so that a row can be answered as a node as it is. */
const withIds = <T extends { slug: string }>(type: string, rows: readonly T[]): WithId<T>[] =>
  rows.map((row) => ({ ...row, id: toId(type, row.slug) }));

export interface VocabularyRows {
  sources: SourceRow[];
  targetGroups: TargetGroupRow[];
  methods: MethodRow[];
  keywords: KeywordRow[];
  organisations: OrganisationRow[];
  instruments: InstrumentRow[];
  provisions: ProvisionRow[];
  successions: { predecessor: string; successor: string }[];
  tables: SourceTableRow[];
}

/** Reads all lists; nine statements. `today` (an ISO day) decides which law is in force. */
export async function readVocabulary(manager: EntityManager, today: string): Promise<Vocabulary> {
  return new Vocabulary(
    {
      sources: await manager.find(SourceTable),
      targetGroups: await manager.find(TargetGroupTable),
      methods: await manager.find(MethodTable),
      keywords: await manager.find(KeywordTable),
      organisations: await manager.find(OrganisationTable),
      instruments: await manager.find(InstrumentTable),
      provisions: await manager.find(ProvisionTable),
      successions: await manager.find(SuccessionTable),
      tables: await manager.find(SourceTableTable),
    },
    today,
  );
}
