import type { SequenceStep } from '../../directory/commands.ts'
import type { Queryable } from '../../store/database.ts'
import { loadMemberships } from '../../store/load-memberships.ts'
import { joinNumbers, type Sighting } from '../../store/sightings.ts'
import { type FoundRecord, findRecords, findRecordsByName } from '../../store/source-records.ts'
import { absentGroup, addReferences, deleteReferences, type NewReference } from '../../store/source-references.ts'
import { findOpenMemberRemovals, withdrawRemovals } from '../../store/staged-removals.ts'
import { type AddedMembers, addMembers } from './add-members.ts'
import type { MemberList, MembersPart } from './page-parts.ts'
import { addPageSightings, type PageWork } from './page-work.ts'
import type { RunContext } from './run-context.ts'
import { stageGoneMembers } from './stage-gone-members.ts'

/** The members that a page tells of, as far as they are known here. */
type ResolvedList = {
  readonly groupId: string
  /** Names of members that are here, with what they are. */
  readonly here: readonly (readonly [name: string, record: FoundRecord, objectId: string])[]
  readonly elsewhere: readonly string[]
}

type Resolved = {
  readonly lists: readonly ResolvedList[]
  /** What is to be told of groups that are not here themselves. */
  readonly kept: readonly NewReference[]
  readonly dropped: readonly NewReference[]
}

/**
 * Makes of members what is to be written: those who are here and not in the group yet are added, those who are not here
 * are kept as references. A group whose members are as they were costs look-ups, and no lock.
 */
export async function prepareMembers(context: RunContext, part: MembersPart, page: number | null): Promise<PageWork> {
  const { database, run } = context
  const resolved = await resolveLists(context, part.lists)
  const pairs = resolved.lists.flatMap(({ groupId, here }) => here.map(([, , memberId]) => ({ groupId, memberId })))
  const groupIds = [...new Set(resolved.lists.map(({ groupId }) => groupId))]
  const [there, open, gone] = await Promise.all([
    loadMemberships(database, run, pairs),
    findOpenMemberRemovals(database, run, groupIds),
    stageGoneMembers(context, part.lists),
  ])
  const present = new Set(there.map(({ groupId, memberId }) => `${groupId} ${memberId}`))
  const added = resolved.lists.map(({ groupId, here }) => ({
    groupId,
    members: here.flatMap(([name, , id]) => (present.has(`${groupId} ${id}`) ? [] : [{ name, id }])),
  }))
  const steps: SequenceStep[] = []
  const settleAdded = addMembers(context, added, steps)
  const wanted = pairs.filter(({ groupId, memberId }) => open.has(`${groupId} ${memberId}`))
  const writeRest = (on: Queryable) =>
    Promise.all([
      addPageSightings(context, on, { page, sightings: sightingsOf(resolved.lists) }),
      addReferences(on, { ...run, runId: run.id }, [...resolved.kept, ...missingOf(resolved.lists)]),
      deleteReferences(on, run, resolved.dropped),
      gone(on),
      withdrawRemovals(
        on,
        run,
        wanted.map(({ groupId, memberId }) => ({ kind: 'membership', objectId: groupId, detail: memberId })),
      ),
    ])
  return {
    steps,
    settle(results) {
      const settled: AddedMembers = settleAdded(results)
      return { counted: settled.counted, write: (on) => Promise.all([writeRest(on), settled.write(on)]), again: null }
    },
  }
}

async function resolveLists({ database, run }: RunContext, lists: readonly MemberList[]): Promise<Resolved> {
  const names = [...new Set(lists.flatMap(({ added }) => added))]
  const [groups, members] = await Promise.all([
    findRecords(database, run, { kind: 'group', ids: lists.map(({ groupId }) => groupId) }),
    findRecordsByName(database, run, names),
  ])
  const known: ResolvedList[] = []
  const kept: NewReference[] = []
  const dropped: NewReference[] = []
  for (const { groupId, added, removed } of lists) {
    const objectId = groups.get(groupId)?.objectId ?? null
    const reference = (name: string) =>
      ({ kind: 'member', objectId: objectId ?? absentGroup(groupId), name, isResolvable: false }) as const
    dropped.push(...removed.map(reference))
    if (objectId === null) kept.push(...added.map(reference))
    else known.push(resolveList(objectId, added, members))
  }
  return { lists: known, kept, dropped }
}

function resolveList(
  groupId: string,
  names: readonly string[],
  records: ReadonlyMap<string, FoundRecord>,
): ResolvedList {
  const here: [string, FoundRecord, string][] = []
  const elsewhere: string[] = []
  for (const name of names) {
    const record = records.get(name)
    if (record?.objectId) here.push([name, record, record.objectId])
    else elsewhere.push(name)
  }
  return { groupId, here, elsewhere }
}

function missingOf(lists: readonly ResolvedList[]): NewReference[] {
  return lists.flatMap(({ groupId, elsewhere }) =>
    elsewhere.map((name) => ({ kind: 'member', objectId: groupId, name, isResolvable: false }) as const),
  )
}

function sightingsOf(lists: readonly ResolvedList[]): Sighting[] {
  return [...Map.groupBy(lists, ({ groupId }) => groupId)].flatMap(([groupId, some]) => {
    const numbers = joinNumbers(some.flatMap(({ here }) => here.map(([, record]) => record.number)))
    return numbers === null ? [] : [{ groupId, numbers }]
  })
}
