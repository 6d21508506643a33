import type { AttributeType } from '../../../model/overlay/person-rules.ts'
import { refuse } from '../../refuse.ts'
import type { Conversion } from '../converted-rule.ts'
import type { OktaExpression } from './okta-expression.ts'
import { binding, boolean, type Written, within } from './written.ts'

type Operation = OktaExpression & { readonly is: 'operation' }

type Converter = {
  readonly conversion: Conversion
  value(expression: OktaExpression, wanted: AttributeType): Written
}

/** `==`, `!=` and the like. To Okta a missing attribute is null, which differs from every text. */
export function convertComparison(
  { operator, left, right }: Operation,
  isDenied: boolean,
  converter: Converter,
): Written {
  const [one, other] = [converter.value(left, wantedBy(right)), converter.value(right, wantedBy(left))]
  if (other.type === 'null') return compareNull(one, operator)
  if (one.type === 'null') return compareNull(other, operator)
  const admitsMissing = (operator === '!=') !== isDenied && (operator === '==' || operator === '!=')
  if (!admitsMissing) return written(one, operator, other)
  const missing = [one, other].filter((side) => side.path !== undefined && side.type === 'text')
  for (const { path = '' } of missing) {
    converter.conversion.warn(
      `Okta has people in of whom ${path} is missing, and so has this rule. To keep them out, add has(${path}) &&.`,
    )
  }
  // What is missing is not the same as an empty text, which .orValue("") would make of it.
  const [attribute] = missing
  if (attribute && [one, other].some(({ text }) => text === '""'))
    return besideMissing(attribute, { one, operator, other })
  return written(orEmpty(one), operator, orEmpty(other))
}

function besideMissing(
  { text }: Written,
  { one, operator, other }: { readonly one: Written; readonly operator: string; readonly other: Written },
): Written {
  const compared = written(one, operator, other).text
  return operator === '!='
    ? boolean(`!has(${text}) || ${compared}`, binding.or)
    : boolean(`has(${text}) && ${compared}`, binding.and)
}

function orEmpty(side: Written): Written {
  return side.path !== undefined && side.type === 'text' ? { ...side, text: `${side.text}.orValue("")` } : side
}

function written(one: Written, operator: string, other: Written): Written {
  const [left, right] = [folded(one, other), folded(other, one)]
  return boolean(`${within(left, binding.sum)} ${operator} ${within(right, binding.sum)}`, binding.comparison)
}

/** What is compared with an address is in lower case, as addresses are. */
function folded(side: Written, other: Written): Written {
  return other.isMail && side.text.startsWith('"') ? { ...side, text: side.text.toLowerCase() } : side
}

function compareNull({ path }: Written, operator: string): Written {
  if (path === undefined || (operator !== '==' && operator !== '!=')) {
    return refuse('Only attributes are compared with null, by == or !=.')
  }
  return operator === '==' ? boolean(`!has(${path})`, binding.not) : boolean(`has(${path})`, binding.term)
}

function wantedBy(side: OktaExpression): AttributeType {
  if (side.is !== 'literal') return 'text'
  if (typeof side.value === 'number') return 'number'
  return typeof side.value === 'boolean' ? 'boolean' : 'text'
}
