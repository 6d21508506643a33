import type { MappingLine } from '../../model/connection.ts'

const line = (target: string, expression: string): MappingLine => ({ target, expression })

/** How the usual columns become the normalised user; columns that a file does not have give no value. */
export const csvMapping: readonly MappingLine[] = [
  line(
    'username',
    'coalesce(user.username, user.user_name, user.login, user.email, user.e_mail, user.work_email, user.id)',
  ),
  line('email', 'coalesce(user.email, user.e_mail, user.email_address, user.work_email, user.mail)'),
  line('first_name', 'coalesce(user.first_name, user.given_name, user.firstname)'),
  line('last_name', 'coalesce(user.last_name, user.family_name, user.lastname, user.surname)'),
  line('name', 'coalesce(user.name, user.display_name, user.full_name)'),
  line('job_title', 'coalesce(user.job_title, user.title)'),
  line('custom_attributes.department_name', 'coalesce(user.department_name, user.department)'),
  line('custom_attributes.division_name', 'coalesce(user.division_name, user.division)'),
  line('custom_attributes.cost_center_name', 'coalesce(user.cost_center_name, user.cost_center)'),
  line('custom_attributes.employee_number', 'coalesce(user.employee_number, user.employee_id)'),
  line('custom_attributes.employee_type', 'coalesce(user.employee_type, user.worker_type)'),
  line(
    'custom_attributes.employment_start_date',
    'coalesce(user.employment_start_date, user.start_date, user.hire_date)',
  ),
]
