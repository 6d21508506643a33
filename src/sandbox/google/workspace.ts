import { createHash } from 'node:crypto'

/** A user as the Directory API shows it (reference, "users"); times, aliases and what nobody reads are left out. */
export type GoogleUser = {
  readonly id: string
  primaryEmail: string
  name: { givenName: string; familyName: string; fullName: string }
  suspended: boolean
  archived: boolean
  agreedToTerms: boolean
  isAdmin: boolean
  orgUnitPath: string
  creationTime: string
  lastLoginTime: string
  deletionTime?: string
  externalIds?: { value: string; type: 'organization' }[]
  relations?: { value: string; type: 'manager' }[]
  organizations?: { title?: string; department?: string; costCenter?: string; primary: true }[]
  emails: { address: string; primary?: true; type?: 'work' | 'home' }[]
}

export type GoogleGroup = { readonly id: string; email: string; name: string; description: string }
export type GoogleMember = { readonly id: string; readonly type: 'USER' | 'GROUP' | 'EXTERNAL' | 'CUSTOMER' }

/** What a person of a new workspace is made from. */
export type NewGoogleUser = {
  readonly primaryEmail: string
  readonly givenName: string
  readonly familyName: string
  readonly orgUnitPath?: string
  readonly title?: string
  readonly department?: string
  readonly managerEmail?: string
  readonly employeeId?: string
}

/** The people and groups of a workspace; what changes tells who watches. */
export type Workspace = {
  readonly users: ReadonlyMap<string, GoogleUser>
  readonly deleted: ReadonlyMap<string, GoogleUser>
  readonly groups: ReadonlyMap<string, GoogleGroup>
  membersOf(groupId: string): readonly GoogleMember[]
  addUser(user: NewGoogleUser): string
  changeUser(id: string, change: Partial<Omit<GoogleUser, 'id'>>): void
  deleteUser(id: string): void
  addGroup(group: { readonly email: string; readonly name: string; readonly description?: string }): string
  changeGroup(id: string, change: Partial<Omit<GoogleGroup, 'id'>>): void
  deleteGroup(id: string): void
  addMember(groupId: string, member: GoogleMember): void
  removeMember(groupId: string, memberId: string): void
  /** Shows the users of one organizational unit alone, as an admin role can be narrowed to one; null shows all. */
  narrowTo(orgUnitPath: string | null): void
  isShown(user: GoogleUser): boolean
  /** Called with what happened to whom. */
  onUserChange(listener: (event: UserEvent, user: GoogleUser) => void): void
}

export type UserEvent = 'add' | 'update' | 'delete'

/** Makes an empty workspace. `now` dates what is made. */
export function createWorkspace(now: () => Date): Workspace {
  const users = new Map<string, GoogleUser>()
  const deleted = new Map<string, GoogleUser>()
  const groups = new Map<string, GoogleGroup>()
  const members = new Map<string, Map<string, GoogleMember>>()
  const listeners: ((event: UserEvent, user: GoogleUser) => void)[] = []
  let shown: string | null = null
  let last = 100_000_000_000_000_000_000n

  // Ids are numbers of 21 digits, in no order that means anything.
  const nextId = () => {
    last += 7_919n
    return String(last)
  }
  const tell = (event: UserEvent, user: GoogleUser) => {
    for (const listener of listeners) listener(event, user)
  }
  const userOf = (id: string) => required(users.get(id), `user ${id}`)

  return {
    users,
    deleted,
    groups,
    membersOf: (groupId) => [...(members.get(groupId)?.values() ?? [])],
    addUser(given) {
      const user = makeUser(nextId(), given, now())
      users.set(user.id, user)
      tell('add', user)
      return user.id
    },
    changeUser(id, change) {
      Object.assign(userOf(id), change)
      tell('update', userOf(id))
    },
    deleteUser(id) {
      const user = userOf(id)
      users.delete(id)
      deleted.set(id, { ...user, deletionTime: now().toISOString() })
      for (const list of members.values()) list.delete(id)
      tell('delete', user)
    },
    addGroup({ email, name, description = '' }) {
      const id = createHash('sha256').update(email).digest('hex').slice(0, 15)
      groups.set(id, { id, email, name, description })
      members.set(id, new Map())
      return id
    },
    changeGroup: (id, change) => void Object.assign(required(groups.get(id), `group ${id}`), change),
    deleteGroup(id) {
      groups.delete(id)
      members.delete(id)
      for (const list of members.values()) list.delete(id)
    },
    addMember: (groupId, member) => void required(members.get(groupId), `group ${groupId}`).set(member.id, member),
    removeMember: (groupId, memberId) => void required(members.get(groupId), `group ${groupId}`).delete(memberId),
    narrowTo(orgUnitPath) {
      shown = orgUnitPath
    },
    isShown: ({ orgUnitPath }) => shown === null || `${orgUnitPath}/`.startsWith(`${shown}/`),
    onUserChange: (listener) => void listeners.push(listener),
  }
}

function makeUser(id: string, given: NewGoogleUser, now: Date): GoogleUser {
  const { primaryEmail, givenName, familyName, title, department } = given
  return {
    id,
    primaryEmail,
    name: { givenName, familyName, fullName: `${givenName} ${familyName}` },
    suspended: false,
    archived: false,
    agreedToTerms: true,
    isAdmin: false,
    orgUnitPath: given.orgUnitPath ?? '/',
    creationTime: now.toISOString(),
    lastLoginTime: now.toISOString(),
    emails: [{ address: primaryEmail, primary: true }],
    ...(given.employeeId && { externalIds: [{ value: given.employeeId, type: 'organization' }] }),
    ...(given.managerEmail && { relations: [{ value: given.managerEmail, type: 'manager' }] }),
    ...((title || department) && {
      organizations: [{ ...(title && { title }), ...(department && { department }), primary: true }],
    }),
  }
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The workspace has no ${what}`)
  return value
}
