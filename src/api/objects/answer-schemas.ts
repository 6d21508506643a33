import type { z } from 'zod'
import { ApiKey, ApiKeyWithValue } from './api-key.ts'
import { AuditEntry } from './audit-entry.ts'
import { CheckReport } from './check-report.ts'
import { Connection } from './connection.ts'
import { Connector } from './connector.ts'
import { CustomAttribute } from './custom-attribute.ts'
import { Directory, DirectoryWithToken } from './directory.ts'
import { DirectoryGroup } from './directory-group.ts'
import { DirectoryToken, DirectoryTokenWithSecret } from './directory-token.ts'
import { DeletedDirectoryUser, DirectoryUser, DirectoryUserSource } from './directory-user.ts'
import { Event } from './event.ts'
import { ImportResult } from './import-result.ts'
import { listOf } from './list-of.ts'
import { Organization } from './organization.ts'
import { OrganizationDomain } from './organization-domain.ts'
import { PortalLink, PortalLinkWithUrl } from './portal-link.ts'
import { MappingPreview, ScopePreview } from './previews.ts'
import { SchemaExtension } from './schema-extension.ts'
import { ScimRequest, ScimRequestWithBodies } from './scim-request.ts'
import { Sink, SinkAttempt, SinkWithFailures } from './sink.ts'
import { SourceFile } from './source-file.ts'
import { SyncProblem } from './sync-problem.ts'
import { SyncProgress } from './sync-progress.ts'
import { StagedRemoval, SyncRun } from './sync-run.ts'
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
  scim_request: ScimRequest,
  'scim_request, with `request_body`, `response_body` and `truncated`': ScimRequestWithBodies,
  directory_user: DirectoryUser,
  deleted_directory_user: DeletedDirectoryUser,
  directory_user_source: DirectoryUserSource,
  directory_group: DirectoryGroup,
  connector: Connector,
  connection: Connection,
  check_report: CheckReport,
  mapping_preview: MappingPreview,
  scope_preview: ScopePreview,
  source_file: SourceFile,
  sync_run: SyncRun,
  sync_progress: SyncProgress,
  staged_removal: StagedRemoval,
  sync_problem: SyncProblem,
  custom_attribute: CustomAttribute,
  event: Event,
  webhook_endpoint: WebhookEndpoint,
  'webhook_endpoint, with `failing_directories`': WebhookEndpointWithFailures,
  webhook_endpoint_attempt: WebhookEndpointAttempt,
  'webhook_endpoint_attempt, with `request`': WebhookEndpointAttemptWithRequest,
  sink: Sink,
  'sink, with `failing_directories`': SinkWithFailures,
  sink_attempt: SinkAttempt,
  portal_link: PortalLink,
  'portal_link, with `link`': PortalLinkWithUrl,
  api_key: ApiKey,
  'api_key, with `value`': ApiKeyWithValue,
  audit_entry: AuditEntry,
  import_result: ImportResult,
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
