import { type ScimError, scimErrors } from '../errors.ts'
import { filterTokens, type Token } from '../filter/filter-tokens.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { toScim2Path } from './scim2-names.ts'

const comparisons = ['eq', 'co', 'sw', 'gt', 'ge', 'lt', 'le']

type Expected = 'attribute' | 'operator' | 'value' | 'joint'

/**
 * A filter of SCIM 1.1 (SCIM Protocol 1.1, section 3.2.2.1) as one of SCIM 2.0, whose grammar contains the older one. What
 * only 2.0 has (`ne`, `ew`, `not`, brackets) is refused; what neither has is left for the parser of 2.0 to explain.
 */
export function toScim2Filter(text: string, resourceType: ResourceType): string {
  let expected: Expected = 'attribute'
  let translated = ''
  let copied = 0
  const tokens = filterTokens(text)
  for (const [index, token] of tokens.entries()) {
    refuseLaterGrammar(token, expected, tokens[index + 1])
    if (expected === 'attribute' && token.kind === 'word') {
      translated += text.slice(copied, token.at) + toScim2Path(token.text, resourceType)
      copied = token.at + token.text.length
    }
    expected = expectedAfter(token, expected)
  }
  return translated + text.slice(copied)
}

function expectedAfter({ kind, text }: Token, expected: Expected): Expected {
  if (kind === '(' || kind === ')') return expected
  if (expected === 'attribute') return 'operator'
  if (expected === 'operator') return text.toLowerCase() === 'pr' ? 'joint' : 'value'
  return expected === 'value' ? 'joint' : 'attribute'
}

function refuseLaterGrammar(token: Token, expected: Expected, next: Token | undefined): void {
  const word = token.kind === 'word' ? token.text.toLowerCase() : ''
  if (token.kind === '[' || token.kind === ']') throw unknown(token, 'brackets around a filter')
  if (expected === 'attribute' && word === 'not' && next?.kind === '(') throw unknown(token, '"not"')
  if (expected !== 'operator' || word === 'pr' || comparisons.includes(word) || token.kind !== 'word') return
  throw unknown(token, `the operator "${token.text.slice(0, 60)}"`)
}

function unknown({ at }: Token, what: string): ScimError {
  return scimErrors.invalidFilter(
    `The filter is not valid at character ${at + 1}: SCIM 1.1 does not have ${what}. It has eq, co, sw, pr, gt, ge, lt, le, and, or, and parentheses.`,
  )
}
