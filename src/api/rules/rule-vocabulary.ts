import type { JsonObject } from '../../model/json.ts'
import { ownAttributes } from '../../model/overlay/own-attributes.ts'
import { standardAttributes } from '../../model/person-attributes.ts'
import type { RuleGround } from './rule-ground.ts'

/** What rules read of a person beside attributes, for people. Groups, teams and roles are read by calls. */
const computed: readonly { readonly name: string; readonly type: string; readonly title: string }[] = [
  { name: 'status', type: 'text', title: 'Status' },
  { name: 'active', type: 'boolean', title: 'Works here now' },
  { name: 'service', type: 'boolean', title: 'Service account' },
  { name: 'org', type: 'path', title: 'Org unit' },
]

/** What a rule of an organization can name: attributes of people, groups, teams and org units. */
export function ruleVocabulary({ documents }: RuleGround, organizationId: string): JsonObject {
  const standard = Object.entries(standardAttributes).map(([name, { type, title }]) => ({ name, type, title }))
  const own = Object.entries(ownAttributes(documents)).map(([name, { type, description, sensitive }]) => ({
    ...{ name, type, title: name, own: true },
    description: description ?? null,
    sensitive: sensitive ?? false,
  }))
  const given = [...standard, ...computed].map((one) => ({ ...one, own: false, description: null, sensitive: false }))
  const of = (kind: 'Group' | 'Team' | 'OrgUnit') =>
    documents.flatMap((one) => (one.kind === kind ? { id: one.id, name: one.name ?? one.id } : []))
  const teams = documents.flatMap((one) =>
    one.kind === 'Team' ? { id: one.id, name: one.name ?? one.id, roles: Object.keys(one.roles ?? {}) } : [],
  )
  return {
    ...{ object: 'rule_vocabulary', organization_id: organizationId, attributes: [...given, ...own] },
    ...{ groups: of('Group'), teams, org_units: of('OrgUnit') },
  }
}
