import { z } from 'zod'
import type { Json } from '../model/json.ts'
import { expectStatus, type SendJson } from './json-http.ts'

const Organization = z.object({ id: z.string(), name: z.string(), external_id: z.string().nullish() })
const Directory = z.object({ id: z.string(), name: z.string(), type: z.string() })
const NewDirectory = Directory.extend({ endpoint: z.string(), bearer_token: z.string() })
const Token = z.object({ bearer_token: z.string() })
const ListedToken = z.object({ id: z.string(), revoked_at: z.string().nullable() })
const Event = z.object({
  id: z.string(),
  event: z.string(),
  data: z.record(z.string(), z.json()),
  created_at: z.string(),
})

/** An event as `GET /events` gives it. */
export type ApiEvent = z.infer<typeof Event>
export type ApiDirectory = z.infer<typeof Directory>

/** The calls of Muster's API that the demo makes, as any operator could. */
export type MusterApi = {
  findOrganization(organization: { readonly name: string; readonly externalId: string }): Promise<string | null>
  createOrganization(organization: { readonly name: string; readonly externalId: string }): Promise<string>
  listDirectories(organizationId: string | null): Promise<ApiDirectory[]>
  createDirectory(directory: {
    readonly organizationId: string
    readonly name: string
    readonly type: string
  }): Promise<z.infer<typeof NewDirectory>>
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
  const listOf = <T>(schema: z.ZodType<T>) => z.object({ data: z.array(schema) })
  return {
    async findOrganization({ name, externalId }) {
      const { data } = await get(listOf(Organization), `/organizations?limit=100&search=${encodeURIComponent(name)}`)
      return data.find((organization) => organization.external_id === externalId)?.id ?? null
    },
    async createOrganization({ name, externalId }) {
      return (await post(Organization, '/organizations', { name, external_id: externalId })).id
    },
    async listDirectories(organizationId) {
      const scope = organizationId === null ? '' : `&organization_id=${organizationId}`
      return (await get(listOf(Directory), `/directories?limit=100${scope}`)).data
    },
    createDirectory({ organizationId, name, type }) {
      return post(NewDirectory, '/directories', { organization_id: organizationId, name, type })
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
