import { z } from 'zod'
import type { PersonValues } from '../expressions/person-rule.ts'
import { readJsonFile } from './read-json-file.ts'
import { UsageError } from './usage-error.ts'

/** A person as "muster people show --json" prints it; other members are of no matter. */
const ShownPerson = z.object({
  object: z.literal('person'),
  id: z.string(),
  status: z.string(),
  service: z.boolean(),
  manager_id: z.string().nullable(),
  attributes: z.record(z.string(), z.json()),
})

const Attributes = z.record(z.string(), z.json())

/** Reads somebody whom a rule is tried on: attributes by name, or a person as the API shows one. */
export async function readPersonFile(file: string): Promise<PersonValues> {
  const content = await readJsonFile(file)
  const shown = ShownPerson.safeParse(content)
  if (shown.success) return valuesOf(shown.data)
  const attributes = Attributes.safeParse(content)
  if (attributes.success && content.object === undefined) return { ...nothingElse, ...attributes.data }
  throw new UsageError(
    `The file ${file} holds no person: a JSON object of attributes, such as {"department": "Sales"}.`,
  )
}

/** What somebody is in who is described by attributes alone. */
const nothingElse = { groups: [], teams: [], roles: [], managers: [] }

function valuesOf({ id, status, service, manager_id, attributes }: z.infer<typeof ShownPerson>): PersonValues {
  const isActive = status === 'active' || status === 'on_leave' || status === 'leaving'
  const managers = manager_id === null ? {} : { manager: manager_id, managers: [manager_id] }
  return { ...nothingElse, ...attributes, id, status, service, active: isActive, ...managers }
}
