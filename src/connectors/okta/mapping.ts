import type { MappingLine } from '../../model/connection.ts'

const line = (target: string, expression: string): MappingLine => ({ target, expression })

const addressParts = {
  street_address: 'user.profile.streetAddress',
  locality: 'user.profile.city',
  region: 'user.profile.state',
  postal_code: 'user.profile.zipCode',
  country: 'user.profile.countryCode',
  raw_address: 'user.profile.postalAddress',
}

/** How Okta's profile becomes the normalised user. What is not in its base profile has the name that most orgs give it. */
export const oktaMapping: readonly MappingLine[] = [
  line('username', 'user.profile.login'),
  line('email', 'user.profile.email'),
  // `secondEmail` is for recovery, mostly a private address: it is not passed on.
  line('emails', '[{"primary": true, "type": "work", "value": user.profile.email}]'),
  line('first_name', 'user.profile.firstName'),
  line('last_name', 'user.profile.lastName'),
  line('name', 'user.profile.displayName'),
  line('job_title', 'user.profile.title'),
  line('custom_attributes.addresses', oneAddress()),
  line('custom_attributes.cost_center_name', 'user.profile.costCenter'),
  line('custom_attributes.department_name', 'user.profile.department'),
  line('custom_attributes.display_name', 'user.profile.displayName'),
  line('custom_attributes.division_name', 'user.profile.division'),
  line('custom_attributes.employee_number', 'user.profile.employeeNumber'),
  line('custom_attributes.employee_type', 'coalesce(user.profile.userType, user.profile.employeeType)'),
  line(
    'custom_attributes.employment_start_date',
    'coalesce(user.profile.employmentStartDate, user.profile.startDate, user.profile.hireDate)',
  ),
  // `managerId` says who it is; this is what people read.
  line('custom_attributes.manager_name', 'user.profile.manager'),
  line('custom_attributes.organization', 'user.profile.organization'),
]

/** The one address that a profile has, of what is there of it; no value where nothing is. */
function oneAddress(): string {
  const paths = Object.values(addressParts)
  const isThere = paths.map((path) => `has(${path})`).join(' || ')
  const parts = Object.entries(addressParts).map(([name, path]) => `"${name}": ${path}`)
  return `${isThere} ? [compact({"primary": true, "type": "work", ${parts.join(', ')}})] : null`
}
