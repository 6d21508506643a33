import type { BuilderOperator } from './rule-builder.ts'

/** How an operator is written: `compare` by a sign, `call` by a method of the attribute, `person` by one of the person. */
export type RowForm =
  | { readonly by: 'compare'; readonly sign: string }
  | { readonly by: 'in' | 'includes' | 'has' | 'true' }
  | { readonly by: 'call' | 'person'; readonly name: string }

export type RowOperator = { readonly form: RowForm; readonly isDenied: boolean }

const positive = {
  in: { by: 'in' },
  contains: { by: 'call', name: 'contains' },
  starts_with: { by: 'call', name: 'startsWith' },
  ends_with: { by: 'call', name: 'endsWith' },
  matches: { by: 'call', name: 're' },
  includes: { by: 'includes' },
  within: { by: 'call', name: 'within' },
  reached: { by: 'call', name: 'reached' },
  member_of: { by: 'person', name: 'memberOf' },
  in_team: { by: 'person', name: 'inTeam' },
  has_role: { by: 'person', name: 'hasRole' },
  reports_to: { by: 'person', name: 'reportsTo' },
  reports_directly_to: { by: 'person', name: 'reportsDirectlyTo' },
} as const satisfies Record<string, RowForm>

const form = (of: RowForm, isDenied = false): RowOperator => ({ form: of, isDenied })
const sign = (text: string): RowOperator => form({ by: 'compare', sign: text })

/** Every operator of the builder with the way in which CEL writes it. */
export const rowOperators: Readonly<Record<BuilderOperator, RowOperator>> = {
  equals: sign('=='),
  not_equals: sign('!='),
  less: sign('<'),
  at_most: sign('<='),
  greater: sign('>'),
  at_least: sign('>='),
  is_set: form({ by: 'has' }),
  is_not_set: form({ by: 'has' }, true),
  is_true: form({ by: 'true' }),
  is_false: form({ by: 'true' }, true),
  in: form(positive.in),
  not_in: form(positive.in, true),
  contains: form(positive.contains),
  not_contains: form(positive.contains, true),
  starts_with: form(positive.starts_with),
  not_starts_with: form(positive.starts_with, true),
  ends_with: form(positive.ends_with),
  not_ends_with: form(positive.ends_with, true),
  matches: form(positive.matches),
  not_matches: form(positive.matches, true),
  includes: form(positive.includes),
  not_includes: form(positive.includes, true),
  within: form(positive.within),
  not_within: form(positive.within, true),
  reached: form(positive.reached),
  not_reached: form(positive.reached, true),
  member_of: form(positive.member_of),
  not_member_of: form(positive.member_of, true),
  in_team: form(positive.in_team),
  not_in_team: form(positive.in_team, true),
  has_role: form(positive.has_role),
  not_has_role: form(positive.has_role, true),
  reports_to: form(positive.reports_to),
  not_reports_to: form(positive.reports_to, true),
  reports_directly_to: form(positive.reports_directly_to),
  not_reports_directly_to: form(positive.reports_directly_to, true),
}

/** The operator that is written in such a way; undefined for what the builder has no row for. */
export function operatorOf(wanted: RowForm, isDenied: boolean): BuilderOperator | undefined {
  const key = JSON.stringify(wanted)
  const found = Object.entries(rowOperators).find(
    ([, one]) => one.isDenied === isDenied && JSON.stringify(one.form) === key,
  )
  return found?.[0] as BuilderOperator | undefined
}

/** The operators that may ignore the case. */
export const foldable: ReadonlySet<BuilderOperator> = new Set([
  'equals',
  'not_equals',
  'in',
  'not_in',
  'contains',
  'not_contains',
  'starts_with',
  'not_starts_with',
  'ends_with',
  'not_ends_with',
])
