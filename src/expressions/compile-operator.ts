import type { ASTNode } from '@marcbachmann/cel-js'
import type { CompileContext } from './compile-context.ts'
import { type Binary, checkDates, equality, isIn, quickComparison, spendCompared } from './compile-equality.ts'
import {
  aType,
  type ExpressionType,
  type Frame,
  mayBe,
  nameOf,
  type Outcome,
  type Run,
  type Step,
  spendList,
  spendText,
  typeOf,
  Undecided,
  type Value,
} from './outcome.ts'
import { refuse } from './refuse.ts'
import { requireType } from './require-type.ts'

const arithmetic: Readonly<Record<string, (left: number, right: number) => number>> = {
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
}

type Scalar = string | number | boolean

const comparisons: Readonly<Record<string, (left: Scalar, right: Scalar) => boolean>> = {
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
  const quick = quickComparison(node.op, left, right)
  if (quick) return { node, type, run: quick, parts }
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

function binaryFor(node: ASTNode, left: Step, right: Step): { type: ExpressionType; apply: Binary } {
  const { op } = node
  if (op === '==' || op === '!=') return equality(op, left, right)
  if (op === 'in') {
    if (!mayBe(right.type, 'list') && !mayBe(right.type, 'object')) {
      refuse(`"in" looks into a list or an object, not into ${aType(right.type)}. Use .contains() for texts.`, node)
    }
    return { type: 'boolean', apply: isIn }
  }
  checkDates(left, right)
  if (!mayBe(left.type, right.type)) {
    refuse(
      `"${op}" takes two of a kind, not ${aType(left.type)} and ${aType(right.type)}. Use string() or number().`,
      node,
    )
  }
  if (op === '+') return { type: sumType(left.type, right.type), apply: add }
  const calculate = arithmetic[op]
  if (calculate) {
    for (const side of [left, right]) requireType(side, 'number', `"${op}" takes numbers`)
    return { type: 'number', apply: arithmeticOf(op, calculate) }
  }
  const compare = comparisons[op]
  return compare ? { type: 'boolean', apply: comparisonOf(op, compare) } : refuse(`"${op}" is not known.`, node)
}

/** Two dates make a text, as any two texts. */
function sumType(left: ExpressionType, right: ExpressionType): ExpressionType {
  const type = left === 'any' ? right : left
  return type === 'date' ? 'text' : type
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

function comparisonOf(op: string, compare: (left: Scalar, right: Scalar) => boolean): Binary {
  return (left, right, frame) => {
    if (typeof left === 'number' && typeof right === 'number') return compare(left, right)
    if (typeof left === 'boolean' && typeof right === 'boolean') return compare(left, right)
    if (typeof left === 'string' && typeof right === 'string') {
      return spendCompared(frame, left, right) ?? compare(left, right)
    }
    return mismatch(op, left, right)
  }
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
