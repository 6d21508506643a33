import type { MappingLine } from '../../model/connection.ts'

const line = (target: string, expression: string): MappingLine => ({ target, expression })

/** How the attributes of Active Directory become the normalised user. */
export const activeDirectoryMapping: readonly MappingLine[] = [
  line('username', 'coalesce(user.userPrincipalName, user.sAMAccountName)'),
  line('email', 'user.mail'),
  line('first_name', 'user.givenName'),
  line('last_name', 'user.sn'),
  line('name', 'coalesce(user.displayName, user.cn)'),
  line('job_title', 'user.title'),
  line('custom_attributes.department_name', 'user.department'),
  line('custom_attributes.division_name', 'user.division'),
  line('custom_attributes.employee_number', 'coalesce(user.employeeNumber, user.employeeID)'),
  line('custom_attributes.employee_type', 'user.employeeType'),
]
