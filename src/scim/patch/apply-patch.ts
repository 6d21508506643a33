import { isDeepStrictEqual } from 'node:util'
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { scimErrors } from '../errors.ts'
import { completeResource } from '../resource/complete-resource.ts'
import { distinctValues } from '../resource/distinct-values.ts'
import { checkImmutable, checkImmutableValues } from '../resource/immutable-values.ts'
import { maxValues } from '../resource/read-attribute.ts'
import type { Attribute, Schema } from '../schema/attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { type ReadingContext, tolerates } from '../tolerances.ts'
import { withoutTypes, withTypesOf } from './match-by-value.ts'
import { changeElements, type ElementStep } from './patch-elements.ts'
import { addValues, withoutValues } from './patch-values.ts'
import type { PatchOperation } from './read-patch.ts'

/** `id` is the resource's own: a PATCH may repeat it. */
export type PatchContext = ReadingContext & { readonly resourceType: ResourceType; readonly id: string }

/**
 * The document after the operations, in order, all or none (RFC 7644 section 3.5.2). `document` itself is not touched,
 * and is what comes back when nothing changed.
 */
export function applyPatch(
  document: JsonObject,
  operations: readonly PatchOperation[],
  context: PatchContext,
): JsonObject {
  let patched = document
  for (const operation of operations) patched = applyOperation(patched, operation, context)
  if (patched === document) return document
  const complete = completeResource(withoutRepetitions(patched, document), context.resourceType)
  return isDeepStrictEqual(complete, document) ? document : complete
}

// Done once at the end: a step may make two values equal, as when another one loses its primary flag.
function withoutRepetitions(patched: JsonObject, before: JsonObject): JsonObject {
  const values: JsonObject = {}
  for (const [key, value] of Object.entries(patched)) {
    const old = before[key]
    if (value === old) values[key] = value
    else if (Array.isArray(value)) values[key] = [...distinctValues(value)]
    else values[key] = isJsonObject(value) ? withoutRepetitions(value, isJsonObject(old) ? old : {}) : value
  }
  return values
}

function applyOperation(document: JsonObject, operation: PatchOperation, context: PatchContext): JsonObject {
  const { extension, attribute } = operation.path
  if (!attribute) return extension ? withoutExtension(document, extension, context) : document
  const step: ElementStep = { ...operation, path: { ...operation.path, attribute } }
  if (isWithoutEffect(step, context)) return document
  if (!extension) return changeKey(document, step, context)

  const values = document[extension.id]
  const changed = changeKey(isJsonObject(values) ? values : {}, step, context)
  return withKey(document, extension.id, Object.keys(changed).length > 0 ? changed : undefined)
}

function withoutExtension(document: JsonObject, extension: Schema, { resourceType }: PatchContext): JsonObject {
  const removed = withKey(document, extension.id, undefined)
  checkImmutableValues(document, removed, resourceType)
  return removed
}

/** True for what may be written but is not kept; throws for what may not be written. */
function isWithoutEffect({ op, path, value }: ElementStep, context: PatchContext): boolean {
  const { attribute, sub } = path
  if (attribute.name === 'id' && !sub && value === context.id && tolerates(context, 'read_only_ignored_when_equal'))
    return true
  if (attribute.mutability === 'readOnly' || sub?.mutability === 'readOnly') {
    throw scimErrors.mutability(`"${path.text}" is read-only.`)
  }
  if (op === 'remove' && attribute.required && !sub && !path.filter) {
    throw scimErrors.mutability(`"${path.text}" is required and cannot be removed.`)
  }
  return attribute.returned === 'never' || sub?.returned === 'never'
}

function changeKey(values: JsonObject, step: ElementStep, context: ReadingContext): JsonObject {
  const { attribute } = step.path
  const before = values[attribute.name]
  const after = attribute.multiValued ? changeValues(before, step, context) : changeSingle(before, step, context)
  checkImmutable(attribute, { before, after, text: step.path.text })
  return withKey(values, attribute.name, after)
}

function changeSingle(before: Json | undefined, step: ElementStep, context: ReadingContext): Json | undefined {
  const { op, path, value } = step
  if (path.sub) {
    const parts = isJsonObject(before) ? before : {}
    const changed = changeKey(parts, { ...step, path: { ...path, attribute: path.sub, sub: null } }, context)
    const whole = path.sub.name === 'value' && changed.value === undefined ? withoutReference(changed) : changed
    return Object.keys(whole).length > 0 ? whole : undefined
  }
  if (op === 'remove') return undefined
  return isJsonObject(before) && isJsonObject(value) ? mergedParts(before, value, step) : value
}

// A complex value is merged (RFC 7644 section 3.5.2.3). But one with another `value` is another thing, a new manager, of
// whom the old $ref and displayName would not be true.
function mergedParts(before: JsonObject, value: JsonObject, { op, path }: ElementStep): JsonObject {
  const isAnother = before.value !== undefined && value.value !== undefined && value.value !== before.value
  const merged = isAnother ? value : { ...before, ...value }
  for (const part of path.attribute.subAttributes) {
    const [old, added] = [before[part.name], value[part.name]]
    const isMore = op === 'add' && !isAnother && Array.isArray(old) && Array.isArray(added)
    if (isMore) merged[part.name] = [...addValues(old, added, part)]
    checkImmutable(part, { before: old, after: merged[part.name], text: `${path.text}.${part.name}` })
  }
  return merged
}

// Without the id of a manager, the manager's URL and name are nobody's.
function withoutReference({ $ref: _, displayName: __, ...rest }: JsonObject): JsonObject {
  return rest
}

function changeValues(before: Json | undefined, step: ElementStep, context: ReadingContext): Json | undefined {
  const current = Array.isArray(before) ? before : []
  const after = changedValues(current, step, context)
  checkCount(after, step.path.attribute)
  return after.length > 0 ? [...after] : undefined
}

function changedValues(current: readonly Json[], step: ElementStep, context: ReadingContext): readonly Json[] {
  const { op, path, value } = step
  if (path.filter || path.sub) return changeElements(current, step, context)
  const given = Array.isArray(value) ? value : []
  if (op === 'add') {
    return addValues(
      context.matchesByValue ? withTypesOf(given, current, path.attribute) : current,
      given,
      path.attribute,
    )
  }
  if (op === 'replace') return given
  if (value === undefined) return []
  const listed = context.matchesByValue ? withoutTypes(given, current, path.attribute) : given
  return withoutValues(current, listed, path.attribute)
}

function checkCount(values: readonly Json[], attribute: Attribute): void {
  const limit = attribute.maxValues ?? maxValues
  if (values.length > limit)
    throw scimErrors.invalidValue(`${attribute.name} would have ${values.length} values; at most ${limit} are allowed.`)
}

function withKey(values: JsonObject, key: string, value: Json | undefined): JsonObject {
  if (values[key] === value) return values
  if (value !== undefined) return { ...values, [key]: value }
  const { [key]: _, ...rest } = values
  return rest
}
