import type { InjectOptions } from 'fastify'
import { scimPath } from '../model/directory.ts'
import { createTestApi, type TestApi } from './api-app.ts'

/** A directory as its identity provider sees it: a base URL and a token. */
export type ScimClient = {
  readonly api: TestApi
  readonly directoryId: string
  readonly organizationId: string
  readonly token: string
  /** Sends a request below the base URL, with the token unless `headers` say otherwise. */
  send(method: string, path: string, request?: ScimClientRequest): Promise<ScimAnswer>
}

/** A text or bytes are sent as they are, anything else as JSON. A header that is null is not sent. */
export type ScimClientRequest = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string | null>> }

/** An answer; `body` is what its JSON said, null when there was none. */
export type ScimAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is what they check
  readonly body: any
}

/** Makes a directory of a type in an organization of its own, through the API, as an operator does. */
export async function createScimClient(api: TestApi, type: string): Promise<ScimClient> {
  const organization = await api.call('POST', '/organizations', { body: { name: 'Acme' } })
  const body = { organization_id: organization.body.id, name: 'People', type }
  const { id: directoryId, bearer_token: token } = (await api.call('POST', '/directories', { body })).body
  return {
    api,
    directoryId,
    organizationId: organization.body.id,
    token,
    async send(method, path, { body: payload, headers = {} } = {}) {
      const answer = await api.app.inject({
        method: method as InjectOptions['method'],
        url: `${scimPath({ id: directoryId, type })}${path}`,
        headers: withDefaults(headers, token, payload !== undefined),
        ...(payload === undefined ? {} : { payload: asSent(payload) }),
      })
      return { status: answer.statusCode, headers: answer.headers, body: answer.body === '' ? null : answer.json() }
    },
  }
}

function asSent(payload: unknown): string | Buffer {
  return typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload)
}

function withDefaults(headers: ScimClientRequest['headers'], token: string, hasBody: boolean): Record<string, string> {
  const type = hasBody ? 'application/scim+json' : null
  const all = { authorization: `Bearer ${token}`, 'content-type': type, ...headers }
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null))
}

/** A server with a database of its own, and one directory of the type. `await using` stops it. */
export async function startScim(type: string): Promise<ScimClient & AsyncDisposable> {
  const api = await createTestApi()
  return { ...(await createScimClient(api, type)), [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() }
}
