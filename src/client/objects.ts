/** Any JSON object: what is in it is said by others (a source, an operator). */
export type JsonObject = { [key: string]: unknown }

type Times = { created_at: string; updated_at: string }

/** A domain of an organization. */
export type OrganizationDomain = Times & {
  object: 'organization_domain'
  id: string
  organization_id: string
  domain: string
  state: 'pending' | 'verified' | 'failed'
  verification_prefix: string
  verification_token: string
  verification_strategy: 'dns' | 'manual'
}

/** A customer of yours, or your own company: the unit of isolation. */
export type Organization = Times & {
  object: 'organization'
  id: string
  name: string
  allow_profiles_outside_organization: boolean
  domains: OrganizationDomain[]
  metadata: { [key: string]: string }
  external_id: string | null
}

/** What a source's deactivation of a user means to you. */
export type DeprovisioningPolicy = 'suspend' | 'delete_after_grace' | 'keep'

/** One connection of an organization to an identity provider. */
export type Directory = Times & {
  object: 'directory'
  id: string
  organization_id: string
  external_key: string
  /** Such as `okta scim v2.0`. */
  type: string
  state: 'validating' | 'linked' | 'invalid_credentials' | 'unlinked' | 'deleting'
  name: string
  deprovisioning: { policy: DeprovisioningPolicy; grace_days: number; restore_days: number }
  metadata: { users: { active: number; inactive: number }; groups: number }
  /** The SCIM base URL for the identity provider; null where Muster reads the source itself. */
  endpoint: string | null
}

/** A directory that was just made; its first bearer token is shown this once. Null where Muster reads the source itself. */
export type DirectoryWithToken = Directory & { bearer_token: string | null }

/** A group of a directory. */
export type DirectoryGroup = Times & {
  object: 'directory_group'
  id: string
  idp_id: string
  directory_id: string
  organization_id: string
  name: string
  raw_attributes: JsonObject
}

/** A user of a directory, as events show it. */
export type EventDirectoryUser = Times & {
  object: 'directory_user'
  id: string
  directory_id: string
  organization_id: string
  idp_id: string
  email: string | null
  first_name: string | null
  last_name: string | null
  name: string | null
  emails: { primary?: boolean | undefined; type?: string | undefined; value: string }[]
  job_title: string | null
  username: string | null
  state: 'active' | 'inactive'
  raw_attributes: JsonObject
  custom_attributes: JsonObject
}

/** A user of a directory, with the groups that it is a direct member of. */
export type DirectoryUser = EventDirectoryUser & { groups: DirectoryGroup[] }

/** What an API key may do; `*` is everything. */
export type Permission =
  | '*'
  | 'organizations:read'
  | 'organizations:write'
  | 'directories:read'
  | 'directories:write'
  | 'directory_users:read'
  | 'directory_users:write'
  | 'directory_groups:read'
  | 'connections:read'
  | 'connections:write'
  | 'sync_runs:read'
  | 'sync_runs:write'
  | 'sync_runs:decide'
  | 'events:read'
  | 'scim_requests:read'
  | 'webhook_endpoints:read'
  | 'webhook_endpoints:write'
  | 'sinks:read'
  | 'sinks:write'
  | 'portal:write'
  | 'audit_log:read'
  | 'imports:write'
  | 'api_keys:read'
  | 'api_keys:write'
  | 'members:read'
  | 'members:write'
  | 'settings:read'
  | 'settings:write'
  | 'people:read'
  | 'people:write'
  | 'overlay:read'
  | 'overlay:write'
  | 'plans:create'
  | 'plans:approve'
  | 'plans:apply'

/** A key of the API; its value is kept nowhere. */
export type ApiKey = Times & {
  object: 'api_key'
  id: string
  /** The one organization that it opens; null for all. */
  owner: { type: 'organization'; id: string } | null
  name: string
  obfuscated_value: string
  permissions: Permission[]
  /** The member who made it, or who made the key that it was made with; null where that is not known. */
  member_id: string | null
  expires_at: string | null
  last_used_at: string | null
}

/** An API key that was just made; its value is shown this once. */
export type ApiKeyWithValue = ApiKey & { value: string }

/** Where events are posted to, in order per directory. */
export type WebhookEndpoint = Times & {
  object: 'webhook_endpoint'
  id: string
  endpoint_url: string
  secret: string
  status: 'enabled' | 'disabled'
  events: string[]
  organization_id: string | null
  type: 'webhook' | 'polis'
  batch_size: number
  parallel: number
  timeout_seconds: number
  tenant: string | null
  product: string | null
  previous_secret_until: string | null
  paused_at: string | null
  paused_reason: string | null
  failing_since: string | null
  last_delivered_at: string | null
  /** Where `include` has it. */
  statistics?: DeliveryStatistics | undefined
}

/** Calls by their ends, and how long they took. */
export type CountedCalls = { delivered: number; failed: number; median_ms: number | null; p95_ms: number | null }

