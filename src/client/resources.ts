import type { EventType, MusterEvent } from './events.ts'
import { createList, type List, type Paging } from './list.ts'
import type {
  ApiKey,
  ApiKeyWithValue,
  AuditEntry,
  DeprovisioningPolicy,
  Directory,
  DirectoryGroup,
  DirectoryUser,
  DirectoryWithToken,
  Organization,
  Permission,
  PortalLinkWithUrl,
  WebhookEndpoint,
} from './objects.ts'
import type { Api, Call, CallOptions } from './request.ts'
import type { ConnectionGiven } from './sync-resources.ts'

/** What a resource asks with: one request each, under one path. */
function resource(api: Api, path: string) {
  const call = <T>(method: Call['method'], to: string, rest: Pick<Call, 'body' | 'options'>) =>
    api.send<T>({ method, path: path + to, ...rest })
  return {
    list: <T>(query: object = {}, options: CallOptions = {}): List<T> =>
      createList<T>(api, path, { query: { ...query }, options }),
    get: <T>(id: string, options: CallOptions = {}) => call<T>('GET', `/${encodeURIComponent(id)}`, { options }),
    create: <T>(body: object, options: CallOptions = {}) => call<T>('POST', '', { body, options }),
    change: <T>(method: 'PUT' | 'PATCH', id: string, { body, options = {} }: { body: object; options?: CallOptions }) =>
      call<T>(method, `/${encodeURIComponent(id)}`, { body, options }),
    do: <T>(id: string, deed: string, options: CallOptions = {}) =>
      call<T>('POST', `/${encodeURIComponent(id)}/${deed}`, { options }),
    remove: async (id: string, options: CallOptions = {}) =>
      void (await call('DELETE', `/${encodeURIComponent(id)}`, { options })),
  }
}

type DomainGiven = { domain: string; state: 'pending' | 'verified' }
type OrganizationGiven = {
  external_id?: string | null
  metadata?: { [key: string]: string } | null
  domain_data?: DomainGiven[]
}

/** Organizations. */
export function organizations(api: Api) {
  const { list, get, create, change, remove } = resource(api, '/organizations')
  return {
    list: (query?: Paging & { search?: string; domains?: readonly string[] }, options?: CallOptions) =>
      list<Organization>(query, options),
    get: (id: string, options?: CallOptions) => get<Organization>(id, options),
    create: (body: { name: string } & OrganizationGiven, options?: CallOptions) => create<Organization>(body, options),
    update: (id: string, body: { name?: string } & OrganizationGiven, options: CallOptions = {}) =>
      change<Organization>('PUT', id, { body, options }),
    delete: remove,
  }
}

type DirectoryChanges = {
  name?: string
  deprovisioning?: { policy?: DeprovisioningPolicy; grace_days?: number; restore_days?: number }
}

type NewDirectory = {
  organization_id: string
  name: string
  type: string
  /** How Muster reads the source, for types that do not push SCIM. */
  connection?: ConnectionGiven
}

/** Directories. */
export function directories(api: Api) {
  const { list, get, create, change, do: act, remove } = resource(api, '/directories')
  return {
    list: (query?: Paging & { organization_id?: string; search?: string; domain?: string }, options?: CallOptions) =>
      list<Directory>(query, options),
    get: (id: string, options?: CallOptions) => get<Directory>(id, options),
    create: (body: NewDirectory, options?: CallOptions) => create<DirectoryWithToken>(body, options),
    update: (id: string, body: DirectoryChanges, options: CallOptions = {}) =>
      change<Directory>('PUT', id, { body, options }),
    /** Refuses the source's changes until it is resumed. */
    pause: (id: string, options?: CallOptions) => act<Directory>(id, 'pause', options),
    resume: (id: string, options?: CallOptions) => act<Directory>(id, 'resume', options),
    delete: remove,
  }
}

