import type { Person, Provider } from './company/person.ts'

/** A user or group of the server: the id that the server gave, and the name by which people know it. */
export type Known = { readonly id: string; readonly name: string }

/** What a manager is called in the dialect: Okta sends the login, Entra the id that the server gave. */
export type ManagerOf = (
  person: Person,
) => { readonly id: string; readonly userName: string; readonly displayName: string } | null

/** An identity provider as a SCIM client: what it wants done, said in its own dialect. */
export type ProviderClient = {
  readonly provider: Provider
  /** What the provider asks when somebody saves the connection. */
  testConnection(): Promise<void>
  /** The id of the user with this login, or null. */
  findUser(userName: string): Promise<string | null>
  createUser(person: Person, managerOf: ManagerOf): Promise<string>
  updateUser(
    id: string,
    change: { readonly before: Person; readonly after: Person; readonly managerOf: ManagerOf },
  ): Promise<void>
  setActive(id: string, active: boolean): Promise<void>
  findGroup(displayName: string): Promise<string | null>
  createGroup(group: { readonly displayName: string; readonly externalId: string }): Promise<string>
  changeMembers(
    group: Known,
    change: { readonly add: readonly Known[]; readonly remove: readonly Known[] },
  ): Promise<void>
}

export const schemaUrns = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
} as const
