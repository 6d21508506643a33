import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { scimErrors } from '../errors.ts'
import { type Attribute, type AttributeNames, findAttribute } from '../schema/attribute.ts'
import { tolerates } from '../tolerances.ts'
import { distinctValues } from './distinct-values.ts'
import { unpackJsonString } from './json-string-value.ts'
import { checkPrimaries } from './primary-value.ts'
import { type Place, readSimple, typeName } from './read-simple.ts'

/** How many values a multi-valued attribute may have unless it says otherwise. */
export const maxValues = 1_000

/**
 * Reads the value of an attribute as its schema describes it: canonical names, right types, read-only parts left out.
 * Undefined stands for "no value": null, an empty array and an empty object are the same as absent (RFC 7643 section 2.5).
 */
export function readAttribute(value: unknown, attribute: Attribute, place: Place): Json | undefined {
  if (value === null || value === undefined) return undefined
  return attribute.multiValued ? readValues(value, attribute, place) : readSingle(value, attribute, place)
}

/** Reads one value of a multi-valued attribute. */
export function readElement(value: unknown, attribute: Attribute, place: Place): Json | undefined {
  if (value === null || value === undefined) return undefined
  if (attribute.type !== 'complex') return readSimple(value, attribute, place)
  if (!isJsonObject(value)) return readBareValue(value, attribute, place)
  return readParts(unpackJsonString(value, attribute, place.context), attribute.byName, place)
}

/** Reads an object whose keys are the attributes of `names`: a complex value, or what stands under an extension's URN. */
export function readParts(input: JsonObject, names: AttributeNames, place: Place): JsonObject | undefined {
  const parts: JsonObject = {}
  let isEmpty = true
  for (const key of Object.keys(input)) {
    const attribute = findAttribute(names, key)
    if (!attribute) ignoreUnknown(key, place)
    else if (attribute.mutability !== 'readOnly') {
      const value = readAttribute(input[key], attribute, {
        context: place.context,
        at: `${place.at}.${attribute.name}`,
      })
      if (value === undefined || attribute.returned === 'never') continue
      parts[attribute.name] = value
      isEmpty = false
    }
  }
  return isEmpty ? undefined : parts
}

/** Passes over an attribute that no schema has, or refuses it. */
export function ignoreUnknown(key: string, { context, at }: Place): void {
  if (tolerates(context, 'unknown_attributes_ignored')) return
  throw scimErrors.invalidSyntax(
    `No schema has an attribute "${key.slice(0, 200)}" in ${at}. Remove it from the mapping.`,
  )
}

function readValues(value: unknown, attribute: Attribute, { context, at }: Place): Json | undefined {
  const items = arrayOf(value, attribute, { context, at })
  const limit = attribute.maxValues ?? maxValues
  if (items.length > limit)
    throw scimErrors.invalidValue(`${at} has ${items.length} values; at most ${limit} are allowed.`)

  const required = attribute.subAttributes.filter((part) => part.required && part.mutability !== 'readOnly')
  const values: Json[] = []
  for (const [index, item] of items.entries()) {
    const read = readElement(item, attribute, { context, at: `${at}[${index}]` })
    for (const part of required) requirePart(read, part, { context, at: `${at}[${index}]` })
    if (read !== undefined) values.push(read)
  }
  if (values.length < 2) return values.length === 0 ? undefined : values
  return [...distinctValues(checkPrimaries(values, context, at))]
}

// An element without it is not the same as no element: a group must not lose its members for a typing error.
function requirePart(read: Json | undefined, { name }: Attribute, { at }: Place): void {
  const part = isJsonObject(read) ? read[name] : undefined
  if (typeof part === 'string' ? part.trim() !== '' : part !== undefined) return
  throw scimErrors.invalidValue(`${at} needs a "${name}".`)
}

// A text in place of an array of objects says too little: "emails": "none" would be an address.
function arrayOf(value: unknown, { type }: Attribute, { context, at }: Place): readonly unknown[] {
  if (Array.isArray(value)) return value
  const isElement = type !== 'complex' || isJsonObject(value)
  if (isElement && tolerates(context, 'object_for_multi_valued')) return [value]
  throw scimErrors.invalidValue(`${at} must be an array, not ${typeName(value)}.`)
}

function readSingle(value: unknown, attribute: Attribute, place: Place): Json | undefined {
  const one = Array.isArray(value) ? onlyElement(value, place) : value
  if (one === null || one === undefined) return undefined
  if (attribute.type !== 'complex') return readSimple(one, attribute, place)
  const read = isJsonObject(one) ? readParts(one, attribute.byName, place) : readBareValue(one, attribute, place)
  return withoutEmptyValue(read, place)
}

function onlyElement(value: readonly unknown[], { context, at }: Place): unknown {
  if (value.length === 0) return undefined
  if (value.length === 1 && tolerates(context, 'single_element_array')) return value[0]
  throw scimErrors.invalidValue(`${at} has a single value; an array was sent.`)
}

function readBareValue(value: unknown, attribute: Attribute, place: Place): JsonObject | undefined {
  const significant = attribute.byName.get('value')
  if (value === '' && tolerates(place.context, 'empty_string_clears')) return undefined
  const isScalar = typeof value === 'string' || typeof value === 'number'
  if (significant && isScalar && tolerates(place.context, 'bare_string_for_complex')) {
    return { value: readSimple(value, significant, place) }
  }
  throw scimErrors.invalidValue(`${place.at} must be an object, not ${typeName(value)}.`)
}

function withoutEmptyValue(read: JsonObject | undefined, { context }: Place): JsonObject | undefined {
  if (read?.value !== '' || !tolerates(context, 'empty_string_clears')) return read
  const { value: _, ...rest } = read
  return Object.keys(rest).length === 0 ? undefined : rest
}
