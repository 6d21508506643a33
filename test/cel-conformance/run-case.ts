import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../../src/errors.ts'
import { compileExpression } from '../../src/expressions/compile-expression.ts'
import { type Outcome, Undecided } from '../../src/expressions/outcome.ts'
import type { ConformanceCase } from './conformance-case.ts'

/** Whether our profile gives what CEL gives. Where CEL gives an error, it may also refuse the expression before. */
export function passes(one: ConformanceCase): boolean {
  const outcome = outcomeOf(one)
  if (one.error) return outcome === 'refused' || (outcome instanceof Undecided && outcome.kind === 'error')
  if (one.number !== undefined || outcome === 'refused' || outcome instanceof Undecided) return false
  // As JSON, which has one zero.
  return isDeepStrictEqual(JSON.parse(JSON.stringify(outcome.value)), one.value)
}

function outcomeOf({ text, given, declared }: ConformanceCase): Undecided | { value: Outcome } | 'refused' {
  const names = [...Object.keys(given), ...declared]
  try {
    const variables = Object.fromEntries(names.map((name) => [name, 'any'] as const))
    const outcome = compileExpression(text, { variables }).evaluate(given)
    return outcome instanceof Undecided ? outcome : { value: outcome }
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_expression') return 'refused'
    throw error
  }
}
