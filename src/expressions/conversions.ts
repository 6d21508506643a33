import type { Json } from '../model/json.ts'
import { type Frame, type Outcome, spend, Undecided, type Value } from './outcome.ts'

const noNumber = new Undecided('error', 'this is no number')
const noWhole = new Undecided('error', 'this is no whole number')
const noBoolean = new Undecided('error', 'this is neither true nor false')

/** `string(value)`. */
export function toText(value: Json | undefined): string | Undecided {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return new Undecided('error', 'a list or an object is no text; take one value of it')
}

/** `number(value)`, also of a text with spaces around it. */
export function toNumber(value: Value | undefined, frame: Frame): Outcome {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return noNumber
  const spent = spend(frame, value.length)
  if (spent) return spent
  const text = value.trim()
  if (!/^[+-]?\d{1,15}(\.\d{1,15})?([eE][+-]?\d{1,3})?$/.test(text)) return noNumber
  const number = Number(text)
  return Number.isFinite(number) ? number : noNumber
}

/** `int(value)`: what is behind the point is cut off. */
export function toWhole(value: Value | undefined, frame: Frame): Outcome {
  const number = toNumber(value, frame)
  if (typeof number !== 'number') return number
  const whole = Math.trunc(number)
  if (!Number.isSafeInteger(whole) || (typeof value === 'string' && whole !== number)) return noWhole
  return whole || 0
}

/** `bool(value)`, of the words that CEL knows. */
export function toBoolean(value: Value | undefined): Outcome {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return noBoolean
  if (['1', 't', 'true', 'TRUE', 'True'].includes(value)) return true
  return ['0', 'f', 'false', 'FALSE', 'False'].includes(value) ? false : noBoolean
}
