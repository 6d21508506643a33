import { refuse } from '../../refuse.ts'
import { quoted } from '../condition.ts'
import type { Conversion } from '../converted-rule.ts'
import type { OktaExpression } from './okta-expression.ts'
import { binding, boolean, type Written } from './written.ts'

type Call = OktaExpression & { readonly is: 'call' }

/** Converts what asks for groups by name or id; null for any other call. */
export function memberOf(call: Call, conversion: Conversion): Written | null {
  if (['isMemberOfGroupName', 'isMemberOfGroup', 'isMemberOfAnyGroup'].includes(call.name)) {
    return inAny(
      call.args.map((arg) => textOf(arg, call.name)),
      conversion,
    )
  }
  if (call.name !== 'user.isMemberOf') return null
  return inAny(call.args.flatMap(groupsOf), conversion)
}

function inAny(groups: readonly string[], conversion: Conversion): Written {
  if (groups.length === 0) return refuse('Say which group is meant.')
  const calls = groups.map((group) => `person.memberOf(${quoted(conversion.groupOf(group))})`)
  return boolean(calls.join(' || '), calls.length === 1 ? binding.term : binding.or)
}

/** `{'group.profile.name': 'West', 'operator': 'EXACT'}`, `{'group.id': {'a', 'b'}}`. Without an operator Okta looks at the beginning of names. */
function groupsOf(criteria: OktaExpression): string[] {
  if (criteria.is !== 'criteria') return refuse("Write user.isMemberOf({'group.id': '…'}).")
  const { fields } = criteria
  const [key, ...others] = [...fields.keys()].filter((name) => name !== 'operator')
  const value = key === undefined ? undefined : fields.get(key)
  if (!value || others.length > 0 || (key !== 'group.id' && key !== 'group.profile.name')) {
    return refuse('Groups are taken over by "group.id" or "group.profile.name" alone.')
  }
  const operator = fields.get('operator')
  const isExact = operator?.is === 'literal' && operator.value === 'EXACT'
  if (key === 'group.profile.name' && !isExact) {
    return refuse(
      "This asks for groups whose name begins so. Rules name single groups: add 'operator': 'EXACT', for each group.",
    )
  }
  return value.is === 'list'
    ? value.items.map((item) => textOf(item, 'user.isMemberOf'))
    : [textOf(value, 'user.isMemberOf')]
}

function textOf(expression: OktaExpression, name: string): string {
  if (expression.is === 'literal' && typeof expression.value === 'string') return expression.value
  return refuse(`${name}() takes names or ids of groups, in quotes.`)
}
