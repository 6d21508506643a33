import type { ASTNode } from '@marcbachmann/cel-js'
import type { Json } from '../model/json.ts'
import type { CompileContext } from './compile-context.ts'
import {
  aType,
  type ExpressionType,
  type Frame,
  mayBe,
  nameOf,
  type Outcome,
  type Run,
  type Step,
  spend,
  spendList,
  spendText,
  typeOf,
  Undecided,
  type Value,
} from './outcome.ts'
import { refuse } from './refuse.ts'

type Binary = (left: Value, right: Value, frame: Frame) => Outcome

const arithmetic: Readonly<Record<string, (left: number, right: number) => number>> = {
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
}

const comparisons: Readonly<Record<string, (left: string | number, right: string | number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
}

/** Compiles an operator of two operands. What is unknown on either side makes the outcome unknown, also of `!=`. */
export function compileBinary(node: ASTNode, operands: readonly [ASTNode, ASTNode], context: CompileContext): Step {
  const [left, right] = [context.compile(operands[0], context), context.compile(operands[1], context)]
  const parts = [left, right]
  const { type, apply } = binaryFor(node, left, right)
  const run: Run = (frame) => {
    const one = left.run(frame)
    if (one instanceof Undecided) return one
    const other = right.run(frame)
    return other instanceof Undecided ? other : apply(one, other, frame)
  }
  return { node, type, run, parts }
}

/** Compiles `!` and `-`. */
export function compileUnary(node: ASTNode, operand: ASTNode, context: CompileContext): Step {
  const part = context.compile(operand, context)
  const isNot = node.op === '!_'
  const wanted = isNot ? 'boolean' : 'number'
  requireType(part, wanted, `"${isNot ? '!' : '-'}" takes a ${wanted}`)
  const run: Run = (frame) => {
    const value = part.run(frame)
    if (value instanceof Undecided) return value
    if (isNot) return typeof value === 'boolean' ? !value : notBoolean(value)
    return typeof value === 'number'
      ? -value
      : new Undecided('error', `"-" takes a number, not ${aType(typeOf(value))}`)
  }
  return { node, type: wanted, run, parts: [part] }
}

/**
 * Compiles `&&` and `||`, which are decided by one decisive side whatever the other is (CEL specification, "Logical
 * Operators"): `unknown || true` is true.
 */
export function compileLogic(node: ASTNode, operands: readonly [ASTNode, ASTNode], context: CompileContext): Step {
  const [left, right] = [context.compile(operands[0], context), context.compile(operands[1], context)]
  for (const side of [left, right]) requireType(side, 'boolean', `"${node.op}" takes true or false`)
  const decisive = node.op === '||'
  const run: Run = (frame) => {
    const one = left.run(frame)
    if (one === decisive) return decisive
    const other = right.run(frame)
    if (other === decisive) return decisive
    if (one instanceof Undecided) return one
    if (typeof one !== 'boolean') return notBoolean(one)
    if (other instanceof Undecided || typeof other === 'boolean') return other
    return notBoolean(other)
  }
  return { node, type: 'boolean', run, parts: [left, right] }
}

/** Compiles `condition ? one : other`. */
export function compileChoice(node: ASTNode, operands: readonly ASTNode[], context: CompileContext): Step {
  const parts = operands.map((operand) => context.compile(operand, context))
  const [condition, one, other] = parts
  if (!condition || !one || !other) return refuse('"?" takes a condition and two values.', node)
  requireType(condition, 'boolean', '"?" takes true or false before it')
  const run: Run = (frame) => {
    const decided = condition.run(frame)
    if (decided instanceof Undecided) return decided
    if (typeof decided !== 'boolean') return notBoolean(decided)
    return decided ? one.run(frame) : other.run(frame)
  }
  return { node, type: nameOf(one.type) === nameOf(other.type) ? one.type : 'any', run, parts }
}

