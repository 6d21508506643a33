import type { AttributeType } from './overlay/person-rules.ts'

/**
 * The attributes that every person may have, named as SCIM names them (RFC 7643 sections 4.1 and 4.3) where it does. In files,
 * rules, API and screens they have the same names. `from` is where a user of a directory has it, as an expression over `user`
 * (the normalised form, src/model/user.ts, with `active` and `idp_id`).
 */
export const standardAttributes: Readonly<
  Record<string, { readonly type: AttributeType; readonly from: string; readonly title: string }>
> = {
  displayName: { type: 'text', from: 'user.name', title: 'Name' },
  givenName: { type: 'text', from: 'user.first_name', title: 'Given name' },
  familyName: { type: 'text', from: 'user.last_name', title: 'Family name' },
  preferredName: { type: 'text', from: 'user.custom_attributes.preferred_name', title: 'Preferred name' },
  userName: { type: 'text', from: 'user.username', title: 'User name' },
  mail: { type: 'mail', from: 'user.email', title: 'E-mail' },
  mails: { type: 'list', from: 'user.emails.map(e, e.value)', title: 'E-mail addresses' },
  phone: { type: 'phone', from: 'user.custom_attributes.phone', title: 'Phone' },
  mobile: { type: 'phone', from: 'user.custom_attributes.mobile', title: 'Mobile' },
  employeeNumber: { type: 'text', from: 'user.custom_attributes.employee_number', title: 'Employee number' },
  type: { type: 'text', from: 'user.custom_attributes.employee_type', title: 'Type' },
  title: { type: 'text', from: 'user.job_title', title: 'Job title' },
  department: { type: 'text', from: 'user.custom_attributes.department_name', title: 'Department' },
  division: { type: 'text', from: 'user.custom_attributes.division_name', title: 'Division' },
  costCenter: { type: 'text', from: 'user.custom_attributes.cost_center_name', title: 'Cost center' },
  company: { type: 'text', from: 'user.custom_attributes.organization', title: 'Company' },
  location: { type: 'text', from: 'user.custom_attributes.location', title: 'Location' },
  country: { type: 'text', from: 'user.custom_attributes.country', title: 'Country' },
  timeZone: { type: 'zone', from: 'user.custom_attributes.time_zone', title: 'Time zone' },
  startDate: { type: 'date', from: 'user.custom_attributes.employment_start_date', title: 'Start date' },
  endDate: { type: 'date', from: 'user.custom_attributes.employment_end_date', title: 'End date' },
  leaveStart: { type: 'date', from: 'user.custom_attributes.leave_start_date', title: 'Leave from' },
  leaveEnd: { type: 'date', from: 'user.custom_attributes.leave_end_date', title: 'Leave until' },
}

/**
 * What rules can read of a person beside attributes; computed, never set by a source. `org` is the path of org units,
 * `managers` the ids of all managers above, the nearest first; `reached` and the like read the clock through dates.
 */
export const computedAttributes: Readonly<Record<string, 'text' | 'boolean' | 'list'>> = {
  id: 'text',
  status: 'text',
  active: 'boolean',
  service: 'boolean',
  org: 'text',
  manager: 'text',
  managers: 'list',
  groups: 'list',
  teams: 'list',
  roles: 'list',
}
