import type { FastifyReply } from 'fastify'
import type { JsonObject } from '../model/json.ts'
import { type ScimError, scimErrorBody } from './errors.ts'

// The content type is there without a body too, because Entra wants it on every answer. Answers hold personal data, which
// no cache may keep and no browser take for something else.
const answerHeaders = {
  'content-type': 'application/scim+json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const

/**
 * Answers with a SCIM body. As bytes, because Fastify adds a charset to a JSON text, and clients exist that do not know
 * `application/scim+json; charset=utf-8`.
 */
export function sendScim(reply: FastifyReply, status: number, body: JsonObject): FastifyReply {
  return reply
    .code(status)
    .headers(answerHeaders)
    .send(Buffer.from(JSON.stringify(body)))
}

/** Answers without a body. */
export function sendNothing(reply: FastifyReply, status: 204 | 304): FastifyReply {
  return reply.code(status).headers(answerHeaders).send()
}

/** Answers with the error body of RFC 7644 section 3.12. */
export function sendScimError(
  reply: FastifyReply,
  error: Pick<ScimError, 'status' | 'scimType' | 'detail'>,
): FastifyReply {
  return sendScim(reply, error.status, scimErrorBody(error))
}

/** A page of resources as RFC 7644 section 3.4.2 wants it. */
export function listResponse(page: {
  readonly resources: readonly JsonObject[]
  readonly total: number
  readonly startIndex: number
}): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: page.total,
    startIndex: page.startIndex,
    itemsPerPage: page.resources.length,
    Resources: [...page.resources],
  }
}
