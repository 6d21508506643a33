import { findMembersBeside } from '../../store/source-objects.ts'
import { findRecords, findRecordsByName } from '../../store/source-records.ts'
import { absentGroup, deleteOtherReferences } from '../../store/source-references.ts'
import type { WholeGroupPart } from './page-parts.ts'
import { noWork, type PageWork } from './page-work.ts'
import type { RunContext } from './run-context.ts'
import { stageMembers } from './stage-gone-members.ts'

const atOnce = 1000

/** Stages the removal of members that a group, told whole, does not have any more; those it has were added before. */
export async function prepareWholeGroup(context: RunContext, { group }: WholeGroupPart): Promise<PageWork> {
  const { database, run } = context
  const found = await findRecords(database, run, { kind: 'group', ids: [group.groupId] })
  const objectId = found.get(group.groupId)?.objectId ?? null
  const still = {
    kind: 'member',
    objectIds: [objectId ?? absentGroup(group.groupId)],
    but: referencesOf(group, objectId),
  } as const
  const gone = objectId === null ? [] : await findGone(context, objectId, group.memberIds)
  return {
    ...noWork,
    settle: () => ({
      counted: {},
      write: (on) =>
        Promise.all([
          deleteOtherReferences(on, run, still),
          stageMembers(context, on, {
            pairs: gone.map((memberId) => ({ groupId: objectId ?? '', memberId })),
            reason: 'absent',
          }),
        ]),
      again: null,
    }),
  }
}

function referencesOf({ groupId, memberIds }: WholeGroupPart['group'], objectId: string | null) {
  return memberIds.map((name) => ({ kind: 'member', objectId: objectId ?? absentGroup(groupId), name }) as const)
}

async function findGone({ database, run }: RunContext, groupId: string, names: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (let start = 0; start < names.length; start += atOnce) {
    const records = await findRecordsByName(database, run, names.slice(start, start + atOnce))
    for (const { objectId } of records.values()) if (objectId) ids.push(objectId)
  }
  const gone: string[] = []
  for (;;) {
    const some = await findMembersBeside(database, run, { groupId, ids, after: gone.at(-1) ?? '', limit: atOnce })
    gone.push(...some)
    if (some.length < atOnce) return gone
  }
}
