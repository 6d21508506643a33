import type { Filter } from '../../model/filter.ts'
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { ScimError, scimErrors } from '../errors.ts'
import { fieldOf } from '../field-of.ts'
import { listedSchemas, requireSchema } from '../resource/read-schemas.ts'
import { typeName } from '../resource/read-simple.ts'
import { isCoreUrn } from '../schema/find-path.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { type ReadingContext, tolerates } from '../tolerances.ts'
import { isMembersStep } from './member-operations.ts'
import { type PatchPath, parsePath } from './patch-path.ts'
import { stepsAt, stepsForKeys } from './patch-steps.ts'

/** What one PATCH may hold: operations, and in all of them values, and comparisons with the values that are there. */
export const patchLimits = { operations: 1_000, values: 50_000, comparisons: 200 } as const

/** The URN of a PATCH body. */
export const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/**
 * One step of a PATCH, its value read by the schema. An operation without a path has become one step for each attribute
 * that it names. Only a `remove` may have no value; with one, it removes these values of a multi-valued attribute.
 */
export type PatchOperation = {
  readonly op: 'add' | 'replace' | 'remove'
  readonly path: PatchPath
  readonly value: Json | undefined
}

/**
 * Reads the body of a PATCH (RFC 7644 section 3.5.2) without knowing the resource, so that what is wrong with the body
 * itself is refused before anything is loaded.
 */
export function readPatch(
  body: unknown,
  resourceType: ResourceType,
  context: ReadingContext,
): readonly PatchOperation[] {
  if (!isJsonObject(body))
    throw scimErrors.invalidSyntax('The body must be a JSON object with "schemas" and "Operations".')
  requireSchema(listedSchemas(body, context), patchUrn, context)
  const operations = operationsOf(body, context)
  const reading = { ...context, resourceType }
  const steps = operations.flatMap((operation, index) => readOperation(operation, index, reading))
  const comparisons = steps.reduce((sum, step) => sum + comparisonsIn(step), 0)
  if (comparisons <= patchLimits.comparisons) return steps
  throw scimErrors.tooMany(
    `A PATCH may ask for ${patchLimits.comparisons} comparisons with the values of multi-valued attributes. Split it into several requests.`,
  )
}

// Each is made with every value of the attribute, so together they must be few. Members are found by their id instead.
function comparisonsIn(step: PatchOperation): number {
  const { attribute, filter } = step.path
  if (!attribute?.multiValued || isMembersStep(step)) return 0
  return filter ? countComparisons(filter) : 1
}

function countComparisons(filter: Filter): number {
  if (filter.kind === 'and' || filter.kind === 'or') {
    return filter.filters.reduce((sum, one) => sum + countComparisons(one), 0)
  }
  return filter.kind === 'not' || filter.kind === 'element' ? countComparisons(filter.filter) : 1
}

/** What the reading of one operation needs. */
export type PatchReading = ReadingContext & { readonly resourceType: ResourceType }

function operationsOf(body: JsonObject, context: ReadingContext): readonly Json[] {
  const given = fieldOf(body, 'operations')
  const isSingle = isJsonObject(given) && tolerates(context, 'object_for_multi_valued')
  const operations = isSingle ? [given] : given
  if (!Array.isArray(operations) || operations.length === 0) {
    throw scimErrors.invalidSyntax('"Operations" must be an array with at least one operation.')
  }
  const values = operations.reduce((sum: number, operation) => sum + valueCount(operation), 0)
  if (operations.length > patchLimits.operations || values > patchLimits.values) {
    throw scimErrors.tooMany(
      `A PATCH may have ${patchLimits.operations} operations with ${patchLimits.values} values in all. Split it into several requests.`,
    )
  }
  return operations
}

function valueCount(operation: Json): number {
  const value = isJsonObject(operation) ? fieldOf(operation, 'value') : undefined
  return Array.isArray(value) ? value.length : 1
}

function readOperation(operation: Json, index: number, reading: PatchReading): readonly PatchOperation[] {
  try {
    return stepsOf(operation, reading)
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
    throw new ScimError(error.status, `Operations[${index}]: ${error.detail}`, error.scimType)
  }
}

function stepsOf(operation: Json, reading: PatchReading): readonly PatchOperation[] {
  if (!isJsonObject(operation))
    throw scimErrors.invalidSyntax(`an operation must be an object, not ${typeName(operation)}.`)
  const op = operationName(fieldOf(operation, 'op'))
  const path = fieldOf(operation, 'path')
  const value = fieldOf(operation, 'value')
  if (typeof path === 'string' && path !== '' && !namesRoot(path, reading)) {
    return stepsAt({ op, path: parsePath(path, reading.resourceType, reading), value }, reading)
  }
  if (path !== undefined && path !== null && typeof path !== 'string')
    throw scimErrors.invalidPath('"path" must be a text.')
  if (op === 'remove') throw scimErrors.noTarget('a "remove" needs a "path" that says what to remove.')
  return stepsForKeys(op, pathlessValue(value, reading), reading)
}

function namesRoot(path: string, reading: PatchReading): boolean {
  return isCoreUrn(path.trim(), reading.resourceType) && tolerates(reading, 'core_attributes_under_urn')
}

function operationName(op: Json | undefined): PatchOperation['op'] {
  const name = typeof op === 'string' ? op.toLowerCase() : ''
  if (name === 'add' || name === 'replace' || name === 'remove') return name
  throw scimErrors.invalidSyntax('"op" must be one of add, replace and remove.')
}

function pathlessValue(value: Json | undefined, context: ReadingContext): JsonObject {
  const only =
    Array.isArray(value) && value.length === 1 && tolerates(context, 'single_element_array') ? value[0] : value
  if (isJsonObject(only)) return only
  throw scimErrors.invalidValue(`without a "path", the "value" must be an object of attributes, not ${typeName(only)}.`)
}
