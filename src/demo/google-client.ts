import type { GoogleUser, Workspace } from '../sandbox/google/workspace.ts'
import type { Person } from './company/person.ts'
import type { ManagerOf, ProviderClient } from './provider-client.ts'

/**
 * The administrators of the studio's Google Workspace: what they do is done there, and Muster finds it when it reads. Ids are
 * those of Google.
 */
export function createGoogleClient(workspace: Workspace): ProviderClient {
  return {
    provider: 'google',
    async testConnection() {},
    findUser: async (userName) =>
      [...workspace.users.values()].find((user) => user.primaryEmail === userName)?.id ?? null,
    async createUser(person, managerOf) {
      const { email, givenName, familyName } = person
      const id = workspace.addUser({ primaryEmail: email, givenName, familyName })
      workspace.changeUser(id, profile(person, managerOf))
      return id
    },
    updateUser: async (id, { after, managerOf }) => workspace.changeUser(id, profile(after, managerOf)),
    setActive: async (id, active) => workspace.changeUser(id, { suspended: !active }),
    findGroup: async (displayName) =>
      [...workspace.groups.values()].find(({ name }) => name === displayName)?.id ?? null,
    async createGroup({ displayName }) {
      const address = displayName
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
      return workspace.addGroup({ name: displayName, email: `${address}@brightmoor.example` })
    },
    async changeMembers({ id: groupId }, { add, remove }) {
      for (const { id } of remove) workspace.removeMember(groupId, id)
      for (const { id } of add) workspace.addMember(groupId, { id, type: 'USER' })
    },
  }
}

function profile(person: Person, managerOf: ManagerOf): Partial<Omit<GoogleUser, 'id'>> {
  const { email, givenName, familyName, displayName, title, department, costCenter, employeeNumber } = person
  const manager = managerOf(person)
  return {
    primaryEmail: email,
    name: { givenName, familyName, fullName: displayName },
    emails: [{ address: email, primary: true }],
    orgUnitPath: `/${department}`,
    organizations: [{ title, department, costCenter, primary: true }],
    externalIds: [{ value: employeeNumber, type: 'organization' }],
    ...(manager && { relations: [{ value: manager.userName, type: 'manager' }] }),
  }
}
