import { z } from 'zod'

/** What kind of values a custom attribute has. Dates are `YYYY-MM-DD`, phones E.164 where that is clear, lists sets of texts. */
export const CustomAttributeType = z.enum(['text', 'number', 'boolean', 'date', 'email', 'phone', 'list'])
export type CustomAttributeType = z.infer<typeof CustomAttributeType>

/** How texts (and those of lists) are written, so that what differs in nothing else is the same. */
export const CustomAttributeForm = z.enum(['none', 'trim', 'lowercase', 'nfc'])
export type CustomAttributeForm = z.infer<typeof CustomAttributeForm>

/** An attribute that an organization declares for its users, beside the predefined ones. */
export type CustomAttribute = {
  readonly organizationId: string
  readonly name: string
  readonly type: CustomAttributeType
  readonly form: CustomAttributeForm
  readonly description: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** How many an organization can declare. */
export const customAttributeLimit = 200

/**
 * The attributes that every user may have (WorkOS, "Auto-mapped custom attributes"), with their type where a mapping can set
 * them. The others follow from other targets of the mapping: null.
 */
export const predefinedAttributes: Readonly<Record<string, CustomAttributeType | 'addresses' | null>> = {
  addresses: 'addresses',
  cost_center_name: 'text',
  department_name: 'text',
  display_name: 'text',
  division_name: 'text',
  emails: null,
  employee_number: 'text',
  employee_type: 'text',
  employment_start_date: 'date',
  job_title: null,
  manager_email: null,
  manager_id: null,
  manager_name: 'text',
  organization: 'text',
  username: null,
}

/** What is wrong with the name of a custom attribute, in words that go on after "name"; null for one that can be used. */
export function customAttributeNameProblem(name: string): string | null {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) {
    return 'must be of 1 to 63 lower-case letters, digits and underscores, and begin with a letter'
  }
  if (!Object.hasOwn(predefinedAttributes, name)) return null
  return 'is that of a predefined attribute, which every user may have without being declared'
}
