import type { Connection } from '../api-types.ts'

export type Scope = Connection['scope']

/** The parts by which a scope leaves people out. */
export type ScopePart = 'groups' | 'org_units' | 'rule'

/** A scope while it is edited: which parts are switched on, and what is in them, also in those that are off. */
export type ScopeDraft = {
  readonly isEverybody: boolean
  readonly parts: Readonly<Record<ScopePart, boolean>>
  readonly groups: readonly string[]
  readonly orgUnits: readonly string[]
  readonly rule: string
  readonly onLeave: Scope['on_leave']
}

/** The draft of a scope that is saved. */
export function toScopeDraft({ groups, org_units: orgUnits, rule, on_leave: onLeave }: Scope): ScopeDraft {
  const parts = { groups: groups.length > 0, org_units: orgUnits.length > 0, rule: Boolean(rule?.trim()) }
  return { isEverybody: !Object.values(parts).some(Boolean), parts, groups, orgUnits, rule: rule ?? '', onLeave }
}

/** What a draft comes to: parts that are off, or empty, leave nobody out. */
export function toScope({ isEverybody, parts, groups, orgUnits, rule, onLeave }: ScopeDraft): Scope {
  const isOn = (part: ScopePart) => !isEverybody && parts[part]
  return {
    groups: isOn('groups') ? [...groups] : [],
    org_units: isOn('org_units') ? [...orgUnits] : [],
    rule: isOn('rule') && rule.trim() !== '' ? rule.trim() : null,
    on_leave: onLeave,
  }
}

/** Parts that are switched on but have nothing in them: saved so, they would let everybody in. */
export function emptyParts({ isEverybody, parts, groups, orgUnits, rule }: ScopeDraft): readonly ScopePart[] {
  if (isEverybody) return []
  const isEmpty = { groups: groups.length === 0, org_units: orgUnits.length === 0, rule: rule.trim() === '' }
  const on = (['groups', 'org_units', 'rule'] as const).filter((part) => parts[part])
  return on.filter((part) => isEmpty[part])
}

/** Whether two scopes have the same people in them, and do the same with those who leave. */
export function isSameScope(one: Scope, other: Scope): boolean {
  const text = ({ groups, org_units: units, rule, on_leave: leave }: Scope) =>
    JSON.stringify([[...groups].sort(), [...units].sort(), rule?.trim() ?? '', leave])
  return text(one) === text(other)
}
