import type { ASTNode } from '@marcbachmann/cel-js'
import type { ExpressionFunction } from './functions.ts'
import {
  aType,
  type ExpressionType,
  mayBe,
  nameOf,
  type Run,
  type Step,
  typeOf,
  Undecided,
  type Value,
} from './outcome.ts'
import { refuse } from './refuse.ts'
import { requireDay, requireType } from './require-type.ts'

type FoundFunction = {
  readonly name: string
  readonly parts: readonly Step[]
  readonly found: ExpressionFunction
}

/** Compiles a call of a function that is given values only. */
export function compileFunction(node: ASTNode, { name, parts, found }: FoundFunction): Step {
  const { takes, required, returns, apply } = found
  if (parts.length < required || parts.length > takes.length) {
    refuse(
      `${name}() takes ${describeCount(required, takes.length)}, the first of them before the dot or in the brackets.`,
      node,
    )
  }
  const gets = parts.map((part, at) => argument(part, takes[at] ?? 'any', name))
  const [first, second] = gets
  const run: Run = (frame) => {
    if (first === undefined || gets.length > 2) return applyAll(gets, frame, apply)
    const one = first(frame)
    if (one instanceof Undecided) return one
    if (second === undefined) return apply([one], frame)
    const other = second(frame)
    return other instanceof Undecided ? other : apply([one, other], frame)
  }
  return { node, type: returns, run, parts }
}

function applyAll(gets: readonly Run[], frame: Parameters<Run>[0], apply: ExpressionFunction['apply']) {
  const values: Value[] = []
  for (const get of gets) {
    const value = get(frame)
    if (value instanceof Undecided) return value
    values.push(value)
  }
  return apply(values, frame)
}

/** An argument, which is looked at again for each record where its type is not known before. */
function argument(part: Step, wanted: ExpressionType, name: string): Run {
  requireType(part, wanted, `${name}() takes a ${nameOf(wanted)} here`)
  if (wanted === 'date') requireDay(part)
  const { run, constant } = part
  if (wanted === 'any' || constant !== undefined) return run
  return (frame) => {
    const value = run(frame)
    return value instanceof Undecided || mayBe(typeOf(value), wanted) ? value : wrongType(name, nameOf(wanted), value)
  }
}

/** The outcome of a function that was given a value of another type. */
export function wrongType(name: string, wanted: string, value: Value): Undecided {
  return new Undecided('error', `${name}() takes a ${wanted} here, not ${aType(typeOf(value))}`)
}

function describeCount(required: number, most: number): string {
  const values = (count: number) => (count === 1 ? '1 value' : `${count} values`)
  return required === most ? values(most) : `${required} to ${values(most)}`
}
