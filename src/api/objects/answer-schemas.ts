import type { z } from 'zod'
import { ApiKey, ApiKeyWithValue } from './api-key.ts'
import { AttributeCase } from './attribute-case.ts'
import { AuditEntry } from './audit-entry.ts'
import { AuditLogChoices } from './audit-log-choices.ts'
import { CheckReport } from './check-report.ts'
import { ConfigRepository } from './config-repository.ts'
import { Connection } from './connection.ts'
import { Connector } from './connector.ts'
import { CustomAttribute } from './custom-attribute.ts'
import { Directory, DirectoryWithToken } from './directory.ts'
import { DirectoryGroup } from './directory-group.ts'
import { DirectoryHealth } from './directory-health.ts'
import { DirectorySetup } from './directory-setup.ts'
import { DirectoryToken, DirectoryTokenWithSecret } from './directory-token.ts'
import { DeletedDirectoryUser, DirectoryUser, DirectoryUserSource } from './directory-user.ts'
import { AttributeCoverage, HistoryEntry, SourceGroup } from './directory-view.ts'
import { Event } from './event.ts'
import { Explanation } from './explanation.ts'
import { ImportResult } from './import-result.ts'
import { listOf } from './list-of.ts'
import { MatchCase, MatchCaseWithComparison } from './match-case.ts'
import { Member, MemberWithUrl, SignInLink } from './member.ts'
import {
  FullMemberObject,
  HandMember,
  HandMembership,
  MemberObject,
  MemberObjectCounts,
  ObjectMember,
} from './member-object.ts'
import { OrgChart, OrgChartCard } from './org-chart.ts'
import { Organization } from './organization.ts'
import { OrganizationDomain } from './organization-domain.ts'
import { OverlayDrift, OverlayExport, OverlayObject } from './overlay-object.ts'
import { Overview } from './overview.ts'
import { PersonExplanation } from './person-explanation.ts'
import { PersonLink, PersonLinkChange, PersonMembership, PersonMerge, PersonWithDirectories } from './person-views.ts'
import { Plan, PlanHead } from './plan.ts'
import { PortalLink, PortalLinkWithUrl } from './portal-link.ts'
import { DirectoryPreview, MappingPreview, ScopePreview } from './previews.ts'
import { Provider } from './provider.ts'
import { Replay } from './replay.ts'
import {
  AttributeValues,
  MembershipExplanation,
  RuleConversion,
  RuleExplanation,
  RulePreview,
  RuleVocabulary,
} from './rules.ts'
import { SchemaExtension } from './schema-extension.ts'
import { ScimRequest, ScimRequestWithBodies } from './scim-request.ts'
import { SearchCount } from './search-count.ts'
import { SearchResult } from './search-result.ts'
import { Settings } from './settings.ts'
import { Sink, SinkAttempt, SinkWithFailures } from './sink.ts'
import { SourceFile } from './source-file.ts'
import { SyncGuard } from './sync-guard.ts'
import { SyncProblem, SyncProblemSummary } from './sync-problem.ts'
import { SyncProgress } from './sync-progress.ts'
import { StagedRemoval, SyncRun, SyncRunWithDirectory } from './sync-run.ts'
import { Belonging, DirectoryUserAsOf, DirectoryUserAttributes, GroupMember, TimelineEntry } from './user-history.ts'
import {
  WebhookEndpoint,
  WebhookEndpointAttempt,
  WebhookEndpointAttemptWithRequest,
  WebhookEndpointWithFailures,
} from './webhook-endpoint.ts'

