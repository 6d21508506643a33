import { AppError } from '../../errors.ts'
import type { ConvertOptions } from '../../expressions/convert/converted-rule.ts'
import { convertEntraRule } from '../../expressions/convert/entra/convert-entra-rule.ts'
import { convertOktaRule } from '../../expressions/convert/okta/convert-okta-rule.ts'
import type { JsonObject } from '../../model/json.ts'
import type { AttributeType } from '../../model/overlay/person-rules.ts'
import type { RuleGround } from './rule-ground.ts'

/** The products whose rules are taken over. */
export const ruleSources = ['entra', 'okta'] as const
type RuleSource = (typeof ruleSources)[number]

const converters = { entra: convertEntraRule, okta: convertOktaRule } as const

type Wanted = Pick<ConvertOptions, 'directory' | 'exactCase'> & { readonly from: RuleSource; readonly text: string }

/** A rule of another product as one of ours; what cannot be taken over is told. */
export function convertRule(ground: RuleGround, { from, text, ...options }: Wanted): JsonObject {
  const { attributes, groups } = namesIn(ground)
  const groupId = (group: string) => groups.get(group.toLowerCase()) ?? null
  try {
    const { rule, warnings } = converters[from](text, { ...options, attributes, groupId })
    return { object: 'rule_conversion', from, rule, warnings: [...warnings], error: null }
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'invalid_expression')) throw error
    return { object: 'rule_conversion', from, rule: null, warnings: [], error: { text: error.message } }
  }
}

function namesIn({ documents }: RuleGround) {
  const attributes: Record<string, AttributeType> = {}
  const groups = new Map<string, string>()
  for (const document of documents) {
    if (document.kind === 'PersonSchema') {
      for (const [name, { type }] of Object.entries(document.attributes)) attributes[name] = type
    }
    if (document.kind !== 'Group') continue
    groups.set(document.id, document.id)
    if (document.name !== undefined) groups.set(document.name.toLowerCase(), document.id)
  }
  return { attributes, groups }
}
