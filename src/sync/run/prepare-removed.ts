import type { SourceKind } from '../../model/source-record.ts'
import type { Queryable } from '../../store/database.ts'
import { findObjectNames } from '../../store/source-objects.ts'
import { deleteRecords, type FoundRecord, findRecords, reopenRecords } from '../../store/source-records.ts'
import { stageRemovals, withdrawAllBut } from '../../store/staged-removals.ts'
import { deleteSolvedProblems } from '../../store/sync-problems.ts'
import type { RemovedPart } from './page-parts.ts'
import { noWork, type PageWork } from './page-work.ts'
import type { RunContext } from './run-context.ts'

/** Stages the removal of users and groups that the source says are gone; records that never had one are forgotten. */
export async function prepareRemoved(context: RunContext, { removed }: RemovedPart): Promise<PageWork> {
  const { database, run } = context
  const idsOf = (kind: SourceKind) => removed.flatMap((one) => (one.kind === kind ? one.id : []))
  const [users, groups] = await Promise.all([
    findRecords(database, run, { kind: 'user', ids: idsOf('user') }),
    findRecords(database, run, { kind: 'group', ids: idsOf('group') }),
  ])
  const records = [...users.values(), ...groups.values()]
  if (records.length === 0) return noWork
  return {
    ...noWork,
    settle: () => ({ counted: {}, write: (on) => writeRemoved(context, on, records), again: null }),
  }
}

async function writeRemoved(
  { run, platform }: RunContext,
  on: Queryable,
  records: readonly FoundRecord[],
): Promise<void> {
  const at = platform.clock.now()
  const staged = records.flatMap(({ kind, objectId }) =>
    objectId ? [{ kind, reason: 'deleted', objectId } as const] : [],
  )
  const objectIds = staged.map(({ objectId }) => objectId)
  const names = await findObjectNames(on, run, objectIds)
  const forgotten = (kind: SourceKind) =>
    records.flatMap((record) => (record.kind === kind && !record.objectId ? record.sourceId : []))
  await Promise.all([
    deleteRecords(on, run, { kind: 'user', ids: forgotten('user') }),
    deleteRecords(on, run, { kind: 'group', ids: forgotten('group') }),
    deleteSolvedProblems(on, run, { records, but: [] }),
    reopenRecords(on, run, objectIds),
    withdrawAllBut(on, run, { objectIds, still: staged }),
    stageRemovals(
      on,
      { ...run, runId: run.id, at },
      staged.map((one) => ({
        ...one,
        id: platform.newId('removal', at),
        name: names.get(one.objectId)?.name ?? one.objectId,
      })),
    ),
  ])
}
