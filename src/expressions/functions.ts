import { toBoolean, toNumber, toText, toWhole } from './conversions.ts'
import { dateFunctions } from './dates/date-functions.ts'
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
import {
  hashText,
  maskText,
  replaceText,
  splitText,
  textAfter,
  textBefore,
  toAscii,
  toTitle,
  trimText,
  wordOf,
} from './text-functions.ts'

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
  lowerAscii: change((text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())),
  upperAscii: change((text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())),
  trim: change(trimText),
  ascii: change(toAscii, 40),
  title: change(toTitle, 40),
  before: cut(textBefore),
  after: cut(textAfter),
  replace: {
    takes: ['text', 'text', 'text', 'number'],
    required: 3,
    returns: 'text',
    apply: ([text, from, to, limit], frame) =>
      replaceText({ text: asText(text), from: asText(from), to: asText(to), limit: limitOf(limit) }, frame),
  },
  word: {
    takes: ['text', 'number', 'text'],
    required: 2,
    returns: 'text',
    apply: ([text, at, separators], frame) => wordOf(asText(text), { at: number(at), separators }, frame),
  },
  mask: {
    takes: ['text', 'number'],
    required: 1,
    returns: 'text',
    apply: ([text, kept], frame) =>
      spend(frame, asText(text).length * 20) ?? maskText(asText(text), kept === undefined ? 0 : index(kept)),
  },
  hash: {
    takes: ['text'],
    required: 1,
    returns: 'text',
    apply: ([text], frame) => spend(frame, 200 + asText(text).length) ?? hashText(asText(text)),
  },
  split: {
    takes: ['text', 'text', 'number'],
    required: 2,
    returns: 'list',
    apply: ([text, separator, limit], frame) =>
      splitText({ text: asText(text), separator: asText(separator), limit: limitOf(limit) }, frame),
  },
  indexOf: search((text, part, from) => text.indexOf(part, from)),
  lastIndexOf: search((text, part, from) => text.lastIndexOf(part, from)),
  charAt: { takes: ['text', 'number'], required: 2, returns: 'text', apply: ([text, at]) => charAt(asText(text), at) },
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
  int: { takes: ['any'], required: 1, returns: 'number', apply: ([value], frame) => toWhole(value, frame) },
  bool: { takes: ['any'], required: 1, returns: 'boolean', apply: ([value]) => toBoolean(value) },
  ...dateFunctions,
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

function search(find: (text: string, part: string, from?: number) => number): ExpressionFunction {
  return {
    takes: ['text', 'text', 'number'],
    required: 2,
    returns: 'number',
    apply: ([text, part, from], frame) =>
      spendSearch(frame, asText(text), asText(part)) ??
      find(asText(text), asText(part), from === undefined ? undefined : index(from)),
  }
}

function charAt(text: string, at: Value | undefined): Outcome {
  const isWithin = typeof at === 'number' && Number.isInteger(at) && at >= 0 && at <= text.length
  return isWithin ? text.charAt(at) : new Undecided('error', 'the text has no such place')
}

/** How many at most; a negative number is no limit. */
function limitOf(value: Value | undefined): number {
  return typeof value === 'number' && value >= 0 ? Math.trunc(value) : Number.POSITIVE_INFINITY
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

function asText(value: Value | undefined): string {
  return typeof value === 'string' ? value : ''
}

function number(value: Value | undefined): number {
  return typeof value === 'number' ? Math.trunc(value) : 0
}

function index(value: Value | undefined): number {
  return typeof value === 'number' ? Math.max(0, Math.trunc(value)) : 0
}
