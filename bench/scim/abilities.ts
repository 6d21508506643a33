import type { HttpRequest } from '../harness/http-connection.ts'
import { HttpConnection } from '../harness/http-connection.ts'
import { expectStatus, isObject } from './check-answer.ts'
import type { ScimServer } from './scim-server.ts'

/** What a server says of itself at `/ServiceProviderConfig`. */
export interface Abilities {
  /** RFC 7644 section 3.7: undefined where it is not offered. */
  readonly bulk: { readonly maxOperations: number; readonly maxPayloadSize: number } | undefined
  /** Paging by cursor, RFC 9865 section 4. */
  readonly hasCursors: boolean
}

/** Asks a server what it offers. */
export async function readAbilities(server: ScimServer): Promise<Abilities> {
  const config = await readObject(server, { method: 'GET', path: '/ServiceProviderConfig' })
  const { bulk, pagination } = config
  const limits = isObject(bulk) && bulk.supported === true ? bulk : undefined
  return {
    bulk: limits && { maxOperations: Number(limits.maxOperations), maxPayloadSize: Number(limits.maxPayloadSize) },
    hasCursors: isObject(pagination) && pagination.cursor === true,
  }
}

/** One request of its own that must be answered with a JSON object. */
export async function readObject(
  { baseUrl, token }: ScimServer,
  request: HttpRequest,
  status = 200,
): Promise<Record<string, unknown>> {
  const connection = await HttpConnection.open(baseUrl, token)
  try {
    const answer = await connection.send(request)
    const body = expectStatus(answer, status)
    if (typeof body !== 'string') return body
    throw new Error(`${request.method} ${request.path}: ${body}; got ${answer.status} ${answer.body.slice(0, 300)}`)
  } finally {
    connection.close()
  }
}
