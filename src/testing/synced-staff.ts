import assert from 'node:assert/strict'
import type { ConnectorStandIn } from './connector-stand-in.ts'
import type { CompanyContent, SyncedCompany } from './synced-company.ts'

/** Who should be at a source and in the directory: all active. */
export type Staff = {
  /** Names, by the ids of the source. */
  readonly users: Map<string, string>
  readonly groups: Map<string, string>
  readonly members: Map<string, Set<string>>
  /** How often something was changed. */
  changes: number
}

const people = 40
const teams = 5

/** Brings forty people in five groups to a source that has nobody. */
export async function hire(standIn: ConnectorStandIn): Promise<Staff> {
  const staff: Staff = { users: new Map(), groups: new Map(), members: new Map(), changes: 0 }
  for (let number = 1; number <= people; number += 1) {
    staff.users.set(await standIn.addUser(`Person${number}`), `Person${number}`)
  }
  for (let number = 1; number <= teams; number += 1) {
    const id = await standIn.addGroup(`Team${number}`)
    staff.groups.set(id, `Team${number}`)
    staff.members.set(id, new Set())
  }
  for (let number = 0; number < people; number += 1) await join(standIn, staff, { number, team: number })
  return staff
}

/** A day at the company, on which nobody leaves anything: twelve people and a group are renamed, and somebody joins one more group. */
export async function work(standIn: ConnectorStandIn, staff: Staff): Promise<void> {
  const { users, groups, changes } = staff
  const ids = [...users.keys()]
  for (let number = 0; number < 12; number += 1) {
    const id = ids[(changes * 7 + number) % ids.length] ?? ''
    users.set(id, `Day${changes}Name${number}`)
    await standIn.renameUser(id, `Day${changes}Name${number}`)
  }
  const team = [...groups.keys()][changes % teams] ?? ''
  groups.set(team, `Team${changes}of${team.length}`)
  await standIn.renameGroup(team, `Team${changes}of${team.length}`)
  await join(standIn, staff, { number: changes, team: changes + 1 + Math.floor(changes / people) })
  staff.changes += 1
}

async function join(
  standIn: ConnectorStandIn,
  { users, groups, members }: Staff,
  { number, team }: { readonly number: number; readonly team: number },
): Promise<void> {
  const groupId = [...groups.keys()][team % teams] ?? ''
  const userId = [...users.keys()][number % people] ?? ''
  members.get(groupId)?.add(userId)
  await standIn.addMember(groupId, userId)
}

/** Everybody is in the directory, active, under the newest name, and in all groups. */
export async function assertTold(company: SyncedCompany, { users, groups, members }: Staff): Promise<void> {
  const content = await company.content()
  for (const [id, name] of users) {
    assert.equal(content.users[id]?.active, true, `${name} is not there or not active`)
    assert.match(content.users[id]?.attributes ?? '', new RegExp(`\\b${name}\\b`, 'i'))
  }
  for (const [id, name] of groups) {
    assert.equal(content.groups[id], name)
    assert.deepEqual(content.members[id], [...(members.get(id) ?? [])].sort())
  }
}

/** Whoever was there is still there, active, and in every group. */
export function assertKept(before: CompanyContent, after: CompanyContent): void {
  const users = Object.keys(before.users).filter((id) => !after.users[id]?.active)
  const groups = Object.keys(before.groups).filter((id) => after.groups[id] === undefined)
  const memberships = Object.entries(before.members).flatMap(([group, ids]) =>
    ids.filter((id) => !after.members[group]?.includes(id)).map((id) => `${id} in ${group}`),
  )
  assert.deepEqual({ users, groups, memberships }, { users: [], groups: [], memberships: [] }, 'Somebody is gone')
}
