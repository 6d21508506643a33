import type { MappingLine } from '../../model/connection.ts'

const line = (target: string, expression: string): MappingLine => ({ target, expression })

/** How the attributes of inetOrgPerson (RFC 2798) become the normalised user. */
export const ldapMapping: readonly MappingLine[] = [
  line('username', 'coalesce(user.login, user.mail)'),
  line('email', 'user.mail'),
  line('first_name', 'user.givenName'),
  line('last_name', 'user.sn'),
  line('name', 'coalesce(user.displayName, user.cn)'),
  line('job_title', 'user.title'),
  line('custom_attributes.department_name', 'coalesce(user.departmentNumber, user.ou)'),
  line('custom_attributes.employee_number', 'user.employeeNumber'),
  line('custom_attributes.employee_type', 'user.employeeType'),
]
