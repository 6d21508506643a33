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
  /** The SCIM base URL for the identity provider. */
  endpoint: string
}

/** A directory that was just made; its first bearer token is shown this once. */
export type DirectoryWithToken = Directory & { bearer_token: string }

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

/** A key of the API; its value is kept nowhere. */
export type ApiKey = Times & {
  object: 'api_key'
  id: string
  /** The one organization that it opens; null for all. */
  owner: { type: 'organization'; id: string } | null
  name: string
  obfuscated_value: string
  permissions: Permission[]
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
}

/** A link for a customer's administrator. */
export type PortalLink = {
  object: 'portal_link'
  id: string
  organization_id: string
  intent: string
  return_url: string | null
  success_url: string | null
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
  actor: { type: 'api_key' | 'portal_link'; id: string | null; name: string }
  source: 'api' | 'cli' | 'portal'
  target: { type: string; id: string | null }
  before: JsonObject | null
  after: JsonObject | null
  context: { location: string | null; user_agent: string | null }
  request_id: string | null
}
