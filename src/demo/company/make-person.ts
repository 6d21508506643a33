import { chooseAddress } from './email-address.ts'
import { type NamePart, type NamePool, namePools } from './names.ts'
import type { Person, Provider } from './person.ts'
import type { Random } from './random.ts'
import type { Department, HalfPlan } from './structure.ts'

/** What is decided of a person before a name is found. */
export type Position = {
  readonly plan: HalfPlan
  readonly department: Department
  readonly title: string
  readonly kind: Person['kind']
  readonly manager: string | null
  readonly employeeNumber: string
}

/** Makes a person up for a position. `isTaken` says which addresses the directory has already. */
export function makePerson(position: Position, random: Random, isTaken: (address: string) => boolean): Person {
  const { plan, department } = position
  const name = makeName(random)
  const email = chooseAddress(name, { domain: plan.domain, twoSurnames: name.twoSurnames, isTaken })
  return {
    externalId: newExternalId(plan.provider, random),
    userName: email,
    givenName: name.givenName,
    middleName: name.middleName,
    familyName: name.familyName,
    displayName: name.displayName,
    email,
    title: position.title,
    department: department.name,
    division: department.division,
    costCenter: department.costCenter,
    employeeNumber: position.employeeNumber,
    kind: position.kind,
    location: random.pick(plan.locations),
    locale: name.locale,
    manager: position.manager,
    active: true,
  }
}

/** An id as the provider makes them: `00u` and 17 letters and digits in Okta, 21 digits in Google, a random GUID in Entra. */
export function newExternalId(provider: Provider, random: Random): string {
  if (provider === 'google') return `1${random.text(20, '0123456789')}`
  if (provider === 'okta')
    return `00u${random.text(17, '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')}`
  const hex = (length: number) => random.text(length, '0123456789abcdef')
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${random.pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`
}

/** Another family name, for somebody who marries. */
export function makeFamilyName(random: Random): string {
  return latin(random.pick(random.pick(namePools).family))
}

function makeName(random: Random) {
  const pool = random.pick(namePools)
  const given = random.pick(pool.given)
  const families = random.sample(pool.family, pool.order === 'two-surnames' ? 2 : 1)
  const middleName = random.chance(pool.middleInitials ?? 0) ? random.text(1, 'ABCDEFGHJKLMNPRSTW') : ''
  const givenName = latin(given)
  const familyName = families.map(latin).join(' ')
  const written = displayNameOf(pool, given, families)
  // About half of those whose own script is another one use it for their display name.
  const displayName = random.chance(0.5) ? written : [givenName, middleName, familyName].filter(Boolean).join(' ')
  return { givenName, middleName, familyName, displayName, locale: pool.locale, twoSurnames: families.length > 1 }
}

function displayNameOf(pool: NamePool, given: NamePart, families: readonly NamePart[]): string {
  const family = families.map(native).join(' ')
  return pool.order === 'family-first' ? `${family} ${native(given)}` : `${native(given)} ${family}`
}

function latin(part: NamePart): string {
  return typeof part === 'string' ? part : part[0]
}

function native(part: NamePart): string {
  return typeof part === 'string' ? part : part[1]
}
