import type { CustomAttributeForm } from '../../model/custom-attribute.ts'
import type { Json } from '../../model/json.ts'
import { type Convert, type Converted, quoted, refused } from './converted.ts'

const longestText = 4000
const longestElement = 512
const longestList = 1000

/** How a text is written: every form but `none` takes the spaces around it away and composes its letters. */
export function inForm(text: string, form: CustomAttributeForm): string {
  if (form === 'none') return text
  if (form === 'trim') return text.trim()
  const composed = text.normalize('NFC').trim()
  return form === 'lowercase' ? composed.toLowerCase() : composed
}

/** Texts; numbers and booleans are written as such. A list is taken when it has one value only: the order of more says nothing. */
export function convertText(form: CustomAttributeForm, longest = longestText): Convert {
  return (value) => {
    const text = textOf(value)
    if (text === null) return refused('wrong_type', describe(value, 'one text'))
    const written = inForm(text, form)
    if (written.length > longest) {
      return refused('too_long', `${quoted(written)} has ${written.length} characters; at most ${longest} are kept`)
    }
    return { value: written === '' ? null : written }
  }
}

/** One text of a value, empty for none; null where it is several or none at all. */
export function textOf(value: Json): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (!Array.isArray(value)) return null
  const known = value.filter((element) => element !== null && element !== '')
  if (known.length > 1) return null
  const [only = ''] = known
  return Array.isArray(only) ? null : textOf(only)
}

/** Addresses are compared without regard to case, so that they are kept in lower case. */
export const convertEmail: Convert = (value) => {
  const converted = convertText('lowercase', longestElement)(value)
  if (typeof converted.value !== 'string' || isAddress(converted.value)) return converted
  return refused('wrong_type', `${quoted(value)} is not an e-mail address`)
}

/** Whether a text looks like an e-mail address. */
export function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text)
}

/** Numbers, and texts that are plainly one. */
export const convertNumber: Convert = (value) => {
  // Calculated ones can have more digits than a text may have.
  if (typeof value === 'number') return { value: value + 0 }
  const text = textOf(value)?.trim()
  if (text === '') return { value: null }
  if (text && /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text)) return { value: Number(text) + 0 }
  return refused('wrong_type', describe(value, 'a number'))
}

const words: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  y: true,
  on: true,
  1: true,
  false: false,
  no: false,
  n: false,
  off: false,
  0: false,
}

/** Booleans, and the words that sources have for them: Active Directory writes `TRUE`, sheets `yes` or 1. */
export const convertBoolean: Convert = (value) => {
  const text = textOf(value)?.trim().toLowerCase()
  if (text === '') return { value: null }
  const known = text !== undefined && Object.hasOwn(words, text) ? words[text] : undefined
  return known === undefined ? refused('wrong_type', describe(value, 'true or false')) : { value: known }
}

/** Sets of texts, sorted, so that another order at the source is no change. A single text is a set of one. */
export function convertList(form: CustomAttributeForm): Convert {
  return (value) => {
    const texts = (Array.isArray(value) ? value : [value]).map(elementText)
    if (texts.includes(null)) return refused('wrong_type', describe(value, 'a list of texts'))
    const set = new Set(texts.map((text) => inForm(text ?? '', form)))
    set.delete('')
    const tooLong = [...set].find((text) => text.length > longestElement)
    if (tooLong !== undefined) return tooLongElement(tooLong)
    if (set.size > longestList) {
      return refused('too_long', `The list has ${set.size} values; at most ${longestList} are kept`)
    }
    return { value: set.size > 0 ? [...set].sort() : null }
  }
}

function elementText(element: Json): string | null {
  if (element === null) return ''
  return Array.isArray(element) ? null : textOf(element)
}

function tooLongElement(text: string): Converted {
  return refused(
    'too_long',
    `${quoted(text)} has ${text.length} characters; at most ${longestElement} are kept in a list`,
  )
}

/** What a value is and what it should be, for people. */
export function describe(value: Json, wanted: string): string {
  if (Array.isArray(value)) return `A list of ${value.length} values is not ${wanted}`
  if (typeof value === 'object') return `An object is not ${wanted}`
  return `${quoted(value)} is not ${wanted}`
}
