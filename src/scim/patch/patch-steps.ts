import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { scimErrors } from '../errors.ts'
import { ignoreUnknown, readAttribute, readElement } from '../resource/read-attribute.ts'
import { typeName } from '../resource/read-simple.ts'
import { type Attribute, findAttribute } from '../schema/attribute.ts'
import { isCoreUrn } from '../schema/find-path.ts'
import { tolerates } from '../tolerances.ts'
import { elementFromFilter } from './element-from-filter.ts'
import { findPatchPath, type PatchPath } from './patch-path.ts'
import type { PatchOperation, PatchReading } from './read-patch.ts'

/** The path of a step whose attribute is known. */
type AttributePath = PatchPath & { readonly attribute: Attribute }

/** The steps of an operation with a path. Null means no value: a `replace` with it removes, an `add` with it adds nothing. */
export function stepsAt({ op, path, value }: PatchOperation, reading: PatchReading): readonly PatchOperation[] {
  if (!isAttributePath(path)) return stepsForExtension({ op, path, value }, reading)
  if (path.attribute.name === 'schemas') return stepsOnSchemas(op)
  if (op === 'remove') return removal(path, value, reading)
  if (value === undefined) return [additionByFilter(op, path, reading)]
  if (value === null) return op === 'replace' ? [{ op: 'remove', path, value: undefined }] : []

  const read = readAt(path, value, reading)
  const cleared = clearedParts({ op, path, value }, reading)
  if (read !== undefined) return [{ op, path, value: read }, ...cleared]
  // A complex value that says nothing leaves the parts that it does not name unchanged (RFC 7644 section 3.5.2.3).
  if (isMerged(path, value)) return cleared
  return op === 'replace' ? [{ op: 'remove', path, value: undefined }] : []
}

/**
 * The steps of an operation without a path: one for each key of its value. Entra's keys may be paths themselves
 * (Microsoft, "Known issues and resolutions with SCIM 2.0 protocol compliance").
 */
export function stepsForKeys(
  op: 'add' | 'replace',
  value: JsonObject,
  reading: PatchReading,
): readonly PatchOperation[] {
  return Object.keys(value).flatMap((key) => stepsForKey({ op, key, value: value[key] }, reading))
}

type Keyed = { readonly op: 'add' | 'replace'; readonly key: string; readonly value: Json | undefined }

function stepsForKey({ op, key, value }: Keyed, reading: PatchReading): readonly PatchOperation[] {
  if (isCoreUrn(key, reading.resourceType) && tolerates(reading, 'core_attributes_under_urn')) {
    if (isJsonObject(value)) return stepsForKeys(op, value, reading)
    throw scimErrors.invalidValue(`"${key}" must be an object of attributes, not ${typeName(value)}.`)
  }
  const path = findPatchPath(key, reading.resourceType, reading)
  if (!path) {
    ignoreUnknown(key, { context: reading, at: `the ${reading.resourceType.name}` })
    return []
  }
  const isPlain = path.sub === null && path.filter === null && (path.extension === null || path.attribute === null)
  if (!isPlain && !tolerates(reading, 'pathless_dotted_keys')) {
    throw scimErrors.invalidPath(`"${key.slice(0, 200)}" is a path. Send it as the "path" of an operation of its own.`)
  }
  const isReadOnly = path.attribute?.mutability === 'readOnly' && path.attribute.name !== 'id'
  if (isReadOnly && tolerates(reading, 'read_only_ignored')) return []
  return stepsAt({ op, path, value }, reading)
}

// They follow from what the resource has values of, whatever is written to them.
function stepsOnSchemas(op: PatchOperation['op']): readonly PatchOperation[] {
  if (op === 'remove') throw scimErrors.mutability('"schemas" is required and cannot be removed.')
  return []
}