/** The objects that routes answer with, under the words by which a route says so. */
export const objectSchemas = {
  organization: Organization,
  organization_domain: OrganizationDomain,
  schema_extension: SchemaExtension,
  directory: Directory,
  'directory, with `bearer_token`': DirectoryWithToken,
  directory_token: DirectoryToken,
  'directory_token, with `bearer_token`': DirectoryTokenWithSecret,
  directory_setup: DirectorySetup,
  provider: Provider,
  scim_request: ScimRequest,
  'scim_request, with `request_body`, `response_body` and `truncated`': ScimRequestWithBodies,
  directory_user: DirectoryUser,
  deleted_directory_user: DeletedDirectoryUser,
  directory_user_source: DirectoryUserSource,
  directory_user_attributes: DirectoryUserAttributes,
  directory_user_as_of: DirectoryUserAsOf,
  timeline_entry: TimelineEntry,
  directory_group: DirectoryGroup,
  group_membership: Belonging,
  group_member: GroupMember,
  'person, with `manager` and `directory_ids`': PersonWithDirectories,
  person_explanation: PersonExplanation,
  'person_link, with `user` and `directory`': PersonLink,
  person_link_change: PersonLinkChange,
  'person_membership, with `since` and `missing`': PersonMembership,
  match_case: MatchCase,
  'match_case, with `people` and `comparison`': MatchCaseWithComparison,
  attribute_case: AttributeCase,
  person_merge: PersonMerge,
  explanation: Explanation,
  attribute_coverage: AttributeCoverage,
  source_group: SourceGroup,
  history_entry: HistoryEntry,
  connector: Connector,
  connection: Connection,
  check_report: CheckReport,
  mapping_preview: MappingPreview,
  scope_preview: ScopePreview,
  directory_preview: DirectoryPreview,
  source_file: SourceFile,
  sync_run: SyncRun,
  'sync_run, with `directory` and `organization`': SyncRunWithDirectory,
  sync_progress: SyncProgress,
  staged_removal: StagedRemoval,
  sync_guard: SyncGuard,
  sync_problem: SyncProblem,
  sync_problem_summary: SyncProblemSummary,
  custom_attribute: CustomAttribute,
  rule_preview: RulePreview,
  rule_explanation: RuleExplanation,
  rule_conversion: RuleConversion,
  rule_vocabulary: RuleVocabulary,
  attribute_values: AttributeValues,
  membership_explanation: MembershipExplanation,
  plan: PlanHead,
  'plan, with `plan`': Plan,
  overlay_object: OverlayObject,
  member_object: MemberObject,
  'member_object, with `overlay_object`': FullMemberObject,
  member_object_counts: MemberObjectCounts,
  object_member: ObjectMember,
  hand_member: HandMember,
  hand_membership: HandMembership,
  org_chart: OrgChart,
  org_chart_card: OrgChartCard,
  config_repository: ConfigRepository,
  overlay_drift: OverlayDrift,
  overlay_export: OverlayExport,
  event: Event,
  webhook_endpoint: WebhookEndpoint,
  'webhook_endpoint, with `failing_directories`': WebhookEndpointWithFailures,
  webhook_endpoint_attempt: WebhookEndpointAttempt,
  'webhook_endpoint_attempt, with `request`': WebhookEndpointAttemptWithRequest,
  sink: Sink,
  'sink, with `failing_directories`': SinkWithFailures,
  sink_attempt: SinkAttempt,
  replay: Replay,
  portal_link: PortalLink,
  'portal_link, with `link`': PortalLinkWithUrl,
  api_key: ApiKey,
  'api_key, with `value`': ApiKeyWithValue,
  member: Member,
  'member, with `sign_in_url`': MemberWithUrl,
  'sign_in_link, with `url`': SignInLink,
  settings: Settings,
  audit_entry: AuditEntry,
  audit_log_choices: AuditLogChoices,
  import_result: ImportResult,
  overview: Overview,
  directory_health: DirectoryHealth,
  search_count: SearchCount,
  search_result: SearchResult,
} as const satisfies Record<string, z.ZodType>

export type ObjectWords = keyof typeof objectSchemas

/** What a route answers with: an object, a page of a list of them, or all of them one after another. */
export type AnswerWords = ObjectWords | `list of ${ObjectWords}` | `stream of ${ObjectWords}`

/** The schema of an answer, of a stream that of each of its objects. */
export function answerSchema(words: AnswerWords): z.ZodType {
  const schemas: Readonly<Record<string, z.ZodType>> = objectSchemas
  const element = schemas[words.replace(/^(list|stream) of /, '')]
  if (!element) throw new Error(`There is no schema of "${words}"`)
  return words.startsWith('list of ') ? listOf(element) : element
}
