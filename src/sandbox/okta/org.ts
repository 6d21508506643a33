import type { Json, JsonObject } from '../../model/json.ts'
import type { Clock } from '../../platform/clock.ts'
import { createOktaGroups, type OktaGroups, type OrgTools } from './org-groups.ts'
import type { LogTarget, NewOktaUser, OktaCompany, OktaStatus, OktaUser } from './records.ts'
import { createSearchIndex, type SearchIndex } from './search-index.ts'
import { createOktaLog, type OktaLog, oktaTime } from './system-log.ts'
import { createTable, type Table } from './table.ts'

/** What an Okta org holds, and the ways in which its administrators change it. Every change is in the System Log. */
export type OktaOrg = OktaGroups & {
  readonly users: Table<OktaUser>
  /** What `search` sees of the users, which may lag behind. */
  readonly index: SearchIndex
  readonly log: OktaLog
  createUser(user: NewOktaUser): string
  /** Sets attributes of the profile; null takes one away. */
  updateUser(id: string, profile: Readonly<Record<string, Json>>): void
  setStatus(id: string, status: OktaStatus): void
  /** Deletes for good, which Okta only does with users who are deactivated; memberships go, too. */
  deleteUser(id: string): void
}

/** Makes an org with a company in it. */
export function createOktaOrg(company: OktaCompany, clock: Clock): OktaOrg {
  let made = 0
  const now = () => oktaTime(clock.now())
  const log = createOktaLog(now)
  const tools: OrgTools = {
    now,
    log,
    newId: (kind) => `${kind}${(++made).toString(36).padStart(17, '0')}`,
  }
  const org = withUsers(tools, createSearchIndex(clock))
  for (const person of company.people) org.createUser(person)
  for (const group of company.groups) org.createGroup(group)
  return org
}

function withUsers(tools: OrgTools, index: SearchIndex): OktaOrg {
  const users = createTable<OktaUser>()
  const groups = createOktaGroups(tools, users)
  function found(id: string): OktaUser {
    const user = users.get(id)
    if (!user) throw new Error(`There is no user ${id} in this org`)
    return user
  }
  function store(user: OktaUser): void {
    users.set(user.id, user)
    index.record(user.id, user)
  }
  return {
    ...groups,
    users,
    index,
    log: tools.log,
    createUser(person) {
      const user = newUser(person, tools)
      store(user)
      tools.log.append('user.lifecycle.create', userTarget(user))
      groups.touchEveryone()
      return user.id
    },
    updateUser(id, changes) {
      const user = found(id)
      const profile = withoutNulls({ ...user.profile, ...changes })
      store({ ...user, profile, lastUpdated: tools.now() })
      tools.log.append('user.account.update_profile', userTarget(user))
    },
    setStatus(id, status) {
      const user = found(id)
      const at = tools.now()
      const activated = status === 'STAGED' ? null : (user.activated ?? at)
      store({ ...user, status, activated, statusChanged: at, lastUpdated: at })
      tools.log.append(statusEvent(user.status, status), userTarget(user))
    },
    deleteUser(id) {
      const user = found(id)
      tools.log.append('user.lifecycle.delete.initiated', userTarget(user))
      users.delete(id)
      index.record(id, null)
      groups.forgetMember(id)
      tools.log.append('user.lifecycle.delete.completed', userTarget(user))
    },
  }
}

function newUser({ id, status = 'ACTIVE', profile }: NewOktaUser, tools: OrgTools): OktaUser {
  const at = tools.now()
  const isStaged = status === 'STAGED'
  return {
    id: id ?? tools.newId('00u'),
    status,
    created: at,
    activated: isStaged ? null : at,
    statusChanged: isStaged ? null : at,
    lastLogin: null,
    lastUpdated: at,
    passwordChanged: null,
    profile: withoutNulls(profile),
  }
}

function withoutNulls(profile: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== null))
}

function userTarget({ id, profile }: OktaUser): LogTarget {
  return { id, type: 'User', name: String(profile.login) }
}

/** The event of a change of status (Okta's event types reference). */
function statusEvent(before: OktaStatus, after: OktaStatus): string {
  if (after === 'ACTIVE' && before === 'SUSPENDED') return 'user.lifecycle.unsuspend'
  if (after === 'ACTIVE' && before === 'LOCKED_OUT') return 'user.account.unlock'
  return statusEvents[after]
}

const statusEvents: Readonly<Record<OktaStatus, string>> = {
  STAGED: 'user.lifecycle.create',
  PROVISIONED: 'user.lifecycle.activate',
  ACTIVE: 'user.lifecycle.activate',
  RECOVERY: 'user.account.reset_password',
  PASSWORD_EXPIRED: 'user.account.expire_password',
  LOCKED_OUT: 'user.account.lock',
  SUSPENDED: 'user.lifecycle.suspend',
  DEPROVISIONED: 'user.lifecycle.deactivate',
}
