import { toDay } from './dates/day.ts'
import { aType, type ExpressionType, mayBe, type Step } from './outcome.ts'
import { refuse } from './refuse.ts'

/** Refuses an operand of which it is known that it has another type. */
export function requireType(step: Step, wanted: ExpressionType, what: string): void {
  if (!mayBe(step.type, wanted)) refuse(`${what}, but this is ${aType(step.type)}.`, step.node)
}

/** Refuses a text that is written out and no day of the calendar, where a date is wanted. */
export function requireDay({ node }: Step): void {
  if (node.op !== 'value' || typeof node.args !== 'string' || toDay(node.args) === node.args) return
  refuse(`"${node.args}" is no date. Dates are written YYYY-MM-DD, as in "2026-03-01".`, node)
}
