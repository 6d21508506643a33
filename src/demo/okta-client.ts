import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import type { Person } from './company/person.ts'
import { type Known, type ManagerOf, type ProviderClient, schemaUrns } from './provider-client.ts'
import { firstIdOf, idOf, quoted, type ScimConnection, scimRequests } from './scim-http.ts'

/**
 * Okta as a SCIM client, in the requests that Okta documents ("SCIM 2.0 protocol reference" of its developer docs) for
 * an integration of its catalog: users are PUT whole, activation and groups are PATCHed.
 */
export function createOktaClient(connection: ScimConnection): ProviderClient {
  const request = scimRequests(connection, {
    'user-agent': 'Okta SCIM Client 1.0.0',
    accept: 'application/scim+json',
    'content-type': 'application/scim+json; charset=utf-8',
  })
  const patch = (path: string, ...operations: Json[]) =>
    request('PATCH', path, { schemas: [schemaUrns.patch], Operations: operations })
  return {
    provider: 'okta',
    async testConnection() {
      await request('GET', '/Users?startIndex=1&count=2')
      await request('GET', '/Groups?startIndex=1&count=100')
    },
    findUser: async (userName) => firstIdOf(await request('GET', `/Users?${lookup('userName', userName)}`)),
    createUser: async (person, managerOf) => idOf(await request('POST', '/Users', newUser(person, managerOf))),
    async updateUser(id, { after, managerOf }) {
      const stored = await request('GET', `/Users/${id}`)
      await request('PUT', `/Users/${id}`, wholeUser(stored, after, managerOf))
    },
    async setActive(id, active) {
      await patch(`/Users/${id}`, { op: 'replace', value: { active } })
    },
    findGroup: async (displayName) => firstIdOf(await request('GET', `/Groups?${lookup('displayName', displayName)}`)),
    async createGroup({ displayName }) {
      return idOf(await request('POST', '/Groups', { schemas: [schemaUrns.group], displayName, members: [] }))
    },
    async changeMembers(group, { add, remove }) {
      // Okta repeats the group's name, and its id, with every change of its members.
      await patch(`/Groups/${group.id}`, rename(group))
      await patch(`/Groups/${group.id}`, ...remove.map(removeMember), ...(add.length > 0 ? [addMembers(add)] : []))
    },
  }
}

function lookup(attribute: string, value: string): string {
  return `filter=${encodeURIComponent(`${attribute} eq ${quoted(value)}`)}&startIndex=1&count=100`
}

function newUser(person: Person, managerOf: ManagerOf): JsonObject {
  return {
    schemas: [schemaUrns.user, schemaUrns.enterprise],
    ...profile(person, managerOf),
    externalId: person.externalId,
    groups: [],
    // Okta sends a made-up password even where password sync is off.
    password: `${person.externalId.slice(3, 11)}!Aa1`,
    active: person.active,
  }
}

/** The stored resource with everything that Okta knows put over it; `id` and `meta` are sent back as they were read. */
function wholeUser(stored: Json, person: Person, managerOf: ManagerOf): JsonObject {
  const { schemas, id, meta, externalId, groups } = isJsonObject(stored) ? stored : {}
  return { schemas, id, ...profile(person, managerOf), externalId, active: person.active, groups, meta }
}

function profile(person: Person, managerOf: ManagerOf): JsonObject {
  const { locality, region, country, postalCode, street } = person.location
  return {
    userName: person.userName,
    name: { givenName: person.givenName, middleName: person.middleName, familyName: person.familyName },
    emails: [{ primary: true, value: person.email, type: 'work', display: person.email }],
    displayName: person.displayName,
    title: person.title,
    userType: person.kind,
    locale: person.locale,
    addresses: [{ type: 'work', primary: true, streetAddress: street, locality, region, postalCode, country }],
    [schemaUrns.enterprise]: enterprise(person, managerOf),
  }
}

function enterprise(person: Person, managerOf: ManagerOf): JsonObject {
  const { employeeNumber, costCenter, division, department } = person
  const manager = managerOf(person)
  const named = manager && { value: manager.userName, displayName: manager.displayName }
  return { employeeNumber, costCenter, division, department, ...(named ? { manager: named } : {}) }
}

function rename({ id, name }: Known): JsonObject {
  return { op: 'replace', value: { id, displayName: name } }
}

function addMembers(members: readonly Known[]): JsonObject {
  return { op: 'add', path: 'members', value: members.map(({ id, name }) => ({ value: id, display: name })) }
}

function removeMember({ id }: Known): JsonObject {
  return { op: 'remove', path: `members[value eq ${quoted(id)}]` }
}
