import type { PersonRule } from '../expressions/person-rule.ts'
import type { CompiledObject, ObjectInputs } from './compiled-overlay.ts'
import type { DraftObject } from './draft-object.ts'
import { memberAddress } from './member-documents.ts'
import { pathOf, type UnitsAbove } from './org-units.ts'
import type { RuleContext } from './rule-of.ts'
import { signatureOf } from './signature.ts'

/** What objects are finished with: their places in the order, and the tree of org units. */
export type ObjectContext = {
  readonly positions: ReadonlyMap<string, number>
  readonly above: UnitsAbove
  readonly context: RuleContext
}

/** An object in its place, ready to be evaluated. */
export function compileObject({ document, address, rule }: DraftObject, within: ObjectContext): CompiledObject {
  const { kind, id, members } = document
  const { positions, above } = within
  const ends = document.kind === 'Team' ? (document.ends ?? null) : null
  const unitsAbove = kind === 'OrgUnit' ? (above.get(id) ?? []) : []
  const inputs = inputsOf(rule, positions)
  // Who exactly is in it is written in a file; without `members` no file says anything about it.
  const takesHand = members === undefined || members.mode === 'additive'
  const path = kind === 'OrgUnit' ? pathOf(id, above) : null
  return {
    address,
    kind,
    id,
    name: document.name ?? id,
    rule,
    ruleText: members?.rule ?? null,
    takesHand,
    ends,
    path,
    above: unitsAbove.flatMap((one) => positions.get(memberAddress('OrgUnit', one)) ?? []),
    inputs: { ...inputs, attributes: withZone(inputs.attributes, ends) },
    signature: signatureOf({ document, rule, takesHand, ends, path, inputs }, within),
  }
}

// The last day of a project ends where the person is.
function withZone(attributes: readonly string[], ends: string | null): readonly string[] {
  return ends === null || attributes.includes('timeZone') ? attributes : [...attributes, 'timeZone']
}

// Those are told by the members of other objects.
const derived = new Set(['groups', 'teams', 'roles', 'org'])

function inputsOf(rule: PersonRule | string | null, positions: ReadonlyMap<string, number>): ObjectInputs {
  if (!rule || typeof rule === 'string') return { attributes: [], objects: [], org: false }
  const addresses = [
    ...rule.groups.map((id) => memberAddress('Group', id)),
    ...rule.teams.map((id) => memberAddress('Team', id)),
  ]
  return {
    attributes: rule.reads.filter((name) => !derived.has(name)),
    objects: addresses.flatMap((address) => positions.get(address) ?? []),
    org: rule.reads.includes('org'),
  }
}
