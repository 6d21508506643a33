import type { RemovalReason } from '../../model/sync-run.ts'
import type { Queryable } from '../../store/database.ts'
import { loadMemberships } from '../../store/load-memberships.ts'
import { findObjectNames } from '../../store/source-objects.ts'
import { findRecords, findRecordsByName } from '../../store/source-records.ts'
import { stageRemovals } from '../../store/staged-removals.ts'
import type { MemberList } from './page-parts.ts'
import type { RunContext } from './run-context.ts'

/** Finds the memberships that the source says are gone, and gives what stages their removal. */
export async function stageGoneMembers(
  context: RunContext,
  lists: readonly MemberList[],
): Promise<(on: Queryable) => Promise<void>> {
  const { database, run } = context
  const shorter = lists.filter(({ removed }) => removed.length > 0)
  if (shorter.length === 0) return async () => {}
  const [groups, members] = await Promise.all([
    findRecords(database, run, { kind: 'group', ids: shorter.map(({ groupId }) => groupId) }),
    findRecordsByName(database, run, [...new Set(shorter.flatMap(({ removed }) => removed))]),
  ])
  const pairs = shorter.flatMap(({ groupId, removed }) => {
    const objectId = groups.get(groupId)?.objectId
    if (!objectId) return []
    return removed.flatMap((name) => {
      const memberId = members.get(name)?.objectId
      return memberId ? [{ groupId: objectId, memberId }] : []
    })
  })
  const there = await loadMemberships(database, run, pairs)
  return (on) => stageMembers(context, on, { pairs: there, reason: 'deleted' })
}

/** Stages the removal of memberships. */
export async function stageMembers(
  { run, platform }: RunContext,
  on: Queryable,
  {
    pairs,
    reason,
  }: { readonly pairs: readonly { groupId: string; memberId: string }[]; readonly reason: RemovalReason },
): Promise<void> {
  if (pairs.length === 0) return
  const at = platform.clock.now()
  const ids = new Set(pairs.flatMap(({ groupId, memberId }) => [groupId, memberId]))
  const names = await findObjectNames(on, run, [...ids])
  const nameOf = (id: string) => names.get(id)?.name ?? id
  const removals = pairs.map(({ groupId, memberId }) => ({
    id: platform.newId('removal', at),
    kind: 'membership' as const,
    reason,
    objectId: groupId,
    detail: memberId,
    name: `${nameOf(memberId)} in ${nameOf(groupId)}`,
  }))
  await stageRemovals(on, { ...run, runId: run.id, at }, removals)
}
