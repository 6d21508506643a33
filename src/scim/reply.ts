import type { FastifyReply } from 'fastify'
import { isJsonObject, type JsonObject } from '../model/json.ts'
import { type ScimError, scimErrorBody } from './errors.ts'
import { encodeJsonText, type JsonText } from './json-text.ts'
import type { ScimAnswer } from './operation.ts'
import { etagOf } from './resource/write-resource.ts'
import { isScim1 } from './v1/is-scim1.ts'
import { scim1ErrorBody } from './v1/scim1-error-body.ts'

// The content type is there without a body too, because Entra wants it on every answer. Answers hold personal data, which
// no cache may keep and no browser take for something else.
const answerHeaders = {
  'content-type': 'application/scim+json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const

// SCIM 1.1 has no media type of its own (SCIM Protocol 1.1, section 3.5).
const scim1Headers = { ...answerHeaders, 'content-type': 'application/json' } as const

/**
 * Answers with a SCIM body. As bytes, because Fastify adds a charset to a JSON text, and clients exist that do not know
 * `application/scim+json; charset=utf-8`.
 */
export function sendScim(reply: FastifyReply, status: number, body: JsonObject | JsonText): FastifyReply {
  return reply
    .code(status)
    .headers(headersOf(reply))
    .send(isJsonObject(body) ? Buffer.from(JSON.stringify(body)) : encodeJsonText(body))
}

/** Answers as an operation says. */
export function sendAnswer(reply: FastifyReply, { status, body, location, version }: ScimAnswer): FastifyReply {
  if (location !== undefined) reply.header('location', location)
  if (version !== undefined) reply.header('etag', etagOf(version))
  return body === null ? reply.code(status).headers(headersOf(reply)).send() : sendScim(reply, status, body)
}

/** Answers with the error body of RFC 7644 section 3.12, or that of SCIM 1.1 to those who speak it. */
export function sendScimError(
  reply: FastifyReply,
  error: Pick<ScimError, 'status' | 'scimType' | 'detail'>,
): FastifyReply {
  return sendScim(
    reply,
    error.status,
    isScim1(reply.request) ? scim1ErrorBody(error, reply.request) : scimErrorBody(error),
  )
}

function headersOf({ request }: FastifyReply): Record<string, string> {
  return isScim1(request) ? scim1Headers : answerHeaders
}

/** A page of resources: by index as RFC 7644 section 3.4.2 wants it, or by cursor as RFC 9865 does. */
type ListPage<Resource> = {
  readonly resources: readonly Resource[]
  /** Null: not known. */
  readonly total: number | null
  readonly startIndex?: number
  readonly nextCursor?: string
}

/** The answer with a page of resources. */
export function listResponse(page: ListPage<JsonObject>): JsonObject {
  return { ...listHead(page), Resources: [...page.resources] }
}

/** The answer with a page of resources that are written out already, written out. */
export function listResponseText(page: ListPage<JsonText>): JsonText {
  const parts = [JSON.stringify(listHead(page)).slice(0, -1), ',"Resources":[']
  for (const [index, resource] of page.resources.entries()) {
    if (index > 0) parts.push(',')
    parts.push(...resource)
  }
  parts.push(']}')
  return parts
}

function listHead(page: ListPage<unknown>): JsonObject {
  const response: JsonObject = { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'] }
  if (page.total !== null) response.totalResults = page.total
  if (page.startIndex !== undefined) response.startIndex = page.startIndex
  response.itemsPerPage = page.resources.length
  if (page.nextCursor !== undefined) response.nextCursor = page.nextCursor
  return response
}