/** How a webhook endpoint or sink fared in the last 24 hours, and what waits for it. */
export type DeliveryStatistics = CountedCalls & {
  waiting_events: number
  waiting_directories: number
  oldest_waiting_at: string | null
  hours: (CountedCalls & { hour: string })[]
}

/** A link for a customer's administrator. */
export type PortalLink = {
  object: 'portal_link'
  id: string
  organization_id: string
  intent: string
  return_url: string | null
  success_url: string | null
  directory_id: string | null
  it_contact_emails: string[]
  expires_at: string
  opened_at: string | null
  revoked_at: string | null
  created_at: string
}

/** A link that was just made; its address is shown this once. */
export type PortalLinkWithUrl = PortalLink & { link: string }

/** An entry of the audit log: one change by the API, the command line or a person. */
export type AuditEntry = {
  object: 'audit_entry'
  id: string
  /** The kind of object and the deed, as in `directory.paused`. */
  action: string
  occurred_at: string
  organization_id: string | null
  actor: { type: 'api_key' | 'member' | 'portal_link'; id: string | null; name: string }
  source: 'api' | 'cli' | 'dashboard' | 'portal'
  target: { type: string; id: string | null }
  before: JsonObject | null
  after: JsonObject | null
  context: { location: string | null; user_agent: string | null }
  request_id: string | null
}

/** A line of a mapping: a target of the user, and a CEL expression over the source's record. */
export type MappingLine = { target: string; expression: string }

/** Who of a source is synced. */
export type SyncScope = {
  groups: string[]
  org_units: string[]
  rule: string | null
  on_leave: 'suspend' | 'delete' | 'keep'
}

type Limit = { percent: number; at_least: number }

/** From how much on removals are held. */
export type SyncGuards = { users: Limit; groups: Limit; memberships: Limit; blanked: Limit }

/** When a source is read. */
export type SyncSchedule = { is_enabled: boolean; interval_minutes: number; full_cron: string }

/** The types of directories whose source Muster reads by itself. */
export type PulledType = 'okta' | 'entra id' | 'gsuite directory' | 'active directory' | 'ldap' | 'csv'

/** How a directory is connected to the source that Muster reads. */
export type Connection = Times & {
  object: 'connection'
  organization_id: string
  directory_id: string
  type: PulledType
  /** Without secrets: `********` stands for one. */
  settings: JsonObject
  mapping: MappingLine[]
  scope: SyncScope
  guards: SyncGuards
  schedule: SyncSchedule
  generation: number
  next_run_at: string | null
  last_succeeded_at: string | null
  last_full_at: string | null
  quarantine: { since: string; code: string; text: string } | null
  wake_up_url: string | null
}

type Seen = { count: number | null; is_at_least: boolean; sample: JsonObject | null }

/** What a credential sees of a source. */
export type CheckReport = {
  object: 'check_report'
  /** Whether runs can start. */
  is_usable: boolean
  findings: { code: string; level: 'ok' | 'warning' | 'error'; text: string }[]
  users: Seen
  groups: Seen
  missing: string[]
}

/** Somebody or something that a run would remove, or has removed. */
export type StagedRemoval = {
  object: 'staged_removal'
  id: string
  directory_id: string
  run_id: string
  kind: 'user' | 'group' | 'membership' | 'attribute'
  reason: 'absent' | 'deleted' | 'deactivated' | 'left_scope' | 'blanked'
  object_id: string
  detail: string | null
  name: string
  email: string | null
  department: string | null
  last_seen_at: string | null
  state: 'planned' | 'held' | 'approved' | 'rejected' | 'applied' | 'withdrawn'
  created_at: string
  decided_at: string | null
}

/** One run of reading the source of a directory that is pulled. */
export type SyncRun = {
  object: 'sync_run'
  id: string
  organization_id: string
  directory_id: string
  kind: 'full' | 'incremental'
  trigger: 'schedule' | 'manual' | 'wake_up' | 'connected' | 'changed' | 'recovery'
  /** `waiting`: removals are held until a person approves or rejects them. */
  state: 'queued' | 'running' | 'paused' | 'waiting' | 'completed' | 'failed' | 'cancelled'
  phase: 'listing' | 'sweep' | 'references' | 'guard' | 'removals' | 'done'
  counts: {
    seen: number
    unchanged: number
    users_created: number
    users_updated: number
    users_removed: number
    groups_created: number
    groups_updated: number
    groups_removed: number
    memberships_added: number
    memberships_removed: number
    out_of_scope: number
    refused: number
    held: number
  }
  expected: number | null
  pages: number
  pauses: number
  waited_ms: number
  requested: 'pause' | 'cancel' | null
  resume_at: string | null
  /** Why it failed or is paused, and in words, with what to do. */
  error_code: string | null
  error_text: string | null
  created_at: string
  started_at: string | null
  finished_at: string | null
  updated_at: string
}
