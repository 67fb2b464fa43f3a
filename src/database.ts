// What the database holds: the tables of every feature, and the migrations that made them, oldest first.
import { CATALOGUE_TABLES } from "./catalogue/catalogue.entity.ts";
import { ChangeCounterTable, ChangeTable } from "./catalogue/changes.ts";
import { ContactTable } from "./contacts/contacts.entity.ts";
import { CONTRIBUTION_TABLES } from "./contributions/contributions.entity.ts";
import { PEOPLE_TABLES } from "./people/people.entity.ts";
import { AuditTable } from "./platform/audit.ts";
import { LeaseTable } from "./platform/lease.ts";
import { Catalogue1700000000001 } from "./platform/migrations/1700000000001-catalogue.ts";
import { CatalogueChanges1700000000004 } from "./platform/migrations/1700000000004-catalogue-changes.ts";
import { MethodsAndTables1700000000002 } from "./platform/migrations/1700000000002-methods-and-tables.ts";
import { SearchSync1700000000005 } from "./platform/migrations/1700000000005-search-sync.ts";
import { People1700000000010 } from "./platform/migrations/1700000000010-people.ts";
import { Contributions1700000000011 } from "./platform/migrations/1700000000011-contributions.ts";
import { ImportedContributions1700000000012 } from "./platform/migrations/1700000000012-imported-contributions.ts";
import { Contacts1700000000020 } from "./platform/migrations/1700000000020-contacts.ts";
import { AutosavedVersions1700000000024 } from "./platform/migrations/1700000000024-autosaved-versions.ts";
import { Comments1700000000023 } from "./platform/migrations/1700000000023-comments.ts";
import { Erasures1700000000025 } from "./platform/migrations/1700000000025-erasures.ts";
import { OwnData1700000000021 } from "./platform/migrations/1700000000021-own-data.ts";
import { TombstoneTable } from "./own-data/erased-list.ts";
import { Identities1700000000022 } from "./platform/migrations/1700000000022-identities.ts";
import { OwnStatementLaw1700000000026 } from "./platform/migrations/1700000000026-own-statement-law.ts";
import { OutboxTable } from "./platform/outbox.ts";
import { SettingTable } from "./platform/setting.ts";
import { SearchStateTable } from "./search/sync/state.ts";
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
  ContactTable,
  TombstoneTable,
];

export const MIGRATIONS = [
  Catalogue1700000000001,
  MethodsAndTables1700000000002,
  CatalogueChanges1700000000004,
  SearchSync1700000000005,
  People1700000000010,
  Contributions1700000000011,
  ImportedContributions1700000000012,
  Contacts1700000000020,
  OwnData1700000000021,
  Identities1700000000022,
  AutosavedVersions1700000000024,
  Comments1700000000023,
  Erasures1700000000025,
  OwnStatementLaw1700000000026,
];