/** Refuses an operand of which it is known that it has another type. */
export function requireType(step: Step, wanted: ExpressionType, what: string): void {
  if (!mayBe(step.type, wanted)) refuse(`${what}, but this is ${aType(step.type)}.`, step.node)
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

function binaryFor(node: ASTNode, left: Step, right: Step): { type: ExpressionType; apply: Binary } {
  const { op } = node
  if (op === '==' || op === '!=') return equality(op, left, right)
  if (op === 'in') {
    if (!mayBe(right.type, 'list') && !mayBe(right.type, 'object')) {
      refuse(`"in" looks into a list or an object, not into ${aType(right.type)}. Use .contains() for texts.`, node)
    }
    return { type: 'boolean', apply: isIn }
  }
  if (!mayBe(left.type, right.type)) {
    refuse(
      `"${op}" takes two of a kind, not ${aType(left.type)} and ${aType(right.type)}. Use string() or number().`,
      node,
    )
  }
  const type = left.type === 'any' ? right.type : left.type
  if (op === '+') return { type, apply: add }
  const calculate = arithmetic[op]
  if (calculate) {
    for (const side of [left, right]) requireType(side, 'number', `"${op}" takes numbers`)
    return { type: 'number', apply: arithmeticOf(op, calculate) }
  }
  const compare = comparisons[op]
  return compare ? { type: 'boolean', apply: comparisonOf(op, compare) } : refuse(`"${op}" is not known.`, node)
}

function equality(op: '==' | '!=', left: Step, right: Step): { type: 'boolean'; apply: Binary } {
  for (const { node } of [left, right]) {
    if (node.op === 'value' && node.args === null) {
      refuse(
        'A missing attribute is unknown, also when it is compared with null. Write has(user.attribute), or !has(…).',
        node,
      )
    }
  }
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

function isIn(value: Value, container: Value, frame: Frame): Outcome {
  if (Array.isArray(container)) {
    if (typeof value !== 'object') {
      const length = typeof value === 'string' ? value.length : 0
      return spend(frame, container.length * (1 + (length >> 5))) ?? container.includes(value)
    }
    for (const element of container) {
      const isEqual = areEqual(value, element, frame)
      if (isEqual !== false) return isEqual
    }
    return false
  }
  if (typeof container === 'object' && typeof value === 'string') {
    return Object.hasOwn(container, value) && container[value] !== null
  }
  return new Undecided('error', `"in" looks into a list or an object, not into ${aType(typeOf(container))}`)
}

function add(left: Value, right: Value, frame: Frame): Outcome {
  if (typeof left === 'string' && typeof right === 'string') {
    return spendText(frame, left.length + right.length) ?? left + right
  }
  if (typeof left === 'number' && typeof right === 'number') return finite(left + right)
  if (Array.isArray(left) && Array.isArray(right)) {
    return spendList(frame, left.length + right.length) ?? [...left, ...right]
  }
  return mismatch('+', left, right)
}

function arithmeticOf(op: string, calculate: (left: number, right: number) => number): Binary {
  return (left, right) => {
    if (typeof left !== 'number' || typeof right !== 'number') return mismatch(op, left, right)
    return finite(calculate(left, right))
  }
}

function comparisonOf(op: string, compare: (left: string | number, right: string | number) => boolean): Binary {
  return (left, right, frame) => {
    if (typeof left === 'number' && typeof right === 'number') return compare(left, right)
    if (typeof left === 'string' && typeof right === 'string') {
      return spendCompared(frame, left, right) ?? compare(left, right)
    }
    return mismatch(op, left, right)
  }
}

function spendCompared(frame: Frame, left: string, right: string): Undecided | undefined {
  return spend(frame, Math.min(left.length, right.length) >> 5)
}

function finite(result: number): Outcome {
  return Number.isFinite(result) ? result : new Undecided('error', 'the number cannot be calculated')
}

function mismatch(op: string, left: Value, right: Value): Undecided {
  return new Undecided('error', `"${op}" does not work with ${aType(typeOf(left))} and ${aType(typeOf(right))}`)
}

function notBoolean(value: Value): Undecided {
  return new Undecided('error', `true or false is needed, not ${aType(typeOf(value))}`)
}
