import { sleep } from '../events/waker.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { deleteDestination } from '../store/destinations.ts'
import {
  findDeletingDirectories,
  findGroupsToRemove,
  type Removed,
  removeAllDeletedUsers,
  removeDirectory,
  removeEndedStreams,
  removeGroups,
  removeMembersOf,
  removeScimRequests,
  removeUsers,
} from '../store/directory-deletion.ts'
import { findEmptiedOrganizations, findEndingDestinations, removeOrganization } from '../store/organization-deletion.ts'
import { organizationTables, removeOrganizationRows } from '../store/organization-rows.ts'
import { removeConnection, removeRows, removeSyncRuns, syncTables } from '../store/sync-deletion.ts'
import type { DirectoryRef } from './commands.ts'

/** What the work of deletion is done with. */
export type Deletion = { readonly database: Database; readonly platform: Platform }

const everyFewSeconds = 5_000
const foundAtOnce = 20
const groupsAtOnce = 50
const rowsAtOnce = 1_000
// How long the webhooks of a deleted organization may take to be told of it: as long as deliveries are tried.
const deliveryPatience = 3 * 24 * 60 * 60 * 1000
const endedStreamsEvery = 10 * 60 * 1000

/**
 * Removes what deleted directories and organizations hold, in the one process that leads. Everything is done in batches of
 * their own, and each is found again from what is still there: a process that stops or dies in between has lost nothing.
 * That nobody writes the directory meanwhile is sure, because its state says so under the lock that every write takes.
 */
export function startDeletion({
  isLeader,
  lookEvery = everyFewSeconds,
  ...deletion
}: Deletion & { readonly isLeader: () => boolean; readonly lookEvery?: number }): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = repeat(deletion, { isLeader, lookEvery }, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

type Rhythm = { readonly isLeader: () => boolean; readonly lookEvery: number }

async function repeat(deletion: Deletion, { isLeader, lookEvery }: Rhythm, stopped: AbortSignal): Promise<void> {
  const { log } = deletion.platform
  const mayGoOn = () => !stopped.aborted && isLeader()
  let streamsDue = performance.now() + endedStreamsEvery
  while (!stopped.aborted) {
    await sleep(lookEvery, stopped)
    if (!mayGoOn()) continue
    const areStreamsDue = performance.now() >= streamsDue
    if (areStreamsDue) streamsDue = performance.now() + endedStreamsEvery
    await round(deletion, areStreamsDue, mayGoOn).catch((error: unknown) =>
      log.warn({ err: error }, 'Removing what was deleted failed; it is tried again'),
    )
  }
}

async function round(deletion: Deletion, areStreamsDue: boolean, mayGoOn: () => boolean): Promise<void> {
  await removeDeleted(deletion, mayGoOn)
  if (areStreamsDue) await removeEndedStreams(deletion.database)
}

type Round = Deletion & { readonly mayGoOn: () => boolean }

/**
 * One round: removes all directories that are marked as deleted, then organizations with the webhooks that were told of
 * their end. Ends early, between two batches, when it may not go on.
 */
export async function removeDeleted(deletion: Deletion, mayGoOn = () => true): Promise<void> {
  const { database, platform } = deletion
  const round = { ...deletion, mayGoOn }
  const limit = foundAtOnce
  await removeEach(round, {
    first: { organizationId: '', directoryId: '' },
    find: (after) => findDeletingDirectories(database, { after, limit }),
    remove: (directory) => removeOne(round, directory),
  })
  await removeEach(round, {
    first: '',
    find(after) {
      const moment = { now: platform.clock.now(), patience: deliveryPatience }
      return findEndingDestinations(database, moment, { after, limit })
    },
    remove: (id) => deleteDestination(database, id),
  })
  await removeEach(round, {
    first: '',
    find: (after) => findEmptiedOrganizations(database, { after, limit }),
    remove: (id) => removeEmptied(round, id),
  })
}

/** Its people and what it wrote go in pieces, then the organization itself. */
async function removeEmptied({ database, mayGoOn }: Round, id: string): Promise<void> {
  for (const table of organizationTables) {
    while ((await removeOrganizationRows(database, id, { table, limit: rowsAtOnce })) === rowsAtOnce) {
      if (!mayGoOn()) return
    }
  }
  if (mayGoOn()) await removeOrganization(database, id)
}

type Removal<Thing> = {
  readonly first: Thing
  readonly find: (after: Thing) => Promise<readonly Thing[]>
  readonly remove: (thing: Thing) => Promise<unknown>
}

/** What cannot be removed is left for the next round, so that it keeps nothing else from being removed. */
async function removeEach<Thing>({ platform, mayGoOn }: Round, { first, find, remove }: Removal<Thing>): Promise<void> {
  let after = first
  while (mayGoOn()) {
    const found = await find(after)
    for (const thing of found) {
      if (!mayGoOn()) return
      await remove(thing).catch((error: unknown) =>
        platform.log.warn({ err: error, deleted: thing }, 'Removing what was deleted failed; it is tried again'),
      )
      after = thing
    }
    if (found.length < foundAtOnce) return
  }
}

async function removeOne(round: Round, directory: DirectoryRef): Promise<void> {
  await empty(round, directory)
  if (!round.mayGoOn()) return
  await removeDirectory(round.database, directory)
  round.platform.log.info(directory, 'A deleted directory was removed')
}

async function empty(round: Round, directory: DirectoryRef): Promise<void> {
  const { database } = round
  const limit = rowsAtOnce
  await removeConnection(database, directory)
  await inPieces<string[]>(round, [''], (after) => removeSyncRuns(database, directory, { after, limit }))
  for (const table of syncTables) {
    await inPieces<string[]>(round, [], (after) =>
      removeRows(database, directory, { ...table, piece: { after, limit } }),
    )
  }
  await removeAllGroups(round, directory)
  await inPieces(round, 0, (after) => removeUsers(database, directory, { after, limit }))
  await inPieces(round, '', (after) => removeAllDeletedUsers(database, directory, { after, limit }))
  await inPieces(round, '', (after) => removeScimRequests(database, directory, { after, limit }))
}

/** Memberships are found by their group, so they go with it. */
async function removeAllGroups({ database, mayGoOn }: Round, directory: DirectoryRef): Promise<void> {
  let after = 0
  while (mayGoOn()) {
    const groups = await findGroupsToRemove(database, directory, { after, limit: groupsAtOnce })
    const last = groups.at(-1)
    if (!last) return
    const some = { organizationId: directory.organizationId, groupIds: groups.map(({ id }) => id) }
    while ((await removeMembersOf(database, some, rowsAtOnce)) === rowsAtOnce) if (!mayGoOn()) return
    await removeGroups(database, some)
    after = last.position
  }
}

async function inPieces<Key>(
  { mayGoOn }: Round,
  first: Key,
  remove: (after: Key) => Promise<Removed<Key>>,
): Promise<void> {
  let after: Key | null = first
  while (after !== null && mayGoOn()) after = (await remove(after)).last
}
