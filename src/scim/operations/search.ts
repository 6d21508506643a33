import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { scimErrors } from '../errors.ts'
import type { ScimOperation } from '../operation.ts'
import { listedSchemas, requireSchema } from '../resource/read-schemas.ts'
import type { ReadingContext } from '../tolerances.ts'

/** The URN of the body of a search. */
export const searchUrn = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'

const parameters = [
  'attributes',
  'excludedAttributes',
  'filter',
  'sortBy',
  'sortOrder',
  'startIndex',
  'count',
  'cursor',
] as const

/** The list operation that a search by POST stands for (RFC 7644 section 3.4.3): its body holds what a URL may not show. */
export function searchOperation({ body, ...operation }: ScimOperation, context: ReadingContext): ScimOperation {
  if (!isJsonObject(body)) throw scimErrors.invalidSyntax('The body must be a JSON object: a SearchRequest.')
  requireSchema(listedSchemas(body, context), searchUrn, context)
  return { ...operation, method: 'GET', query: parametersIn(body), body: undefined }
}

// Names of attributes have no case, in messages neither (RFC 7643 section 2.1).
function parametersIn(body: JsonObject): Record<string, Json> {
  const found: Record<string, Json> = {}
  for (const key of Object.keys(body)) {
    const name = parameters.find((one) => one.toLowerCase() === key.toLowerCase())
    if (name) found[name] = body[key] ?? null
  }
  return found
}
