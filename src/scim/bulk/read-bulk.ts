import { isJsonObject, type Json } from '../../model/json.ts'
import { ScimError, scimErrors } from '../errors.ts'
import { fieldOf } from '../field-of.ts'
import { listedSchemas, requireSchema } from '../resource/read-schemas.ts'
import { type ReadingContext, tolerates } from '../tolerances.ts'

/** How many operations one Bulk request may have. How many bytes: `bodyLimits.bulkBytes`. */
export const bulkLimits = { operations: 1_000 } as const

/** The URN of the body of a Bulk request. */
export const bulkUrn = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'

/** One operation of a Bulk request as it was sent, or what is wrong with it: that refuses it alone. */
export type BulkOperation = {
  readonly method: string
  readonly bulkId: string | undefined
  /** The resource or endpoint, with a slash before it; empty where it was left out. */
  readonly path: string
  readonly version: string | undefined
  readonly data: Json | undefined
  readonly problem: ScimError | null
}

/** A Bulk request (RFC 7644 section 3.7). `failOnErrors`: after so many errors the rest is not run; null is "never". */
export type BulkRequest = { readonly operations: readonly BulkOperation[]; readonly failOnErrors: number | null }

/** Reads the body of a Bulk request. What is wrong with the message as a whole is thrown. */
export function readBulk(body: unknown, context: ReadingContext): BulkRequest {
  if (!isJsonObject(body))
    throw scimErrors.invalidSyntax('The body must be a JSON object with "schemas" and "Operations".')
  requireSchema(listedSchemas(body, context), bulkUrn, context)
  const given = fieldOf(body, 'operations')
  if (!Array.isArray(given) || given.length === 0) {
    throw scimErrors.invalidSyntax('"Operations" must be an array with at least one operation.')
  }
  if (given.length > bulkLimits.operations) {
    throw new ScimError(
      413,
      `The request has ${given.length} operations. The maximum (maxOperations) is ${bulkLimits.operations}: split it.`,
    )
  }
  const seen = new Set<string>()
  const operations = given.map((operation) => readOperation(operation, { seen, context }))
  return { operations, failOnErrors: readFailOnErrors(fieldOf(body, 'failonerrors')) }
}

function readFailOnErrors(value: Json | undefined): number | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value
  throw scimErrors.invalidValue('"failOnErrors" must be an integer of 1 or more.')
}

type Reading = { readonly seen: Set<string>; readonly context: ReadingContext }

function readOperation(value: Json, reading: Reading): BulkOperation {
  if (!isJsonObject(value)) return refused({}, 'An operation must be a JSON object.')
  const [method, bulkId] = [fieldOf(value, 'method'), fieldOf(value, 'bulkid')]
  const [path, version] = [fieldOf(value, 'path'), fieldOf(value, 'version')]
  const operation = {
    method: typeof method === 'string' ? method.toUpperCase() : '',
    bulkId: typeof bulkId === 'string' ? bulkId : undefined,
    path: typeof path === 'string' ? withOneSlashBefore(path.trim()) : '',
    version: typeof version === 'string' ? version : undefined,
    data: fieldOf(value, 'data'),
  }
  const problem = problemOf(operation, reading)
  if (operation.bulkId !== undefined) reading.seen.add(operation.bulkId)
  return problem === null ? { ...operation, problem } : refused(operation, problem)
}

// Not by a pattern: one for the slashes at the end takes the square of their number in the middle.
function withOneSlashBefore(path: string): string {
  let [start, end] = [0, path.length]
  while (path[start] === '/') start += 1
  while (end > start && path[end - 1] === '/') end -= 1
  return `/${path.slice(start, end)}`
}

function refused(operation: Partial<BulkOperation>, problem: string): BulkOperation {
  const empty = { method: '', bulkId: undefined, path: '', version: undefined, data: undefined }
  return { ...empty, ...operation, problem: scimErrors.invalidSyntax(problem) }
}

function problemOf(operation: Omit<BulkOperation, 'problem'>, { seen, context }: Reading): string | null {
  const { method, bulkId, path } = operation
  if (!['POST', 'PUT', 'PATCH', 'DELETE'].includes(method)) {
    return `"method" must be POST, PUT, PATCH or DELETE, not "${method.slice(0, 20)}".`
  }
  if (path === '') return 'An operation needs a "path", such as "/Users".'
  if (bulkId !== undefined && seen.has(bulkId)) return `The bulkId "${bulkId.slice(0, 100)}" is there twice.`
  if (method === 'POST' && !bulkId && !tolerates(context, 'missing_bulk_id')) {
    return 'A POST needs a "bulkId" (RFC 7644 section 3.7).'
  }
  return null
}
