import { AppError } from '../../errors.ts'
import { compileExpression, type Expression } from '../../expressions/compile-expression.ts'
import { type Budget, expressionLimits, tooMuch, Undecided, type Value } from '../../expressions/outcome.ts'
import type { MappingLine } from '../../model/connection.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { readsOneOf, recordVariables } from '../record-variables.ts'
import type { Convert, ValueProblem } from './converted.ts'

/** A line of a mapping, ready for every record. */
export type CompiledLine = {
  readonly target: string
  readonly expression: string
  /** Whether what it gives depends on one of these paths of the record (`SourceUser.unknown`). */
  dependsOn(paths: readonly string[]): boolean
  /** `budget` is what all lines share that are evaluated for a record. */
  evaluate(attributes: JsonObject, budget?: Budget): LineResult
}

/** What a line gives for a record: a value in the form of its target or null, with the reason why there is none. */
export type LineResult = {
  readonly value: Json
  readonly problem?: ValueProblem
  readonly reason?: string
}

/** Compiles a line. One that cannot be compiled any more is a problem of every record; `checkMapping` refuses it earlier. */
export function compileLine({ target, expression: text }: MappingLine, convert: Convert): CompiledLine {
  const compiled = tryCompile(text)
  if (compiled instanceof AppError) return broken({ target, expression: text }, compiled.message)
  return {
    target,
    expression: text,
    dependsOn: (paths) => readsOneOf(compiled, paths),
    evaluate: (attributes, budget) => {
      const outcome = compiled.evaluate({ user: attributes }, budget)
      if (outcome instanceof Undecided) return withoutValue(outcome)
      return canConvert(outcome, budget) ? convert(outcome) : withoutValue(tooMuch)
    },
  }
}

function tryCompile(text: string): Expression | AppError {
  try {
    return compileExpression(text, { variables: recordVariables })
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

function broken(line: MappingLine, text: string): CompiledLine {
  const result: LineResult = { value: null, problem: { code: 'expression_failed', text } }
  return { ...line, dependsOn: () => false, evaluate: () => result }
}

/** Takes the work of a conversion from the budget, as far as there is some left. */
function canConvert(value: Value, budget: Budget | undefined): boolean {
  if (!budget) return true
  const cost = (Array.isArray(value) ? value : [value]).reduce<number>((sum, each) => sum + costOf(each), 0)
  if (cost > Math.max(budget.work, expressionLimits.lineWork)) return false
  budget.work -= cost
  return true
}

const costOf = (value: Json): number => 50 + (typeof value === 'string' ? value.length * 4 : 0)

function withoutValue({ kind, text }: Undecided): LineResult {
  if (kind === 'unknown') return { value: null, reason: text }
  return { value: null, problem: { code: 'expression_failed', text: `The expression fails: ${text}` } }
}
