import type { Json, JsonObject } from '../model/json.ts'
import type { Person } from './company/person.ts'
import { entraUserOperations } from './entra-operations.ts'
import { type ManagerOf, type ProviderClient, schemaUrns } from './provider-client.ts'
import { firstIdOf, idOf, quoted, type ScimConnection, scimRequests } from './scim-http.ts'

/**
 * Microsoft Entra ID as a SCIM client, in the requests of Microsoft Learn ("Develop and plan provisioning for a SCIM
 * endpoint" and "Known issues for SCIM 2.0 protocol compliance"). `flagged` speaks as with `?aadOptscim062020` in the
 * tenant URL; one tenant may send both dialects. `newGuid` names the object nobody has in Entra's connection probe.
 */
export function createEntraClient(
  connection: ScimConnection,
  options: { readonly flagged: boolean; readonly newGuid: () => string },
): ProviderClient {
  const { flagged, newGuid } = options
  const send = scimRequests(connection, {
    accept: 'application/scim+json',
    'content-type': 'application/scim+json; charset=utf-8',
  })
  const request: typeof send = (method, path, body) => send(method, flagged ? withFlag(path) : path, body)
  const patch = async (path: string, operations: readonly Json[]) => {
    if (operations.length > 0)
      await request('PATCH', path, { schemas: [schemaUrns.patch], Operations: [...operations] })
  }
  return {
    provider: 'entra',
    async testConnection() {
      await request('GET', `/Users?${lookup('userName', newGuid())}`)
      await request('GET', `/Groups?excludedAttributes=members&${lookup('displayName', newGuid())}`)
    },
    findUser: async (userName) => firstIdOf(await request('GET', `/Users?${lookup('userName', userName)}`)),
    createUser: async (person, managerOf) => idOf(await request('POST', '/Users', newUser(person, managerOf))),
    updateUser: (id, change) => patch(`/Users/${id}`, entraUserOperations(change, flagged)),
    setActive: (id, active) => patch(`/Users/${id}`, [setActive(active, flagged)]),
    async findGroup(displayName) {
      return firstIdOf(await request('GET', `/Groups?excludedAttributes=members&${lookup('displayName', displayName)}`))
    },
    createGroup: async (group) => idOf(await request('POST', '/Groups', newGroup(group))),
    async changeMembers(group, { add, remove }) {
      await patch(`/Groups/${group.id}`, memberOperations({ op: 'Add', members: add }, flagged))
      await patch(`/Groups/${group.id}`, memberOperations({ op: 'Remove', members: remove }, flagged))
    },
  }
}

function withFlag(path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}aadOptscim062020`
}

function lookup(attribute: string, value: string): string {
  return `filter=${encodeURIComponent(`${attribute} eq ${quoted(value)}`)}`
}

function setActive(active: boolean, flagged: boolean): JsonObject {
  if (flagged) return { op: 'replace', path: 'active', value: active }
  return { op: 'Replace', path: 'active', value: active ? 'True' : 'False' }
}

function memberOperations(
  change: { readonly op: 'Add' | 'Remove'; readonly members: readonly { readonly id: string }[] },
  flagged: boolean,
): Json[] {
  if (change.members.length === 0) return []
  if (flagged && change.op === 'Remove') {
    return change.members.map(({ id }) => ({ op: 'remove', path: `members[value eq ${quoted(id)}]` }))
  }
  const op = flagged ? change.op.toLowerCase() : change.op
  return [
    {
      op,
      path: 'members',
      value: change.members.map(({ id }) => (change.op === 'Add' ? { $ref: null, value: id } : { value: id })),
    },
  ]
}

function newUser(person: Person, managerOf: ManagerOf): JsonObject {
  const { locality, region, country, postalCode, street } = person.location
  const { employeeNumber, costCenter, division, department } = person
  const manager = managerOf(person)
  return {
    schemas: [schemaUrns.user, schemaUrns.enterprise],
    externalId: person.externalId,
    userName: person.userName,
    active: person.active,
    displayName: person.displayName,
    title: person.title,
    userType: person.kind,
    preferredLanguage: person.locale,
    emails: [{ primary: true, type: 'work', value: person.email }],
    addresses: [{ type: 'work', streetAddress: street, locality, region, postalCode, country }],
    meta: { resourceType: 'User' },
    name: {
      formatted: `${person.givenName} ${person.familyName}`,
      familyName: person.familyName,
      givenName: person.givenName,
    },
    roles: [],
    [schemaUrns.enterprise]: {
      employeeNumber,
      costCenter,
      division,
      department,
      ...(manager ? { manager: { value: manager.id } } : {}),
    },
  }
}

/** Entra still names a group schema of its own beside the standard one, and sends no members. */
function newGroup(group: { readonly displayName: string; readonly externalId: string }): JsonObject {
  return {
    schemas: [schemaUrns.group, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
    externalId: group.externalId,
    displayName: group.displayName,
    meta: { resourceType: 'Group' },
  }
}
