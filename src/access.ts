// Who may ask for what: one rule for every field of the schema. A new field without a rule keeps the server from starting.
import type { Visit } from "./people/visit.ts";
import { denied, type AccessTable } from "./platform/access.ts";

/**
 * public: everybody; signedIn: every account, the resolver decides per object with the object's organisation; editor: editors and
 * administrators; administrator: administrators.
 */
export type AccessRule = "public" | "signedIn" | "editor" | "administrator";

export const ACCESS: AccessTable<AccessRule> = {
  "Query.changes": "public",
  "Query.comparablePracticeExamples": "public",
  "Query.comparisonSheet": "public",
  "Query.costStatistics": "public",
  "Query.evidenceMap": "public",
  "Query.instruments": "public",
  "Query.keywordIndex": "public",
  "Query.legalBasis": "public",
  "Query.methods": "public",
  "Query.node": "public",
  "Query.planCosts": "public",
  "Query.practiceExample": "public",
  "Query.searchPracticeExamples": "public",
  "Query.sourceTable": "public",
  "Query.sources": "public",
  "Query.suggest": "public",
  "Query.targetGroups": "public",
  "Query.viewer": "public",
  "Query.accounts": "administrator",

  "Query.myData": "signedIn",
  "MyData.*": "signedIn",
  "MyDataPage.*": "signedIn",
  "Mutation.deleteMyAccount": "signedIn",

  "Query.myContributions": "signedIn",
  "Query.contribution": "signedIn",
  "Query.examplesToConfirm": "signedIn",
  "Query.reviewQueue": "editor",

  "Mutation.createDraft": "signedIn",
  "Mutation.editPracticeExample": "signedIn",
  "Mutation.confirmPracticeExample": "signedIn",
  "Mutation.importText": "signedIn",
  "Mutation.saveDraft": "signedIn",
  "Mutation.restoreVersion": "signedIn",
  "Mutation.submitContribution": "signedIn",
  "Mutation.recallContribution": "signedIn",
  "Mutation.requestChanges": "editor",
  "Mutation.approveContribution": "editor",
  "Mutation.withdrawContribution": "signedIn",
  "Mutation.archiveContribution": "signedIn",
  "Mutation.restoreContribution": "signedIn",

  "Mutation.signIn": "public",
  "Mutation.signOut": "public",
  "Mutation.acceptInvitation": "public",
  "Query.accessTokens": "signedIn",
  "Mutation.createAccessToken": "signedIn",
  "Mutation.endAccessToken": "signedIn",
  "Mutation.invite": "administrator",
  "Mutation.inviteAgain": "administrator",
  "Mutation.changeRole": "administrator",
  "Mutation.setDisabled": "administrator",
  "Mutation.unlinkIdentity": "administrator",

  "Contribution.*": "signedIn",
  "ContributionSummary.*": "signedIn",
  "ContributionPage.*": "signedIn",
  "ContributionVersion.*": "signedIn",
  "ContributionEvent.*": "signedIn",
  "VersionChange.*": "signedIn",
  "DraftCitation.*": "signedIn",
  "DraftQuality.*": "signedIn",
  "DraftQualityItem.*": "signedIn",
  "DraftWarning.*": "signedIn",
  "PossibleDuplicate.*": "signedIn",
  "SuggestedTerm.*": "signedIn",
  "UnconfirmedExample.*": "signedIn",

  // Answers of what above is allowed already.
  "Account.*": "public",
  "AccessToken.*": "public",
  "AccessTokenPayload.*": "public",
  "AccountPayload.*": "public",
  "InvitationPayload.*": "public",
  "SignOutPayload.*": "public",
  "DeletionPayload.*": "public",
  "ContributionPayload.*": "public",
  "ImportPayload.*": "public",
  "ImportedDraft.*": "public",
  "ImportedField.*": "public",
  "ConfirmationPayload.*": "public",
  "SaveDraftPayload.*": "public",
  "Problem.*": "public",

  // The published catalogue.
  "Budget.*": "public",
  "CalculatedMoney.*": "public",
  "CalculatedNumber.*": "public",
  "Change.*": "public",
  "ChangeConnection.*": "public",
  "ChangeEdge.*": "public",
  "CitationMatch.*": "public",
  "Comparable.*": "public",
  "ComparableReason.*": "public",
  "ComparisonCell.*": "public",
  "ComparisonColumn.*": "public",
  "ComparisonDocument.*": "public",
  "ComparisonRow.*": "public",
  "ComparisonSheet.*": "public",
  "ComparisonValue.*": "public",
  "Correction.*": "public",
  "CostFigure.*": "public",
  "CostGroup.*": "public",
  "CostPlan.*": "public",
  "CostQuartiles.*": "public",
  "CostRange.*": "public",
  "CostStatistics.*": "public",
  "DerivedCost.*": "public",
  "DurationRange.*": "public",
  "EditorialNote.*": "public",
  "EvidenceCell.*": "public",
  "EvidenceColumn.*": "public",
  "EvidenceCounts.*": "public",
  "EvidenceMap.*": "public",
  "EvidenceRow.*": "public",
  "EvidenceRule.*": "public",
  "ExampleList.*": "public",
  "Facet.*": "public",
  "FacetValue.*": "public",
  "FieldChange.*": "public",
  "FloatRangeValue.*": "public",
  "Highlight.*": "public",
  "HistoryEntry.*": "public",
  "Instrument.*": "public",
  "Keyword.*": "public",
  "KeywordEntry.*": "public",
  "LawChange.*": "public",
  "LawToday.*": "public",
  "LegalBasis.*": "public",
  "LegalBasisReading.*": "public",
  "Method.*": "public",
  "Money.*": "public",
  "Organisation.*": "public",
  "Outcome.*": "public",
  "PageInfo.*": "public",
  "ParticipantCount.*": "public",
  "Period.*": "public",
  "PracticeExample.*": "public",
  "PracticeExampleSearchConnection.*": "public",
  "PracticeExampleSearchEdge.*": "public",
  "Provision.*": "public",
  "RelatedExample.*": "public",
  "Relaxation.*": "public",
  "SearchEngineStatus.*": "public",
  "SearchReading.*": "public",
  "SectionReading.*": "public",
  "Source.*": "public",
  "SourceReference.*": "public",
  "SourceTable.*": "public",
  "SourceTableCell.*": "public",
  "SourceTableColumn.*": "public",
  "SourceTableRow.*": "public",
  "Staffing.*": "public",
  "StaffingRatio.*": "public",
  "Suggestion.*": "public",
  "SynonymReading.*": "public",
  "TargetGroup.*": "public",
};

