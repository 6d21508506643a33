import { SourceError } from '../source-error.ts'
import { listFiles, type Reading, readMembership } from './list-files.ts'
import { readRows } from './read-rows.ts'
import type { Snapshot } from './snapshot.ts'

const idsAtOnce = 1000

/**
 * The ids of all members of a group, also those of groups within it, in pieces; one may come twice. The file is read three times,
 * however deep groups are nested. Throws where the group is not in the files: a scope would leave everybody out.
 */
export async function* membersBelow(
  files: Snapshot,
  reading: Reading,
  groupId: string,
): AsyncGenerator<readonly string[], void> {
  const groups = await groupsWithin(files, reading, groupId)
  const addresses = new Set<string>()
  let ids: string[] = []
  for await (const pair of pairsOf(files, reading)) {
    if (!groups.has(pair.groupId)) continue
    ids.push(pair.memberId)
    if (pair.memberId.includes('@')) addresses.add(pair.memberId)
    if (ids.length < idsAtOnce) continue
    yield ids
    ids = []
  }
  yield ids
  if (addresses.size === 0) return
  // Scopes know users by their ids alone.
  for await (const { users = [] } of listFiles({ ...files, groups: null, memberships: null }, reading, null)) {
    yield users.filter(({ alias }) => alias !== undefined && addresses.has(alias)).map(({ id }) => id)
  }
}

async function groupsWithin(files: Snapshot, reading: Reading, groupId: string): Promise<ReadonlySet<string>> {
  const within = new Map<string, Set<string>>()
  for await (const pair of pairsOf(files, reading)) if (!within.has(pair.groupId)) within.set(pair.groupId, new Set())
  if (!within.has(groupId)) await requireGroup(files, reading, groupId)
  for await (const pair of pairsOf(files, reading))
    if (within.has(pair.memberId)) within.get(pair.groupId)?.add(pair.memberId)
  // A set is gone through to its end, also what is added meanwhile.
  const wanted = new Set([groupId])
  for (const group of wanted) for (const inner of within.get(group) ?? []) wanted.add(inner)
  return wanted
}

async function* pairsOf({ memberships }: Snapshot, { settings }: Reading) {
  if (!memberships) return
  for await (const row of readRows(memberships, settings)) yield readMembership(row, memberships.name)
}

async function requireGroup(files: Snapshot, reading: Reading, groupId: string): Promise<void> {
  const { memberships_file, groups_file } = reading.settings
  for await (const { groups = [] } of listFiles({ ...files, memberships: null }, reading, null)) {
    if (files.memberships && groups.some(({ id }) => id === groupId)) return
  }
  throw new SourceError(
    'listing_incomplete',
    `The group "${groupId}" is neither in "${groups_file}" nor in "${memberships_file}", or there is no such file. Put it there, or take the group out of the scope.`,
  )
}
