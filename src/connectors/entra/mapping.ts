import type { MappingLine } from '../../model/connection.ts'

const line = (target: string, expression: string): MappingLine => ({ target, expression })

const addressParts = {
  street_address: 'user.streetAddress',
  locality: 'user.city',
  region: 'user.state',
  postal_code: 'user.postalCode',
  country: 'user.country',
}

const address = 'coalesce(user.mail, user.userPrincipalName)'

/** The login of a guest, such as `ada_other.com#EXT#@example.com`, is nobody's address. */
const isInvited = 'user.userPrincipalName.contains("#EXT#")'

/** How Graph's properties become the normalised user. Accounts without a mailbox have no `mail`; their login has its form. */
export const entraMapping: readonly MappingLine[] = [
  line('username', 'user.userPrincipalName'),
  line('email', `has(user.mail) || !${isInvited} ? ${address} : null`),
  // `otherMails` are for recovery, mostly private addresses: they are not passed on.
  line('emails', `has(user.mail) || !${isInvited} ? [{"primary": true, "type": "work", "value": ${address}}] : null`),
  line('first_name', 'user.givenName'),
  line('last_name', 'user.surname'),
  line('name', 'user.displayName'),
  line('job_title', 'user.jobTitle'),
  line('custom_attributes.addresses', oneAddress()),
  line('custom_attributes.cost_center_name', 'user.employeeOrgData.costCenter'),
  line('custom_attributes.department_name', 'user.department'),
  line('custom_attributes.display_name', 'user.displayName'),
  line('custom_attributes.division_name', 'user.employeeOrgData.division'),
  line('custom_attributes.employee_number', 'user.employeeId'),
  line('custom_attributes.employee_type', 'user.employeeType'),
  line('custom_attributes.employment_start_date', 'user.employeeHireDate'),
  line('custom_attributes.organization', 'user.companyName'),
]

/** The one address that an account has, of what is there of it; no value where nothing is. */
function oneAddress(): string {
  const isThere = Object.values(addressParts).map((path) => `has(${path})`)
  const parts = Object.entries(addressParts).map(([name, path]) => `"${name}": ${path}`)
  return `${isThere.join(' || ')} ? [compact({"primary": true, "type": "work", ${parts.join(', ')}})] : null`
}