const ROLES = {
  signedIn: ["CONTRIBUTOR", "EDITOR", "ADMINISTRATOR"],
  editor: ["EDITOR", "ADMINISTRATOR"],
  administrator: ["ADMINISTRATOR"],
} as const;

/** What a machine may change with a token that allows contributing; reviewing and people are for people. */
const BY_TOKEN = [
  "Mutation.createDraft",
  "Mutation.importText",
  "Mutation.editPracticeExample",
  "Mutation.saveDraft",
  "Mutation.restoreVersion",
  "Mutation.submitContribution",
  "Mutation.recallContribution",
];
const NEVER_BY_TOKEN = ["Query.accessTokens", "Query.accounts", "Query.myData"];

/** Throws for what a request's viewer may not have. `field` is "Type.field". */
export function checkAccess(rule: keyof typeof ROLES, { viewer }: Visit, field: string): void {
  if (!viewer) throw denied("UNAUTHENTICATED", "Dafür ist eine Anmeldung nötig.");
  if (!ROLES[rule].some((role) => role === viewer.role))
    throw denied("FORBIDDEN", "Dazu ist dieses Konto nicht berechtigt.");
  const { scope } = viewer;
  const changes = field.startsWith("Mutation.");
  if (scope && (NEVER_BY_TOKEN.includes(field) || (changes && !(scope === "CONTRIBUTE" && BY_TOKEN.includes(field)))))
    throw denied("FORBIDDEN", "Dazu berechtigt dieser Schlüssel nicht.");
}
