import type { Json } from '../model/json.ts'
import {
  type ExpressionType,
  expressionLimits,
  type Frame,
  type Outcome,
  spend,
  spendSearch,
  spendText,
  Undecided,
  type Value,
} from './outcome.ts'
import { replaceText, splitText, textAfter, textBefore, toAscii } from './text-functions.ts'

/** What a function takes: its receiver first, then its arguments; those after `required` may be left out. */
export type ExpressionFunction = {
  readonly takes: readonly ExpressionType[]
  readonly required: number
  readonly returns: ExpressionType
  readonly apply: (values: readonly Value[], frame: Frame) => Outcome
}

/** The functions that are given values only. Each can be written `text.lower()` and `lower(text)`. */
export const expressionFunctions: Readonly<Record<string, ExpressionFunction>> = {
  contains: test((text, part) => text.includes(part)),
  startsWith: test((text, part) => text.startsWith(part)),
  endsWith: test((text, part) => text.endsWith(part)),
  lower: change((text) => text.toLowerCase()),
  upper: change((text) => text.toUpperCase()),
  trim: change((text) => text.trim()),
  ascii: change(toAscii, 40),
  before: cut(textBefore),
  after: cut(textAfter),
  replace: {
    takes: ['text', 'text', 'text'],
    required: 3,
    returns: 'text',
    apply: ([text, from, to], frame) => replaceText(asText(text), [asText(from), asText(to)], frame),
  },
  split: {
    takes: ['text', 'text'],
    required: 2,
    returns: 'list',
    apply: ([text, separator], frame) => splitText(asText(text), asText(separator), frame),
  },
  join: { takes: ['list', 'text'], required: 1, returns: 'text', apply: join },
  substring: {
    takes: ['text', 'number', 'number'],
    required: 2,
    returns: 'text',
    apply: ([text, start, end]) => asText(text).slice(index(start), end === undefined ? undefined : index(end)),
  },
  size: { takes: ['any'], required: 1, returns: 'number', apply: ([value], frame) => size(value, frame) },
  first: {
    takes: ['any'],
    required: 1,
    returns: 'any',
    apply: ([value], frame) => first(value, frame),
  },
  string: { takes: ['any'], required: 1, returns: 'text', apply: ([value]) => toText(value) },
  number: { takes: ['any'], required: 1, returns: 'number', apply: ([value], frame) => toNumber(value, frame) },
}

function test(is: (text: string, part: string) => boolean): ExpressionFunction {
  return {
    takes: ['text', 'text'],
    required: 2,
    returns: 'boolean',
    apply: ([text, part], frame) => spendSearch(frame, asText(text), asText(part)) ?? is(asText(text), asText(part)),
  }
}

// A text can grow by a change: "ß" has the upper case "SS".
function change(how: (text: string) => string, costOfCharacter = 1): ExpressionFunction {
  return {
    takes: ['text'],
    required: 1,
    returns: 'text',
    apply: ([value], frame) => {
      const text = asText(value)
      return spendText(frame, text.length) ?? spend(frame, text.length * (costOfCharacter - 1)) ?? how(text)
    },
  }
}

function cut(how: (text: string, separator: string) => string): ExpressionFunction {
  return {
    takes: ['text', 'text'],
    required: 2,
    returns: 'text',
    apply: ([text, separator], frame) =>
      spendSearch(frame, asText(text), asText(separator)) ?? how(asText(text), asText(separator)),
  }
}

function join([list, separator]: readonly Value[], frame: Frame): Outcome {
  const between = separator === undefined ? '' : asText(separator)
  const elements = Array.isArray(list) ? list : []
  const spent = spend(frame, elements.length * 5)
  if (spent) return spent
  const texts: string[] = []
  let length = 0
  for (const element of elements) {
    if (element === null) continue
    const text = toText(element)
    if (typeof text !== 'string') return text
    texts.push(text)
    length += text.length + between.length
    if (length > expressionLimits.textCharacters + between.length) break
  }
  return spendText(frame, length - (texts.length > 0 ? between.length : 0)) ?? texts.join(between)
}

function size(value: Value | undefined, frame: Frame): Outcome {
  if (typeof value === 'string') return value.length
  if (Array.isArray(value)) return value.length
  if (typeof value === 'object') {
    const { length } = Object.keys(value)
    return spend(frame, length * 15) ?? length
  }
  return new Undecided('error', 'size() is for texts, lists and objects')
}

function first(value: Value | undefined, frame: Frame): Outcome {
  const spent = Array.isArray(value) ? spend(frame, value.length) : undefined
  if (spent) return spent
  const found = Array.isArray(value) ? value.find((element) => element !== null && element !== '') : value
  return found ?? new Undecided('unknown', 'the list is empty')
}

function toText(value: Json | undefined): string | Undecided {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return new Undecided('error', 'a list or an object is no text; take one value of it')
}

function toNumber(value: Value | undefined, frame: Frame): Outcome {
  if (typeof value === 'number') return value
  const spent = spend(frame, asText(value).length)
  if (spent) return spent
  const text = asText(value).trim()
  if (/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text)
  return new Undecided('error', 'this is no number')
}

function asText(value: Value | undefined): string {
  return typeof value === 'string' ? value : ''
}

function index(value: Value | undefined): number {
  return typeof value === 'number' ? Math.max(0, Math.trunc(value)) : 0
}
