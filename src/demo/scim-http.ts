import { z } from 'zod'
import type { Json } from '../model/json.ts'
import { expectStatus, type JsonRequest, type SendJson } from './json-http.ts'

/** Where a directory takes SCIM, and with what token. */
export type ScimConnection = { readonly endpoint: string; readonly token: string; readonly send: SendJson }

/** Sends one SCIM request and gives the parsed body. `path` begins with a slash. */
export type ScimRequest = (method: JsonRequest['method'], path: string, body?: Json) => Promise<Json>

/** SCIM requests of one provider: its headers, and what it puts behind every URL. */
export function scimRequests(connection: ScimConnection, headers: Readonly<Record<string, string>>): ScimRequest {
  const authorization = `Bearer ${connection.token}`
  return async (method, path, body) => {
    const answer = await connection.send({
      method,
      url: connection.endpoint + path,
      headers: { authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    })
    return expectStatus(answer, `${method} ${path}`, 200, 201, 204).body
  }
}

const Resource = z.object({ id: z.string() })
const ListResponse = z.object({
  totalResults: z.number(),
  Resources: z.array(z.looseObject({ id: z.string() })).default([]),
})

/** The id of a created resource. */
export function idOf(body: Json): string {
  return Resource.parse(body).id
}

/** The id of the first resource of a list, or null. */
export function firstIdOf(body: Json): string | null {
  return ListResponse.parse(body).Resources[0]?.id ?? null
}

/** A value as a filter has it, in quotes. */
export function quoted(value: string): string {
  return JSON.stringify(value)
}
