// Every resolver with the services that it asks: what makes up the schema.
import "reflect-metadata";
import { CatalogueResolver } from "./catalogue/catalogue.resolver.ts";
import type { ChangeLog } from "./catalogue/change-log.ts";
import { ChangesResolver, HistoryResolver } from "./catalogue/changes.resolver.ts";
import { LegalBasisResolver } from "./catalogue/legal-basis.resolver.ts";
import type { Revisions } from "./catalogue/revisions.ts";
import { CommentsResolver } from "./contributions/comments.resolver.ts";
import type { Comments } from "./contributions/comments.ts";
import { ContactsResolver } from "./contacts/contacts.resolver.ts";
import type { Contacts } from "./contacts/contacts.ts";
import type { Reveals } from "./contacts/reveals.ts";
import { ConfirmationsResolver } from "./contributions/confirmations.resolver.ts";
import { ContributionsResolver } from "./contributions/contributions.resolver.ts";
import type { Contributions } from "./contributions/contributions.ts";
import type { TermSuggestions } from "./contributions/term-suggestions.ts";
import { WritingResolver } from "./contributions/writing.resolver.ts";
import type { Lexicon } from "./domain/lexicon.ts";
import { UploadsResolver } from "./imports/uploads.resolver.ts";
import type { Uploads } from "./imports/uploads.ts";
import { ComparableReasonsResolver, ComparablesResolver } from "./insights/comparables.resolver.ts";
import type { Comparables } from "./insights/comparables.ts";
import { ComparisonSheetResolver } from "./insights/comparison-sheet.resolver.ts";
import type { ComparisonSheets } from "./insights/comparison-sheet.ts";
import { CostPlanResolver } from "./insights/cost-plan.resolver.ts";
import { CostPlanner } from "./insights/cost-planner.ts";
import { CostGroupResolver, CostStatisticsResolver } from "./insights/cost-statistics.resolver.ts";
import { CostComparison } from "./insights/cost-statistics.ts";
import { EvidenceMapResolver } from "./insights/evidence-map.resolver.ts";
import type { EvidenceMaps } from "./insights/evidence-map.ts";
import type { Erasure } from "./own-data/erasure.ts";
import { OwnDataResolver } from "./own-data/own-data.resolver.ts";
import { AccessTokensResolver } from "./people/access-tokens.resolver.ts";
import type { AccessTokens } from "./people/access-tokens.ts";
import type { Accounts } from "./people/accounts.ts";
import type { Identities } from "./people/oidc/identities.ts";
import { PeopleResolver } from "./people/people.resolver.ts";
import type { Db } from "./platform/db.ts";
import type { EmbeddedEngine } from "./search/engines/embedded.ts";
import type { SearchIndex } from "./search/search-index.ts";
import { SearchEdgeResolver, SearchResolver } from "./search/search.resolver.ts";
import type { Searches } from "./search/searches.ts";
import { SourceTableResolver } from "./vocabulary/source-table.resolver.ts";
import {
  InstrumentResolver,
  MethodResolver,
  ProvisionResolver,
  SourceResolver,
  TargetGroupResolver,
} from "./vocabulary/vocabulary.resolver.ts";
import type { Vocabulary } from "./vocabulary/vocabulary.ts";

/** What resolvers ask; app.ts makes it. */
export interface Services {
  db: Db;
  now: () => Date;
  vocabulary: () => Vocabulary;
  lexicon: Lexicon;
  terms: TermSuggestions;
  embedded: EmbeddedEngine;
  index: SearchIndex;
  searches: Searches;
  changeLog: ChangeLog;
  revisions: Revisions;
  sheets: ComparisonSheets;
  evidenceMaps: EvidenceMaps;
  comparables: Comparables;
  accounts: Accounts;
  identities: Identities;
  /** Where browsers reach the server, as far as it knows. */
  publicUrl: string | undefined;
  tokens: AccessTokens;
  contributions: Contributions;
  comments: Comments;
  uploads: Uploads;
  contacts: Contacts;
  reveals: Reveals;
  erasure: Erasure;
}

/** Constructors only keep what they are given: for the schema by itself, `services` may be empty. */
export function resolversOf(services: Services): object[] {
  return [
    new SearchResolver(services.searches, services.index, services.vocabulary),
    new SearchEdgeResolver(services.lexicon, services.vocabulary),
    new CatalogueResolver(services.vocabulary),
    new LegalBasisResolver(services.vocabulary),
    new ChangesResolver(services.changeLog),
    new HistoryResolver(services.revisions),
    new ComparisonSheetResolver(services.sheets),
    new TargetGroupResolver(services.vocabulary),
    new MethodResolver(services.vocabulary),
    new InstrumentResolver(services.vocabulary),
    new ProvisionResolver(services.vocabulary),
    new SourceResolver(services.vocabulary),
    new SourceTableResolver(services.vocabulary),
    new CostStatisticsResolver(new CostComparison(services.embedded, services.vocabulary)),
    new CostGroupResolver(),
    new CostPlanResolver(new CostPlanner(services.embedded, services.vocabulary)),
    new EvidenceMapResolver(services.evidenceMaps),
    new ComparablesResolver(services.comparables, services.vocabulary),
    new ComparableReasonsResolver(),
    new PeopleResolver(services.accounts, services.identities, services.publicUrl),
    new AccessTokensResolver(services.tokens),
    new ContributionsResolver(services.contributions, services.db, services.now),
    new CommentsResolver(services.comments, services.db),
    new ConfirmationsResolver(services.db, services.now),
    new WritingResolver(services.vocabulary, services.terms, services.db),
    new UploadsResolver(services.uploads),
    new ContactsResolver(services.contacts, services.reveals),
    new OwnDataResolver(services.db, services.accounts, services.erasure),
  ];
}
