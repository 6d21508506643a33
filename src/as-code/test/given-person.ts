import { startOfDay } from '../../expressions/dates/zoned-day.ts'
import { isActiveStatus } from '../../memberships/person-input.ts'
import type { PersonInput } from '../../memberships/person-state.ts'
import type { JsonObject } from '../../model/json.ts'
import type { TestDocument } from '../../model/overlay/test-document.ts'
import { type PersonStatus, personStatuses } from '../../model/person.ts'
import { computedAttributes } from '../../model/person-attributes.ts'
import { statusOf } from '../../people/person-status.ts'

type Case = TestDocument['cases'][number]

/** What a case may say of its person beside attributes: what else is computed is taken as given. */
export const givenAttributes: Readonly<Record<string, 'ref' | 'computed' | 'text' | 'boolean' | 'list'>> = {
  ...computedAttributes,
  ref: 'ref',
}

/** What somebody is in by what a case says, beside what rules and files say. */
export type GivenPlaces = {
  readonly orgUnit: string | null
  readonly groups: readonly string[]
  readonly teams: readonly string[]
  /** `platform#oncall`. */
  readonly roles: readonly string[]
}

/** The person of a case: as rules see people, and where the case puts the person by itself. */
export type GivenPerson = { readonly person: PersonInput; readonly places: GivenPlaces; readonly now: Date }

/**
 * The person whom a case describes. What it does not say is missing, but for what everybody has: somebody is active, a human, and
 * reports to nobody, unless it says otherwise. It is noon of the given day where the person is.
 */
export function givenPerson({ given }: Case, name: string, now: Date): GivenPerson {
  const values = Object.fromEntries(Object.entries(given.person).filter(([, value]) => value !== null)) as JsonObject
  const { ref, org, groups, teams, roles, status: _, ...attributes } = values
  const zone = typeof values.timeZone === 'string' ? values.timeZone : 'UTC'
  const time = given.today === undefined ? now : new Date(startOfDay(given.today, zone) + 12 * 3_600_000)
  const status = statusIn(values, time)
  const id = typeof values.id === 'string' ? values.id : name
  const person = {
    id,
    refs: [...textsIn(ref), ...refsOf(values), name],
    values: {
      ...attributes,
      id,
      status,
      active: typeof values.active === 'boolean' ? values.active : isActiveStatus(status),
      service: typeof values.service === 'boolean' ? values.service : values.type === 'service',
      managers: values.managers === undefined ? textsIn(values.manager) : textsIn(values.managers),
    },
  }
  const orgUnit = typeof org === 'string' ? (org.split('/').at(-1) ?? null) : null
  const places = { orgUnit, groups: textsIn(groups), teams: textsIn(teams), roles: textsIn(roles) }
  return { person, places, now: time }
}

/** As it is said, or else by the dates of the person. */
function statusIn(values: JsonObject, now: Date): PersonStatus {
  const given = personStatuses.find((status) => status === values.status)
  return given ?? statusOf(values, values.active !== false, now).status
}

/** The names that files have for somebody by what is known of them. */
function refsOf({ employeeNumber, mail }: JsonObject): string[] {
  return [
    ...textsIn(employeeNumber).map((number) => `emp:${number}`),
    ...textsIn(mail).map((address) => `mail:${address}`),
  ]
}

function textsIn(value: unknown): string[] {
  return [value ?? []].flat().filter((each) => typeof each === 'string')
}