function stepsForExtension({ op, path, value }: PatchOperation, reading: PatchReading): readonly PatchOperation[] {
  if (op === 'remove' || (op === 'replace' && value === null)) return [{ op: 'remove', path, value: undefined }]
  if (value === null) return []
  if (!isJsonObject(value)) {
    throw scimErrors.invalidValue(
      `the "value" of an extension must be an object of its attributes, not ${typeName(value)}.`,
    )
  }
  return Object.keys(value).flatMap((key) => {
    const attribute = path.extension && findAttribute(path.extension.byName, key)
    if (attribute)
      return stepsAt({ op, path: { ...path, text: `${path.text}:${key}`, attribute }, value: value[key] }, reading)
    ignoreUnknown(key, { context: reading, at: path.text })
    return []
  })
}

// RFC 7644 section 3.5.2.2 gives the value of a "remove" no meaning; Entra, JumpCloud, authentik and Salesforce list in it
// what to remove. An empty list removes nothing, null is no list.
function removal(path: AttributePath, value: Json | undefined, reading: PatchReading): readonly PatchOperation[] {
  const whole: PatchOperation = { op: 'remove', path, value: undefined }
  const target = path.sub ?? path.attribute
  const isWhole = !target.multiValued || target.mutability === 'readOnly' || (path.filter && !path.sub)
  if (isWhole || value === undefined || value === null) return [whole]
  if (!tolerates(reading, 'value_carrying_remove')) return [whole]
  const listed = readAttribute(value, target, { context: reading, at: path.text })
  return listed === undefined ? [] : [{ ...whole, value: listed }]
}

function additionByFilter(op: 'add' | 'replace', path: AttributePath, reading: PatchReading): PatchOperation {
  const isMember = path.attribute === reading.resourceType.membersAttribute && path.sub === null
  const element = op === 'add' && isMember && path.filter ? elementFromFilter(path.filter) : null
  if (element && tolerates(reading, 'add_by_filter')) return { op, path: { ...path, filter: null }, value: [element] }
  throw scimErrors.invalidValue(`"${op}" of "${path.text.slice(0, 200)}" needs a "value".`)
}

function readAt(path: AttributePath, value: Json, reading: PatchReading): Json | undefined {
  const { attribute, sub, filter, text } = path
  if (attribute.mutability === 'readOnly') return value
  const place = { context: reading, at: text }
  if (filter && !sub)
    return readElement(Array.isArray(value) && value.length === 1 ? value[0] : value, attribute, place)
  const read = readAttribute(isOneOfMany(path, value) ? [value] : value, sub ?? attribute, place)
  const clears = sub?.name === 'value' && read === '' && tolerates(reading, 'empty_string_clears')
  return clears ? undefined : read
}

// "The value MAY be a quoted value, or it may be a JSON object containing the sub-attributes" (RFC 7644 section 3.5.2.1):
// one of the values of the attribute in the path.
function isOneOfMany({ attribute, sub }: AttributePath, value: Json): boolean {
  if (sub !== null || !attribute.multiValued) return false
  return attribute.type === 'complex' ? isJsonObject(value) : !Array.isArray(value)
}

/** A complex value is merged, so a part that is null in it has to be removed by a step of its own. */
function clearedParts(
  { op, path, value }: PatchOperation & { readonly path: AttributePath },
  reading: PatchReading,
): readonly PatchOperation[] {
  const { attribute } = path
  if (op === 'add' || !isMerged(path, value)) return []
  return Object.keys(value).flatMap((key): readonly PatchOperation[] => {
    const part = findAttribute(attribute.byName, key)
    if (!part || !isCleared(part, value[key], reading)) return []
    return [{ op: 'remove', path: { ...path, text: `${path.text}.${part.name}`, sub: part }, value: undefined }]
  })
}

function isMerged({ attribute, sub }: AttributePath, value: Json | undefined): value is JsonObject {
  return !sub && !attribute.multiValued && attribute.type === 'complex' && isJsonObject(value)
}

function isCleared({ name }: Attribute, value: Json | undefined, reading: PatchReading): boolean {
  return value === null || (value === '' && name === 'value' && tolerates(reading, 'empty_string_clears'))
}

function isAttributePath(path: PatchPath): path is AttributePath {
  return path.attribute !== null
}
