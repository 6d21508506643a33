import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { knownScimError, unforeseenError } from '../answer-error.ts'
import { bulkUrn, readBulk } from '../bulk/read-bulk.ts'
import { type BulkEndpoints, type BulkResult, runBulk } from '../bulk/run-bulk.ts'
import type { ScimAnswer, ScimOperation } from '../operation.ts'
import { etagOf } from '../resource/write-resource.ts'
import type { ScimRequest } from '../scim-request.ts'
import { scim1GroupOperations, scim1UserOperations } from './scim1-operations.ts'
import { coreUrn } from './scim2-names.ts'

const endpoints: BulkEndpoints = { users: scim1UserOperations, groups: scim1GroupOperations }

/** Answers a Bulk request of SCIM 1.1 (SCIM Protocol 1.1, section 3.6), whose results have an object as their `status`. */
export async function answerScim1Bulk(scim: ScimRequest, { body }: ScimOperation): Promise<ScimAnswer> {
  const results = await runBulk(scim, readBulk(asScim2Message(body), scim.reading), endpoints)
  const Operations = results.map((result) => writeResult(scim, result))
  return { status: 200, body: { schemas: [coreUrn], Operations } }
}

// The URN of a message is the core's in 1.1, and need not be there.
function asScim2Message(body: Json | undefined): Json | undefined {
  if (!isJsonObject(body)) return body
  const others = Object.entries(body).filter(([key]) => key.toLowerCase() !== 'schemas')
  return { schemas: [bulkUrn], ...Object.fromEntries(others) }
}

function writeResult(scim: ScimRequest, { method, bulkId, location, outcome }: BulkResult): JsonObject {
  const written: JsonObject = { method }
  if (bulkId !== undefined) written.bulkId = bulkId
  if (location !== undefined) written.location = location
  if ('error' in outcome) return { ...written, status: failure(scim, outcome.error) }
  if (outcome.version !== undefined) written.version = etagOf(outcome.version)
  return { ...written, status: { code: outcome.status === 204 ? '200' : String(outcome.status) } }
}

function failure({ context, requestId }: ScimRequest, thrown: unknown): JsonObject {
  const known = knownScimError(thrown)
  if (!known) context.platform.log.error({ err: thrown, requestId }, 'An operation of a Bulk request failed')
  const { status, detail } = known ?? unforeseenError(requestId)
  return { code: String(status), description: detail }
}