type UsersQuery = Paging & { idp_id?: string; email?: string } & (
    | { directory: string; group?: string }
    | { directory?: string; group: string }
  )

/** Users of directories. */
export function directoryUsers(api: Api) {
  const { list, get } = resource(api, '/directory_users')
  return {
    list: (query: UsersQuery, options?: CallOptions) => list<DirectoryUser>(query, options),
    get: (id: string, options?: CallOptions) => get<DirectoryUser>(id, options),
  }
}

type GroupsQuery = Paging & ({ directory: string; user?: string } | { directory?: string; user: string })

/** Groups of directories. */
export function directoryGroups(api: Api) {
  const { list, get } = resource(api, '/directory_groups')
  return {
    list: (query: GroupsQuery, options?: CallOptions) => list<DirectoryGroup>(query, options),
    get: (id: string, options?: CallOptions) => get<DirectoryGroup>(id, options),
  }
}

/** Which events a list has. */
export type EventsQuery = Paging & {
  events?: readonly EventType[]
  organization_id?: string
  range_start?: string
  range_end?: string
}

/** The log, as far as it is now: to follow it, see `follow`. */
export function listEvents(api: Api, query: EventsQuery = {}, options?: CallOptions): List<MusterEvent> {
  return resource(api, '/events').list<MusterEvent>(query, options)
}

type EndpointGiven = {
  endpoint_url: string
  /** Types of events; left out: all. */
  events?: readonly string[]
  /** Left out, one is made. */
  secret?: string
  organization_id?: string | null
  type?: 'webhook' | 'polis'
  batch_size?: number
  parallel?: number
  timeout_seconds?: number
  tenant?: string | null
  product?: string | null
}

type EndpointChanges = Partial<Omit<EndpointGiven, 'organization_id' | 'type' | 'secret'>> & {
  status?: 'enabled' | 'disabled'
}

/** Webhook endpoints. */
export function webhookEndpoints(api: Api) {
  const { list, get, create, change, remove } = resource(api, '/webhook_endpoints')
  return {
    list: (query?: Paging & { organization_id?: string }, options?: CallOptions) =>
      list<WebhookEndpoint>(query, options),
    get: (id: string, options?: CallOptions) => get<WebhookEndpoint>(id, options),
    create: (body: EndpointGiven, options?: CallOptions) => create<WebhookEndpoint>(body, options),
    update: (id: string, body: EndpointChanges, options: CallOptions = {}) =>
      change<WebhookEndpoint>('PATCH', id, { body, options }),
    delete: remove,
  }
}

type LinkGiven = {
  organization: string
  intent?: 'dsync'
  directory?: string | null
  return_url?: string | null
  success_url?: string | null
  it_contact_emails?: readonly string[] | null
  expires_in_minutes?: number | null
}

/** Links for customers' administrators. */
export function portal(api: Api) {
  return {
    generateLink: (body: LinkGiven, options: CallOptions = {}) =>
      api.send<PortalLinkWithUrl>({ method: 'POST', path: '/portal/generate_link', body, options }),
  }
}

type KeyGiven = {
  name: string
  permissions?: readonly Permission[]
  organization_id?: string | null
  expires_in_days?: number | null
}

/** API keys. */
export function apiKeys(api: Api) {
  const { list, create, remove } = resource(api, '/api_keys')
  return {
    list: (query?: Paging & { organization_id?: string }, options?: CallOptions) => list<ApiKey>(query, options),
    create: (body: KeyGiven, options?: CallOptions) => create<ApiKeyWithValue>(body, options),
    /** Revokes it at once. */
    delete: remove,
  }
}

type AuditQuery = Paging & {
  actor?: string
  target?: string
  action?: string
  organization_id?: string
  range_start?: string
  range_end?: string
}

/** The audit log. */
export function auditLog(api: Api) {
  const { list } = resource(api, '/audit_log')
  return { list: (query?: AuditQuery, options?: CallOptions) => list<AuditEntry>(query, options) }
}
