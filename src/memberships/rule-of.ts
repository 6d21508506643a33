import { AppError } from '../errors.ts'
import { compilePersonRule, type PersonRule } from '../expressions/person-rule.ts'
import type { AttributeType } from '../model/overlay/person-rules.ts'
import type { OverlayProblem } from './compiled-overlay.ts'

/** What rules of an overlay are compiled with, and where problems go. */
export type RuleContext = {
  readonly attributes: Readonly<Record<string, AttributeType>>
  readonly resolve: (ref: string) => string | null
  readonly problems: OverlayProblem[]
}

/** A rule that is ready; or why it cannot be decided for anybody. The rest of the overlay goes on without it. */
export function ruleOf(text: string | undefined, address: string, context: RuleContext): PersonRule | string | null {
  if (text === undefined) return null
  try {
    return compilePersonRule(text, context)
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'invalid_expression')) throw error
    context.problems.push({ code: 'invalid_rule', address, text: error.message })
    return `its rule cannot be used: ${error.message}`
  }
}
