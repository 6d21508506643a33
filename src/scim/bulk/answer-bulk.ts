import type { JsonObject } from '../../model/json.ts'
import { knownScimError, unforeseenError } from '../answer-error.ts'
import { scimErrorBody } from '../errors.ts'
import type { ScimAnswer, ScimOperation } from '../operation.ts'
import { etagOf } from '../resource/write-resource.ts'
import type { ScimRequest } from '../scim-request.ts'
import { readBulk } from './read-bulk.ts'
import { type BulkResult, runBulk } from './run-bulk.ts'

/** Answers a Bulk request (RFC 7644 section 3.7): 200, and what became of each operation. */
export async function answerBulk(scim: ScimRequest, { body }: ScimOperation): Promise<ScimAnswer> {
  const results = await runBulk(scim, readBulk(body, scim.reading))
  const Operations = results.map((result) => writeResult(scim, result))
  return { status: 200, body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'], Operations } }
}

function writeResult(
  { context, requestId }: ScimRequest,
  { method, bulkId, location, outcome }: BulkResult,
): JsonObject {
  const written: JsonObject = { method }
  if (bulkId !== undefined) written.bulkId = bulkId
  if (location !== undefined) written.location = location
  if (!('error' in outcome)) {
    if (outcome.version !== undefined) written.version = etagOf(outcome.version)
    return { ...written, status: String(outcome.status) }
  }
  const known = knownScimError(outcome.error)
  if (!known) context.platform.log.error({ err: outcome.error, requestId }, 'An operation of a Bulk request failed')
  const error = known ?? unforeseenError(requestId)
  return { ...written, status: String(error.status), response: scimErrorBody(error) }
}
