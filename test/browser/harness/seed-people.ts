import { generateCompany } from '../../../src/demo/company/generate-company.ts'
import type { CompanyHalf, Person } from '../../../src/demo/company/person.ts'
import { createSendJson } from '../../../src/demo/json-http.ts'
import { createOktaClient } from '../../../src/demo/okta-client.ts'
import { performStep } from '../../../src/demo/perform-step.ts'
import type { ProviderClient } from '../../../src/demo/provider-client.ts'
import { pushCompany } from '../../../src/demo/push-company.ts'
import { scimRequests } from '../../../src/demo/scim-http.ts'
import type { World } from '../../../src/demo/world.ts'

const departments = ['Executive Office', 'Engineering', 'Design', 'Finance']
const groupNames = ['All staff', 'Engineering', 'Product and Design', 'Finance and Legal', 'Managers']

/** What one provider of the demo company holds, with so many of its people: managers before their reports, and the groups that they are in. */
export function smallCompany(provider: 'okta' | 'entra', size: number): CompanyHalf {
  const half = generateCompany().find((one) => one.provider === provider)
  if (!half) throw new RangeError(`There is no company with ${provider}.`)
  const wanted =
    provider === 'okta' ? half.people.filter(({ department }) => departments.includes(department)) : half.people
  const people = firstInEachDepartment(wanted, size)
  const ids = new Set(people.map(({ externalId }) => externalId))
  const groups = half.groups
    .map((group) => ({ ...group, members: group.members.filter((id) => ids.has(id)) }))
    .filter(
      ({ displayName, members }) => members.length > 1 && (provider === 'entra' || groupNames.includes(displayName)),
    )
  return { provider, people: people.map(inLatin), groups: groups.slice(0, 5) }
}

/** Under a name that every machine has letters for: pictures of screens are made on those that have few. */
function inLatin(person: Person): Person {
  const { displayName, givenName, familyName } = person
  return /^[\p{Script=Latin}\p{P}\s]+$/u.test(displayName)
    ? person
    : { ...person, displayName: `${givenName} ${familyName}` }
}

/** The first of each department, then the second of each …: those who lead it come first, so nobody is without their manager. */
function firstInEachDepartment(people: readonly Person[], size: number): Person[] {
  const seen = new Map<string, number>()
  const ranked = people.map((person, order) => {
    const rank = seen.get(person.department) ?? 0
    seen.set(person.department, rank + 1)
    return { person, rank, order }
  })
  const chosen = ranked.toSorted((one, other) => one.rank - other.rank || one.order - other.order).slice(0, size)
  const ids = new Set(chosen.map(({ person }) => person.externalId))
  const isHeaded = ({ manager }: Person) => manager === null || ids.has(manager)
  return chosen
    .toSorted((one, other) => one.order - other.order)
    .flatMap(({ person }) => (isHeaded(person) ? [person] : []))
}

/** The people of a directory that is pushed to, as Okta pushes them. */
export type PushedPeople = {
  readonly world: World
  /** Pushes everybody and their groups. */
  moveIn(half: CompanyHalf): Promise<void>
  hire(person: Person): Promise<void>
  change(person: Person, change: Partial<Person>): Promise<void>
  /** Makes a group whose members are groups. */
  nest(displayName: string, groups: readonly string[]): Promise<void>
  /** Takes people out of a group, or puts them in. */
  regroup(
    group: string,
    change: { readonly add?: readonly Person[]; readonly remove?: readonly Person[] },
  ): Promise<void>
}

/** Connects to a directory as Okta would. */
export function pushAsOkta({ endpoint, token }: { readonly endpoint: string; readonly token: string }): PushedPeople {
  const connection = { endpoint, token, send: createSendJson({ signal: new AbortController().signal, onRetry() {} }) }
  const client: ProviderClient = createOktaClient(connection)
  const request = scimRequests(connection, {
    'content-type': 'application/scim+json',
    'user-agent': 'Okta SCIM Client 1.0.0',
  })
  const world: World = { provider: 'okta', users: new Map(), groups: new Map() }
  const perform = (step: Parameters<typeof performStep>[0]) => performStep(step, world, client)
  const ids = (people: readonly Person[] = []) => people.map(({ externalId }) => externalId)
  return {
    world,
    async moveIn(half) {
      await client.testConnection()
      await pushCompany(half, world, client)
    },
    hire: (person) => perform({ kind: 'create', person }),
    async change(person, { active, ...change }) {
      const before = world.users.get(person.externalId)?.person ?? person
      if (Object.keys(change).length > 0) await perform({ kind: 'update', before, after: { ...before, ...change } })
      if (active !== undefined) await perform({ kind: 'set_active', person: before, active })
    },
    async nest(displayName, groups) {
      const members = groups.map((name) => ({ value: world.groups.get(name)?.id ?? '', display: name }))
      await request('POST', '/Groups', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName,
        members,
      })
    },
    regroup: (group, { add, remove }) => perform({ kind: 'members', group, add: ids(add), remove: ids(remove) }),
  }
}
