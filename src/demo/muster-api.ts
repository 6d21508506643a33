import { z } from 'zod'
import type { Json, JsonObject } from '../model/json.ts'
import { expectStatus, type SendJson } from './json-http.ts'

const Organization = z.object({ id: z.string(), name: z.string(), external_id: z.string().nullish() })
const Directory = z.object({ id: z.string(), name: z.string(), type: z.string() })
const NewDirectory = Directory.extend({ endpoint: z.string(), bearer_token: z.string() })
const Run = z.object({
  id: z.string(),
  state: z.string(),
  phase: z.string(),
  expected: z.number().nullable(),
  updated_at: z.string(),
  counts: z.object({ seen: z.number(), held: z.number() }),
})
const Endpoint = z.object({ id: z.string(), endpoint_url: z.string() })
const Token = z.object({ bearer_token: z.string() })
const ListedToken = z.object({ id: z.string(), revoked_at: z.string().nullable() })
const Event = z.object({
  id: z.string(),
  event: z.string(),
  data: z.record(z.string(), z.json()),
  created_at: z.string(),
})

const listOf = <T>(schema: z.ZodType<T>) => z.object({ data: z.array(schema) })

/** An event as `GET /events` gives it. */
export type ApiEvent = z.infer<typeof Event>
export type ApiDirectory = z.infer<typeof Directory>
/** A sync run as `GET /sync_runs/{id}` gives it, as far as the demo looks at it. */
export type ApiRun = z.infer<typeof Run>

/** The calls of Muster's API that the demo makes, as any operator could. */
export type MusterApi = {
  findOrganization(organization: { readonly name: string; readonly externalId: string }): Promise<string | null>
  /** Makes an organization, with domains that the demo vouches for. */
  createOrganization(organization: {
    readonly name: string
    readonly externalId: string
    readonly domains: readonly string[]
  }): Promise<string>
  listDirectories(organizationId: string | null): Promise<ApiDirectory[]>
  createDirectory(directory: {
    readonly organizationId: string
    readonly name: string
    readonly type: string
  }): Promise<z.infer<typeof NewDirectory>>
  /** Makes a directory that Muster reads. */
  connectDirectory(directory: {
    readonly organizationId: string
    readonly name: string
    readonly type: string
    readonly connection: JsonObject
  }): Promise<string>
  changeConnection(directoryId: string, connection: JsonObject): Promise<void>
  /** Makes the address at which the source tells of changes. */
  makeWakeUps(directoryId: string): Promise<void>
  /** Asks for a run that reads everything; null when the directory is at one already. */
  requestRun(directoryId: string): Promise<ApiRun | null>
  findRun(runId: string): Promise<ApiRun>
  /** The webhook endpoints of an organization. */
  listEndpoints(organizationId: string): Promise<z.infer<typeof Endpoint>[]>
  createEndpoint(endpoint: {
    readonly organizationId: string
    readonly url: string
    readonly secret: string
  }): Promise<string>
  /** Lets an endpoint lead elsewhere, with another secret. */
  moveEndpoint(id: string, to: { readonly url: string; readonly secret: string }): Promise<void>
  createToken(directoryId: string): Promise<string>
  /** Ends every token that a directory has. */
  revokeTokens(directoryId: string): Promise<void>
  listEvents(query: {
    readonly after?: string
    readonly order: 'asc' | 'desc'
    readonly limit: number
  }): Promise<ApiEvent[]>
}

