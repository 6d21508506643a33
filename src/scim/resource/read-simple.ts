import type { Json } from '../../model/json.ts'
import { type ScimError, scimErrors } from '../errors.ts'
import type { Attribute } from '../schema/attribute.ts'
import { type ReadingContext, tolerates } from '../tolerances.ts'
import { checkText } from './check-text.ts'

/** Where a value stands, in words for error texts, and the context of its request. */
export type Place = { readonly context: ReadingContext; readonly at: string }

/** How long a text may be unless its attribute says otherwise. */
export const maxTextLength = 10_000

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/
const base64 = /^[\w+/=\s-]*$/
const decimal = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i

/** Reads a value of a simple attribute as its schema types it; other types only where a tolerance allows. */
export function readSimple(value: unknown, attribute: Attribute, place: Place): Json {
  switch (attribute.type) {
    case 'boolean':
      return readBoolean(value, place)
    case 'integer':
    case 'decimal':
      return readNumber(value, attribute, place)
    default:
      return readText(value, attribute, place)
  }
}

/** The words for a JSON value's type in an error text. */
export function typeName(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function readText(value: unknown, attribute: Attribute, { context, at }: Place): string {
  const text = textOf(value, attribute, { context, at })
  if (text === undefined) throw scimErrors.invalidValue(`${at} must be a string, not ${typeName(value)}.`)
  checkText(text, at, attribute.maxLength ?? maxTextLength)
  const isFormatted =
    attribute.type === 'dateTime' ? isDateTime(text) : attribute.type !== 'binary' || base64.test(text)
  if (isFormatted || tolerates(context, 'unchecked_formats')) return text
  throw scimErrors.invalidValue(
    attribute.type === 'binary'
      ? `${at} must be base64 text.`
      : `${at} must be a date and time such as 2026-05-01T12:00:00Z.`,
  )
}

function textOf(value: unknown, { required }: Attribute, { context, at }: Place): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw unfaithfulNumber(at)
  // What everybody must have names the resource: as a number it may have lost its zeros on the way.
  return !required && tolerates(context, 'scalar_for_string') ? String(value) : undefined
}

// 12345678901234567890 was rounded and 1.50 has lost its zero before anybody could see how they were sent.
function unfaithfulNumber(at: string): ScimError {
  return scimErrors.invalidValue(
    `${at} is text, and the number sent for it may not be kept digit by digit. Send it in quotes.`,
  )
}

function isDateTime(text: string): boolean {
  return dateTime.test(text) && !Number.isNaN(Date.parse(text))
}

function readBoolean(value: unknown, { context, at }: Place): boolean {
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.toLowerCase() : ''
  if ((text === 'true' || text === 'false') && tolerates(context, 'string_booleans')) return text === 'true'
  throw scimErrors.invalidValue(`${at} must be true or false, not ${typeName(value)}.`)
}

function readNumber(value: unknown, { type }: Attribute, { context, at }: Place): number {
  const isText = typeof value === 'string' && decimal.test(value) && tolerates(context, 'string_numbers')
  const number = isText ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number) && (type === 'decimal' || Number.isInteger(number)))
    return number
  throw scimErrors.invalidValue(
    `${at} must be ${type === 'integer' ? 'an integer' : 'a number'}, not ${typeName(value)}.`,
  )
}
