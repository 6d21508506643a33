import type { MappingLine } from '../../model/connection.ts'

const line = (target: string, expression: string): MappingLine => ({ target, expression })
// An organization need not say whether it is the main one: then the first counts.
const main = 'user.organizations.filter(o, has(o.primary) && o.primary)[0]'
const first = 'user.organizations[0]'
const work = (name: string) => `coalesce(${main}.${name}, ${first}.${name})`

/**
 * How the Directory API's user becomes the normalised one. The Admin console's "Employee ID" is the external id of the type
 * `organization`; those of other types are numbers of other systems.
 */
export const googleMapping: readonly MappingLine[] = [
  line('username', 'user.primaryEmail'),
  line('email', 'user.primaryEmail'),
  line('emails', 'user.emails'),
  line('first_name', 'user.name.givenName'),
  line('last_name', 'user.name.familyName'),
  line('name', 'user.name.fullName'),
  line('job_title', work('title')),
  line('custom_attributes.department_name', work('department')),
  line('custom_attributes.cost_center_name', work('costCenter')),
  line('custom_attributes.employee_type', work('description')),
  line(
    'custom_attributes.employee_number',
    "user.externalIds.filter(e, has(e.type) && e.type == 'organization')[0].value",
  ),
]
