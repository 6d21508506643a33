import { AppError } from '../../errors.ts'
import type { ConvertOptions } from '../../expressions/convert/converted-rule.ts'
import { converters, knownOf } from '../../expressions/convert/converters.ts'
import type { JsonObject } from '../../model/json.ts'
import type { RuleGround } from './rule-ground.ts'

/** The products whose rules are taken over. */
export const ruleSources = ['entra', 'okta'] as const
type RuleSource = (typeof ruleSources)[number]

type Wanted = Pick<ConvertOptions, 'directory' | 'exactCase'> & { readonly from: RuleSource; readonly text: string }

/** A rule of another product as one of ours; what cannot be taken over is told. */
export function convertRule({ documents }: RuleGround, { from, text, ...options }: Wanted): JsonObject {
  try {
    const { rule, warnings } = converters[from](text, { ...options, ...knownOf(documents) })
    return { object: 'rule_conversion', from, rule, warnings: [...warnings], error: null }
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'invalid_expression')) throw error
    return { object: 'rule_conversion', from, rule: null, warnings: [], error: { text: error.message } }
  }
}
