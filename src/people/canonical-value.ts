import { isDay } from '../expressions/dates/day.ts'
import { dayAt, isZone } from '../expressions/dates/zoned-day.ts'
import type { Json } from '../model/json.ts'
import type { AttributeType } from '../model/overlay/person-rules.ts'
import { caseKey } from '../model/user.ts'

const longest = 4_000
const longestList = 1_000

/**
 * The one form in which a value of a person is stored and compared: NFC without spaces around it, addresses in lower case, phones
 * as E.164 where that is clear, dates as days in the zone of the person. Undefined for what is empty or no such value.
 */
export function canonicalValue(type: AttributeType, value: Json | undefined, zone = 'UTC'): Json | undefined {
  if (value === undefined || value === null) return undefined
  if (type === 'list') return canonicalList(value)
  if (type === 'boolean') return canonicalBoolean(value)
  if (type === 'number') return canonicalNumber(value)
  const text = canonicalText(value)
  if (text === undefined) return undefined
  if (type === 'text') return text
  if (type === 'mail') return text.includes('@') ? caseKey(text) : undefined
  if (type === 'phone') return canonicalPhone(text)
  if (type === 'zone') return isZone(text) ? text : undefined
  return canonicalDate(text, zone)
}

function canonicalText(value: Json): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return undefined
  // Expressions can make what the database cannot keep: the half of a sign that is outside the first plane, and U+0000.
  const text = value.toWellFormed().replaceAll('\0', '').normalize('NFC').trim().replace(/\s+/g, ' ')
  return text === '' || text.length > longest ? undefined : text
}

function canonicalBoolean(value: Json): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return undefined
  const text = value.trim().toLowerCase()
  if (['true', 'yes', '1'].includes(text)) return true
  return ['false', 'no', '0'].includes(text) ? false : undefined
}

function canonicalNumber(value: Json): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** A set of texts, without an order of its own: sorted. */
function canonicalList(value: Json): string[] | undefined {
  const elements = Array.isArray(value) ? value : [value]
  const texts = elements.map((element: Json) => canonicalText(element)).filter((text) => text !== undefined)
  const list = [...new Set(texts)].sort().slice(0, longestList)
  return list.length === 0 ? undefined : list
}

/** `+49 (0)30 12-34` is +493012 34; without a country it stays as it is, because nobody knows which it is of. */
function canonicalPhone(text: string): string {
  const digits = text.replace(/\(0\)/g, '').replace(/[^\d+]/g, '')
  const international = digits.startsWith('00') ? `+${digits.slice(2)}` : digits
  return /^\+[1-9]\d{6,14}$/.test(international) ? international : text
}

/** A day stays that day; of a moment it is the day that it is then where the person is. */
function canonicalDate(text: string, zone: string): string | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})(T.+)?$/.exec(text.replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T'))
  const [, day = '', time] = found ?? []
  if (!isDay(day)) return undefined
  if (time === undefined || !/(Z|[+-]\d{2}:?\d{2})$/i.test(time)) return day
  const at = Date.parse(`${day}${time}`)
  if (Number.isNaN(at)) return day
  const there = dayAt(at, zone)
  // The day before the first or after the last that can be written: such dates mean never, not a day.
  return isDay(there) ? there : day
}