/** Opens the API of the server at `url` with an API key. */
export function openMusterApi(options: {
  readonly url: string
  readonly apiKey: string
  readonly send: SendJson
}): MusterApi {
  const headers = { authorization: `Bearer ${options.apiKey}`, 'content-type': 'application/json' }
  const get = async <T>(schema: z.ZodType<T>, path: string): Promise<T> => {
    const answer = await options.send({ method: 'GET', url: options.url + path, headers })
    return schema.parse(expectStatus(answer, `GET ${path}`, 200).body)
  }
  const post = async <T>(schema: z.ZodType<T>, path: string, body: Json): Promise<T> => {
    const answer = await options.send({ method: 'POST', url: options.url + path, headers, body })
    return schema.parse(expectStatus(answer, `POST ${path}`, 201).body)
  }
  return {
    async findOrganization({ name, externalId }) {
      const { data } = await get(listOf(Organization), `/organizations?limit=100&search=${encodeURIComponent(name)}`)
      return data.find((organization) => organization.external_id === externalId)?.id ?? null
    },
    async createOrganization({ name, externalId, domains }) {
      const verified = domains.map((domain) => ({ domain, state: 'verified' }))
      return (await post(Organization, '/organizations', { name, external_id: externalId, domain_data: verified })).id
    },
    async listDirectories(organizationId) {
      const scope = organizationId === null ? '' : `&organization_id=${organizationId}`
      return (await get(listOf(Directory), `/directories?limit=100${scope}`)).data
    },
    createDirectory({ organizationId, name, type }) {
      return post(NewDirectory, '/directories', { organization_id: organizationId, name, type })
    },
    async connectDirectory({ organizationId, name, type, connection }) {
      const body = { organization_id: organizationId, name, type, connection }
      return (await post(Directory, '/directories', body)).id
    },
    async changeConnection(directoryId, connection) {
      const path = `/directories/${directoryId}/connection`
      const answer = await options.send({ method: 'PUT', url: options.url + path, headers, body: connection })
      expectStatus(answer, `PUT ${path}`, 200)
    },
    async makeWakeUps(directoryId) {
      const path = `/directories/${directoryId}/connection/wake_ups`
      const answer = await options.send({ method: 'POST', url: options.url + path, headers, body: {} })
      expectStatus(answer, `POST ${path}`, 200, 201)
    },
    async requestRun(directoryId) {
      const path = `/directories/${directoryId}/sync_runs`
      const answer = await options.send({ method: 'POST', url: options.url + path, headers, body: { kind: 'full' } })
      if (answer.status === 409) return null
      return Run.parse(expectStatus(answer, `POST ${path}`, 200, 201, 202).body)
    },
    findRun: (runId) => get(Run, `/sync_runs/${runId}`),
    async listEndpoints(organizationId) {
      return (await get(listOf(Endpoint), `/webhook_endpoints?limit=100&organization_id=${organizationId}`)).data
    },
    async createEndpoint({ organizationId, url, secret }) {
      const body = { organization_id: organizationId, endpoint_url: url, secret }
      return (await post(Endpoint, '/webhook_endpoints', body)).id
    },
    async moveEndpoint(id, { url, secret }) {
      const path = `/webhook_endpoints/${id}`
      const body = { endpoint_url: url, status: 'enabled' }
      const answer = await options.send({ method: 'PATCH', url: options.url + path, headers, body })
      expectStatus(answer, `PATCH ${path}`, 200)
      const rotation = { method: 'POST', url: `${options.url}${path}/rotate_secret`, headers } as const
      const rotated = await options.send({ ...rotation, body: { secret, overlap_hours: 0 } })
      expectStatus(rotated, `POST ${path}/rotate_secret`, 200, 201)
    },
    async createToken(directoryId) {
      return (await post(Token, `/directories/${directoryId}/tokens`, {})).bearer_token
    },
    async revokeTokens(directoryId) {
      const path = `/directories/${directoryId}/tokens`
      const { data } = await get(listOf(ListedToken), `${path}?limit=100`)
      for (const { id } of data.filter((token) => token.revoked_at === null)) {
        const answer = await options.send({ method: 'DELETE', url: `${options.url}${path}/${id}`, headers })
        expectStatus(answer, `DELETE ${path}/${id}`, 200)
      }
    },
    async listEvents({ after, order, limit }) {
      const cursor = after === undefined ? '' : `&after=${after}`
      return (await get(listOf(Event), `/events?order=${order}&limit=${limit}${cursor}`)).data
    },
  }
}
