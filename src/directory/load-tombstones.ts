import { caseKey } from '../model/user.ts'
import type { Queryable } from '../store/database.ts'
import { loadDeletedUsers, loadGroupsOfDeleted, loadNamesAndTombstones } from '../store/load-tombstones.ts'
import { loadUsersByName } from '../store/load-users.ts'
import type { CreateUser, DirectoryRef, SingleCommand } from './commands.ts'
import { mayReactivate, mayRehire } from './plan-restore.ts'
import type { DirectoryState } from './state.ts'

/** What commands need to know of users of before. */
export type TombstoneNeeds = {
  /** Users to be made who may be deleted ones: their names, which are looked up with them, and their own ids. */
  readonly userNames: ReadonlySet<string>
  readonly externalIds: ReadonlySet<string>
  /** Names whose holders are reactivated. */
  readonly reactivatedNames: ReadonlySet<string>
  readonly restoredIds: ReadonlySet<string>
}

/** Says what commands need to know of users of before. */
export function tombstoneNeedsOf(commands: readonly SingleCommand[]): TombstoneNeeds {
  const creates = commands.filter((command) => command.type === 'create_user')
  const hires = creates.filter(mayRehire)
  const nameOf = ({ content }: CreateUser) => caseKey(content.userName)
  return {
    userNames: new Set(hires.map(nameOf)),
    externalIds: new Set(hires.flatMap(({ content }) => content.externalId ?? [])),
    reactivatedNames: new Set(creates.filter(mayReactivate).map(nameOf)),
    restoredIds: new Set(commands.flatMap((command) => (command.type === 'restore_user' ? command.id : []))),
  }
}

/** Loads what is needed of users of before; nothing is asked for what no command needs. */
export async function loadTombstones(
  on: Queryable,
  scope: DirectoryRef,
  { state, needs }: { readonly state: DirectoryState; readonly needs: TombstoneNeeds },
): Promise<void> {
  const { userNames, reactivatedNames, restoredIds } = needs
  await Promise.all([
    userNames.size > 0 && loadHires(on, scope, { state, needs }),
    reactivatedNames.size > 0 && loadHolders(on, scope, { state, names: [...reactivatedNames] }),
    restoredIds.size > 0 && loadRestored(on, scope, { state, ids: [...restoredIds] }),
  ])
}

async function loadHires(
  on: Queryable,
  scope: DirectoryRef,
  { state, needs }: { readonly state: DirectoryState; readonly needs: TombstoneNeeds },
): Promise<void> {
  const wanted = { userNames: [...needs.userNames], externalIds: [...needs.externalIds] }
  const { names, tombstones } = await loadNamesAndTombstones(on, scope, wanted)
  for (const name of wanted.userNames) state.userNames.set(name, null)
  for (const [name, id] of names) state.userNames.set(name, id)
  for (const tombstone of tombstones) state.tombstones.set(tombstone.id, tombstone)
}

async function loadHolders(
  on: Queryable,
  scope: DirectoryRef,
  { state, names }: { readonly state: DirectoryState; readonly names: readonly string[] },
): Promise<void> {
  for (const user of await loadUsersByName(on, scope, names)) state.users.set(user.id, user)
}

async function loadRestored(
  on: Queryable,
  scope: DirectoryRef,
  { state, ids }: { readonly state: DirectoryState; readonly ids: readonly string[] },
): Promise<void> {
  const [users, groups] = await Promise.all([loadDeletedUsers(on, scope, ids), loadGroupsOfDeleted(on, scope, ids)])
  for (const deleted of users) state.deletedUsers.set(deleted.user.id, deleted)
  for (const group of groups) state.groups.set(group.id, group)
}
