import type { JsonObject } from '../../model/json.ts'
import { bulkLimits } from '../bulk/read-bulk.ts'
import type { ScimError } from '../errors.ts'
import { bodyLimits } from '../json-body.ts'

/**
 * The body of an error answer (SCIM Protocol 1.1, section 3.9). `code` is a text. `detail` is not of 1.1: Okta's tests of
 * a 1.1 server look for it. A Bulk request that is too large is told the limits (section 3.6.3).
 */
export function scim1ErrorBody(
  { status, detail }: Pick<ScimError, 'status' | 'detail'>,
  { url }: { readonly url: string },
): JsonObject {
  const body: JsonObject = { Errors: [{ description: detail, code: String(status) }], detail }
  const isBulk = /\/Bulk(\.json)?\/?(\?|$)/.test(url)
  if (status !== 413 || !isBulk) return body
  return { ...body, maxOperations: bulkLimits.operations, maxPayload: bodyLimits.bulkBytes }
}
