import { databasePeople } from '../../as-code/plan/people/database-people.ts'
import { AppError } from '../../errors.ts'
import { attributeTypesOf } from '../../memberships/compile-overlay.ts'
import type { JsonObject } from '../../model/json.ts'
import type { ApiContext } from '../api-context.ts'
import { hiddenAttributes } from '../people/shown-person.ts'
import type { RuleAsker } from './preview-rule.ts'
import { readRuleGround } from './rule-ground.ts'

const mostValues = 50

/** The values that people have in an attribute, those of most people first, for whoever writes a rule. */
export async function valuesOfAttribute(
  { database, sourceLooks }: ApiContext,
  { organizationId, caller }: RuleAsker,
  attribute: string,
): Promise<JsonObject> {
  const { documents } = await readRuleGround(database, organizationId)
  const hidden = await hiddenAttributes(database, caller, organizationId)
  if (!Object.hasOwn(attributeTypesOf(documents), attribute) || hidden.has(attribute)) {
    throw new AppError('not_found', { what: 'attribute', id: attribute })
  }
  const groups = await sourceLooks.run(organizationId, () =>
    databasePeople(database, organizationId).groups([attribute]),
  )
  const counts = new Map<string | number | boolean, number>()
  let filled = 0
  let total = 0
  for (const { values, ids } of groups) {
    const value = values[attribute]
    const all = (Array.isArray(value) ? value : [value]).filter(isPlain)
    for (const one of all) counts.set(one, (counts.get(one) ?? 0) + ids.length)
    total += ids.length
    if (all.length > 0) filled += ids.length
  }
  const most = [...counts].sort(([, one], [, other]) => other - one).slice(0, mostValues)
  const data = most.map(([value, count]) => ({ value, count }))
  return { object: 'attribute_values', attribute, values: data, distinct: counts.size, filled, total }
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
