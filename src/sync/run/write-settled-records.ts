import type { Queryable } from '../../store/database.ts'
import { findObjectNames } from '../../store/source-objects.ts'
import { moveLastNumber, releaseAliases, writeRecords } from '../../store/source-records.ts'
import {
  addReferences,
  adoptReferences,
  deleteOtherReferences,
  markResolvable,
  type NewReference,
  renameReferences,
} from '../../store/source-references.ts'
import { type NewRemoval, stageRemovals, withdrawAllBut } from '../../store/staged-removals.ts'
import { deleteSolvedProblems, noteProblems } from '../../store/sync-problems.ts'
import type { RunContext } from './run-context.ts'
import type { SettledRecord } from './settle-records.ts'

/** Writes what a run notes of records, in the transaction that made them what they are. */
export async function writeSettledRecords(
  context: RunContext,
  on: Queryable,
  records: readonly SettledRecord[],
): Promise<void> {
  const { run } = context
  const renamed = records.filter(
    ({ changed: { record, stored } }) => (record.alias ?? null) !== (stored?.alias ?? null),
  )
  await Promise.all([
    // First, for it looks whether the records are still called so.
    renameReferences(on, run, renamed.flatMap(renamingOf)),
    releaseAliases(
      on,
      run,
      renamed.flatMap(({ changed }) => changed.record.alias ?? []),
    ),
    writeRecords(on, run, records.map(toRow)),
    moveLastNumber(
      on,
      run,
      records.flatMap(({ changed }) => (changed.stored === null ? changed.number : [])),
    ),
    writeReferences(context, on, { records, renamed }),
    writeProblems(context, on, records),
    writeLosses(context, on, records),
  ])
}

function toRow({ changed: { kind, record, number, hash }, objectId, isOpen, hasLeft }: SettledRecord) {
  const alias = record.alias ?? null
  return { kind, sourceId: record.id, number, alias, objectId, hash: isOpen ? null : hash, hasLeft }
}

function renamingOf({ changed: { kind, record, stored } }: SettledRecord) {
  return stored?.alias && record.alias ? [{ kind, sourceId: record.id, from: stored.alias, to: record.alias }] : []
}

function namesOf({ changed: { record } }: SettledRecord): string[] {
  return record.alias === undefined ? [record.id] : [record.id, record.alias]
}

async function writeReferences(
  { run }: RunContext,
  on: Queryable,
  { records, renamed }: { records: readonly SettledRecord[]; renamed: readonly SettledRecord[] },
): Promise<void> {
  const arriving = records.filter(({ isArriving }) => isArriving)
  const arrivingNames = new Set(arriving.flatMap(namesOf))
  const missedNames = new Set(records.filter(({ isMissed }) => isMissed).flatMap(namesOf))
  const renamedNames = renamed.flatMap(({ changed, objectId }) => (objectId && changed.record.alias) || [])
  const withManager = records.filter(({ manager, objectId }) => manager !== null && objectId !== null)
  const references = withManager.flatMap(({ manager, objectId }): NewReference[] => {
    if (!manager || !objectId) return []
    const isResolvable = missedNames.has(manager.name) || (!manager.isResolved && arrivingNames.has(manager.name))
    return [{ kind: 'manager', objectId, name: manager.name, isResolvable }]
  })
  const before = records.flatMap((one) =>
    one.isManagerTold && one.changed.stored?.hasManagers ? (one.changed.stored.objectId ?? []) : [],
  )
  await Promise.all([
    markResolvable(on, run, { names: [...arrivingNames, ...missedNames, ...renamedNames] }),
    markResolvable(on, run, { names: records.filter((one) => one.isEmailChanged).flatMap(namesOf), kind: 'manager' }),
    deleteOtherReferences(on, run, { kind: 'manager', objectIds: before, but: references }),
    addReferences(on, { ...run, runId: run.id }, references),
    adoptReferences(
      on,
      run,
      arriving.flatMap(({ changed, objectId }) =>
        changed.kind === 'group' && objectId ? [{ sourceId: changed.record.id, objectId }] : [],
      ),
    ),
  ])
}

async function writeProblems(
  { run, platform }: RunContext,
  on: Queryable,
  records: readonly SettledRecord[],
): Promise<void> {
  const problems = records.flatMap((record) => record.problems)
  const known = records.flatMap(({ changed: { kind, record, stored } }) =>
    stored?.hasProblems ? { kind, sourceId: record.id } : [],
  )
  await Promise.all([
    deleteSolvedProblems(on, run, { records: known, but: problems }),
    noteProblems(on, { ...run, at: platform.clock.now() }, problems),
  ])
}

async function writeLosses(
  { run, platform }: RunContext,
  on: Queryable,
  records: readonly SettledRecord[],
): Promise<void> {
  const losing = records.flatMap(({ objectId, losses }) =>
    objectId ? losses.map((loss) => ({ ...loss, objectId })) : [],
  )
  // Only of records that were open can anything be staged.
  const opened = records.flatMap(({ changed, objectId }) => (changed.stored?.isOpen && objectId ? [objectId] : []))
  if (losing.length === 0 && opened.length === 0) return
  const at = platform.clock.now()
  const names = await findObjectNames(on, run, [...new Set(losing.map(({ objectId }) => objectId))])
  const removals: NewRemoval[] = losing.map((loss) => ({
    ...loss,
    id: platform.newId('removal', at),
    name: names.get(loss.objectId)?.name ?? loss.objectId,
  }))
  await Promise.all([
    withdrawAllBut(on, run, { objectIds: opened, still: losing }),
    stageRemovals(on, { ...run, runId: run.id, at }, removals),
  ])
}
