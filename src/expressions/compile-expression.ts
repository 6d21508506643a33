import { AppError } from '../errors.ts'
import type { Json } from '../model/json.ts'
import { compileNode } from './compile-node.ts'
import { type Explained, explainStep } from './explain-expression.ts'
import {
  aType,
  type Budget,
  type ExpressionType,
  expressionLimits,
  mayBe,
  type Outcome,
  type Step,
  tooMuch,
  typeOf,
  Undecided,
} from './outcome.ts'
import { parseExpression } from './parse-expression.ts'
import { refuse } from './refuse.ts'

/** The names that an expression may read, and what type its outcome must have. */
export type ExpressionOptions = {
  readonly variables: Readonly<Record<string, ExpressionType>>
  readonly result?: ExpressionType
}

/** The values of the variables. */
export type Variables = Readonly<Record<string, Json | undefined>>

/** A CEL expression that is ready: pure, bounded, and quick enough for every record of every run. */
export type Expression = {
  readonly text: string
  readonly type: ExpressionType
  /** The attributes that it reads, each beginning with the variable; one that ends early reads all below. */
  readonly reads: readonly (readonly string[])[]
  /** `budget` is what the expressions of one record share; each has its own bound, too. */
  evaluate(variables: Variables, budget?: Budget): Outcome
  /** The same with the value of each part, for people. */
  explain(variables: Variables): Explained
}

/**
 * Compiles an expression of our profile of CEL (docs/reference/expressions.md). Throws `invalid_expression` with the place
 * and what to do, for what is no CEL, too large, or of wrong types as far as they are known.
 */
export function compileExpression(text: string, options: ExpressionOptions): Expression {
  const variables = Object.keys(options.variables)
  const reads = new Map<string, readonly string[]>()
  const step = compileNode(parseExpression(text), {
    names: new Map(
      variables.map((name, slot) => [name, { slot, type: options.variables[name] ?? 'any', isVariable: true }]),
    ),
    macros: 0,
    reads: (path) => reads.set(JSON.stringify(path), path),
    compile: compileNode,
  })
  const { result = 'any' } = options
  if (!mayBe(step.type, result)) refuse(`The expression must give ${aType(result)}, but it gives ${aType(step.type)}.`)
  return ready(text, step, { result, variables, reads: [...reads.values()] })
}

/** What is wrong with an expression, in words; null for one that can be used. */
export function checkExpression(text: string, options: ExpressionOptions): string | null {
  try {
    compileExpression(text, options)
    return null
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_expression') return error.message
    throw error
  }
}

type Ready = {
  readonly result: ExpressionType
  readonly variables: readonly string[]
  readonly reads: Expression['reads']
}

function ready(text: string, step: Step, { result, variables, reads }: Ready): Expression {
  const isSure = step.type === result || result === 'any'
  const frameOf = (values: Variables, work: number) => ({
    slots: variables.map((name) => values[name]),
    work,
    now: 0,
    flipsAt: Number.POSITIVE_INFINITY,
  })
  return {
    text,
    type: step.type,
    reads,
    evaluate: (values, budget) => {
      const left = Math.max(budget?.work ?? expressionLimits.work, expressionLimits.lineWork)
      const frame = frameOf(values, Math.min(expressionLimits.work, left))
      const before = frame.work
      const outcome = step.run(frame)
      if (budget) budget.work -= before - Math.max(frame.work, 0)
      // Beside something unknown it would pass for unknown, which takes a value away.
      if (frame.work < 0 && outcome instanceof Undecided) return tooMuch
      return isSure || outcome instanceof Undecided ? outcome : ofType(outcome, result)
    },
    explain: (values) => explainStep(step, frameOf(values, expressionLimits.work * 4)),
  }
}

function ofType(outcome: Exclude<Outcome, Undecided>, result: ExpressionType): Outcome {
  if (mayBe(typeOf(outcome), result)) return outcome
  return new Undecided('error', `it must give ${aType(result)}, but it gives ${aType(typeOf(outcome))}`)
}
