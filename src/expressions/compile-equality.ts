import type { Json } from '../model/json.ts'
import {
  aType,
  type Frame,
  mayBe,
  type Outcome,
  type Run,
  type Step,
  spend,
  typeOf,
  Undecided,
  type Value,
} from './outcome.ts'
import { refuse } from './refuse.ts'
import { requireDay } from './require-type.ts'

/** What an operator does with two values that are there. */
export type Binary = (left: Value, right: Value, frame: Frame) => Outcome

/** What `==` and `!=` do. Two that are known to be of different types are refused. */
export function equality(op: '==' | '!=', left: Step, right: Step): { type: 'boolean'; apply: Binary } {
  for (const { node } of [left, right]) {
    if (node.op === 'value' && node.args === null) {
      refuse(
        'A missing attribute is unknown, also when it is compared with null. Write has(user.attribute), or !has(…).',
        node,
      )
    }
  }
  checkDates(left, right)
  if (!mayBe(left.type, right.type)) {
    refuse(
      `This is ${aType(right.type)}, which is never the same as ${aType(left.type)}. Compare two of a kind.`,
      right.node,
    )
  }
  const isNegated = op === '!='
  const apply: Binary = (one, other, frame) => {
    const isEqual = areEqual(one, other, frame)
    return isEqual instanceof Undecided ? isEqual : isEqual !== isNegated
  }
  return { type: 'boolean', apply }
}

/** What `in` does. */
export function isIn(value: Value, container: Value, frame: Frame): Outcome {
  if (Array.isArray(container)) return isElement(value, container, frame)
  if (typeof container !== 'object') {
    return new Undecided('error', `"in" looks into a list or an object, not into ${aType(typeOf(container))}`)
  }
  return typeof value === 'string' && Object.hasOwn(container, value) && container[value] !== null
}

function isElement(value: Value, list: readonly Json[], frame: Frame): Outcome {
  if (typeof value !== 'object') {
    const length = typeof value === 'string' ? value.length : 0
    return spend(frame, list.length * (1 + (length >> 5))) ?? list.includes(value)
  }
  for (const element of list) {
    const isEqual = areEqual(value, element, frame)
    if (isEqual !== false) return isEqual
  }
  return false
}

// What is compared with it costs less than what every node may cost.
const longestQuick = 256

/**
 * The quick way of `value == "text"`, `!=` and `value in ["one", "other"]`, of which most rules consist. Undefined where what is on
 * the right is not written out, or is no scalar.
 */
export function quickComparison(op: string, left: Step, { constant }: Step): Run | undefined {
  if (op === 'in') return Array.isArray(constant) && constant.every(isQuick) ? quickIn(left, constant) : undefined
  if ((op !== '==' && op !== '!=') || !isQuick(constant)) return undefined
  const isNegated = op === '!='
  return (frame) => {
    const value = left.run(frame)
    return value instanceof Undecided ? value : (value === constant) !== isNegated
  }
}

function quickIn(left: Step, list: readonly Json[]): Run {
  const values = new Set(list)
  return (frame) => {
    const value = left.run(frame)
    return value instanceof Undecided ? value : values.has(value)
  }
}

function isQuick(value: Json | undefined): boolean {
  return typeof value === 'string'
    ? value.length <= longestQuick
    : typeof value === 'number' || typeof value === 'boolean'
}

/** What is compared with a date is one. */
export function checkDates(left: Step, right: Step): void {
  if (left.type === 'date') requireDay(right)
  if (right.type === 'date') requireDay(left)
}

const deepest = 100
const tooDeep = new Undecided('error', `values that are nested more than ${deepest} deep are not compared`)

/** Whether two values are the same; those of different types never are. */
export function areEqual(left: Json | undefined, right: Json | undefined, frame: Frame): boolean | Undecided {
  return areEqualWithin([left, right], frame, deepest)
}

type Pair = readonly [left: Json | undefined, right: Json | undefined]

function areEqualWithin([left, right]: Pair, frame: Frame, depth: number): boolean | Undecided {
  if (typeof left === 'string' && typeof right === 'string') return spendCompared(frame, left, right) ?? left === right
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (depth === 0) return tooDeep
  const [keys, others] = [Object.keys(left), Object.keys(right)]
  const spent = spend(frame, 10 + keys.length * 10)
  if (spent) return spent
  if (Array.isArray(left) !== Array.isArray(right) || keys.length !== others.length) return false
  for (const key of keys) {
    if (!Object.hasOwn(right, key)) return false
    const isEqual = areEqualWithin([Reflect.get(left, key), Reflect.get(right, key)], frame, depth - 1)
    if (isEqual !== true) return isEqual
  }
  return true
}

/** Takes the work of comparing two texts. */
export function spendCompared(frame: Frame, left: string, right: string): Undecided | undefined {
  return spend(frame, Math.min(left.length, right.length) >> 5)
}
