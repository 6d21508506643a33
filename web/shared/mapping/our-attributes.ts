/** Where the targets begin that are custom attributes. */
export const customPrefix = 'custom_attributes.'

/** The attributes that every user has, in the order in which people look for them; the first is required. */
export const standardTargets = [
  'username',
  'email',
  'first_name',
  'last_name',
  'name',
  'job_title',
  'manager',
  'emails',
] as const
export type StandardTarget = (typeof standardTargets)[number]

/** The custom attributes that every user may have without anybody declaring them (docs/reference/mapping.md). */
export const predefinedNames = [
  'department_name',
  'division_name',
  'cost_center_name',
  'employee_number',
  'employee_type',
  'employment_start_date',
  'organization',
  'display_name',
  'manager_name',
  'addresses',
] as const
export type PredefinedName = (typeof predefinedNames)[number]

/** Whether there can be no user without it. */
export function isRequired(target: string): boolean {
  return target === 'username'
}

/** The part of a target that people know it by: `custom_attributes.badge` → `badge`. */
export function nameOfTarget(target: string): string {
  return target.startsWith(customPrefix) ? target.slice(customPrefix.length) : target
}

/** All targets that an organization can map: the standard ones, the predefined ones, its own. */
export function allTargets(ownNames: readonly string[]): readonly string[] {
  const own = ownNames.filter((name) => !(predefinedNames as readonly string[]).includes(name))
  return [...standardTargets, ...[...predefinedNames, ...own].map((name) => `${customPrefix}${name}`)]
}
