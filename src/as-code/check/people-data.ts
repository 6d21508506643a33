import { z } from 'zod'
import { type PersonSource, personInput } from '../../memberships/person-input.ts'
import type { PersonInput } from '../../memberships/person-state.ts'
import type { JsonObject } from '../../model/json.ts'
import { personStatuses } from '../../model/person.ts'
import { standardAttributes } from '../../model/person-attributes.ts'
import type { Coverage } from './subject.ts'

const PersonData = z.object({
  id: z.string(),
  status: z.enum(personStatuses).default('active'),
  service: z.boolean().default(false),
  display_name: z.string().default(''),
  manager_id: z.string().nullable().default(null),
  attributes: z.record(z.string(), z.json()),
})
type PersonData = z.infer<typeof PersonData>

const PeopleData = z.union([z.array(PersonData), z.object({ data: z.array(PersonData) }).transform(({ data }) => data)])

/** Somebody as rules see people, and as people call them. */
export type KnownPerson = { readonly name: string; readonly input: PersonInput }

/** What checking learns from people: how they may be named, which attributes they have, and who they are. */
export type PeopleKnown = {
  readonly people: ReadonlySet<string>
  readonly coverage: Coverage
  readonly everybody: readonly KnownPerson[]
}

/** Reads people as `muster people list --json` prints them; null for what is none. */
export function readPeople(json: unknown): PeopleKnown | null {
  const parsed = PeopleData.safeParse(json)
  if (!parsed.success) return null
  const byId = new Map(parsed.data.map((person) => [person.id, person]))
  return {
    people: new Set(parsed.data.flatMap(refsOf)),
    coverage: coverageOf(parsed.data),
    everybody: parsed.data.map((person) => toKnown(person, byId)),
  }
}

/** All names that files may have for somebody. */
function refsOf({ id, attributes }: PersonData): string[] {
  const { employeeNumber, mail } = attributes
  return [
    id,
    ...(typeof employeeNumber === 'string' ? [`emp:${employeeNumber}`] : []),
    ...(typeof mail === 'string' ? [`mail:${mail}`] : []),
  ]
}

function coverageOf(all: readonly PersonData[]): Coverage {
  const here = all.filter(({ status }) => status !== 'left')
  const values: Record<string, number> = Object.fromEntries(Object.keys(standardAttributes).map((name) => [name, 0]))
  for (const { attributes } of here)
    for (const [name, value] of Object.entries(attributes)) if (hasValue(value)) values[name] = (values[name] ?? 0) + 1
  return { people: here.length, values }
}

function hasValue(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)
}

function toKnown(person: PersonData, byId: ReadonlyMap<string, PersonData>): KnownPerson {
  const { id, status, service, display_name: name, manager_id: managerId } = person
  const attributes: JsonObject = Object.fromEntries(
    Object.entries(person.attributes).filter(([, value]) => hasValue(value)),
  )
  const source: PersonSource = { id, status, isService: service, managerId, managerKey: null, attributes }
  const input = personInput(source, managersOf(person, byId))
  return { name: name || id, input: { ...input, refs: refsOf(person) } }
}

/** All managers above somebody, under each of their names: rules are compiled without knowing who is meant by which. */
function managersOf(person: PersonData, byId: ReadonlyMap<string, PersonData>): string[] {
  const names: string[] = []
  const seen = new Set([person.id])
  let next = person.manager_id
  while (next !== null && !seen.has(next)) {
    seen.add(next)
    const manager = byId.get(next)
    names.push(...(manager ? refsOf(manager) : [next]))
    next = manager?.manager_id ?? null
  }
  return names
}
