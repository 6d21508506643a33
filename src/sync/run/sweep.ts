import type { RemovalKind } from '../../model/sync-run.ts'
import type { Queryable } from '../../store/database.ts'
import { findObjectNames } from '../../store/source-objects.ts'
import { reopenRecords } from '../../store/source-records.ts'
import { deleteUnseenMembers } from '../../store/source-references.ts'
import { type NewRemoval, stageRemovals } from '../../store/staged-removals.ts'
import {
  findAbsentMemberships,
  findAbsentRecords,
  findChangedGroups,
  forgetAbsentRecords,
  withdrawSeenMemberships,
} from '../../store/sweep.ts'
import { deleteUnseenProblems } from '../../store/sync-problems.ts'
import { checkSource } from './check-source.ts'
import type { RunContext } from './run-context.ts'
import { type RunProgress, writeProgress } from './run-progress.ts'

const foundAtOnce = 10_000
const stagedAtOnce = 1_000
const groupsAtOnce = 200

/**
 * After a complete listing of everything: stages the removal of what it did not have, once the credential was checked again, since a
 * permission that is revoked half-way looks like people who have left. Nothing is removed yet. All of it can be done again from the start.
 */
export async function sweep(context: RunContext, progress: RunProgress): Promise<void> {
  const { run } = context
  const { organizationId, directoryId } = run
  const ref = { organizationId, directoryId, runId: run.id }
  let checked: Promise<void> | null = null
  const makeSure = () => {
    checked ??= checkSource(context)
    return checked
  }
  await sweepRecords(context, { progress, makeSure })
  const held = <T>(work: (on: Queryable) => Promise<T>) => whileHeld(context, progress, work)
  await held((on) => forgetAbsentRecords(on, ref))
  await held((on) => withdrawSeenMemberships(on, ref))
  await held((on) => deleteUnseenProblems(on, run, run.createdAt))
  await sweepMemberships(context, { progress, makeSure })
  while ((await held((on) => deleteUnseenMembers(on, ref, foundAtOnce))) === foundAtOnce);
}

/**
 * Writes in a transaction that is only committed when the run is still this process's at its end: of one that another process has
 * ended nothing is known to be seen any more, and everything would be taken for absent.
 */
function whileHeld<T>(context: RunContext, progress: RunProgress, work: (on: Queryable) => Promise<T>): Promise<T> {
  context.signal.throwIfAborted()
  return context.database.transaction(async (on) => {
    const done = await work(on)
    await writeProgress(context, progress, on)
    return done
  })
}

type Sweep = {
  readonly progress: RunProgress
  /** To be awaited before anything is taken for absent. */
  readonly makeSure: () => Promise<void>
}

async function sweepRecords(context: RunContext, given: Sweep): Promise<void> {
  for (;;) {
    const absent = await context.database.transaction((on) => findAbsentRecords(on, refOf(context), foundAtOnce))
    await stageAll(
      context,
      given,
      absent.map(({ kind, objectId }) => ({ kind, objectId, detail: '' })),
    )
    if (absent.length < foundAtOnce) return
  }
}

async function sweepMemberships(context: RunContext, given: Sweep): Promise<void> {
  const { database } = context
  const ref = refOf(context)
  let after = ''
  for (;;) {
    const groupIds = await findChangedGroups(database, ref, { after, limit: groupsAtOnce })
    const last = groupIds.at(-1)
    if (last === undefined) return
    for (;;) {
      const absent = await database.transaction((on) =>
        findAbsentMemberships(on, ref, { groupIds, limit: foundAtOnce }),
      )
      const removals = absent.map(({ groupId, memberId }) => ({ objectId: groupId, detail: memberId }))
      await stageAll(
        context,
        given,
        removals.map((removal) => ({ kind: 'membership', ...removal })),
      )
      if (absent.length < foundAtOnce) break
    }
    after = last
  }
}

type Absent = { readonly kind: RemovalKind; readonly objectId: string; readonly detail: string }

/** Stages what is absent, with its names, in short transactions that each say that the run is still this process's. */
async function stageAll(context: RunContext, { progress, makeSure }: Sweep, absent: readonly Absent[]): Promise<void> {
  const { database, platform, signal } = context
  const ref = refOf(context)
  if (absent.length > 0) await makeSure()
  for (let start = 0; start < absent.length; start += stagedAtOnce) {
    signal.throwIfAborted()
    const some = absent.slice(start, start + stagedAtOnce)
    const at = platform.clock.now()
    const names = await findObjectNames(database, ref, [
      ...new Set(some.flatMap(({ objectId, detail }) => [objectId, detail])),
    ])
    const nameOf = (id: string) => names.get(id)?.name ?? id
    const removals: NewRemoval[] = some.map(({ kind, objectId, detail }) => ({
      id: platform.newId('removal', at),
      reason: 'absent',
      kind,
      objectId,
      detail,
      name: detail === '' ? nameOf(objectId) : `${nameOf(detail)} in ${nameOf(objectId)}`,
    }))
    const records = some.flatMap(({ objectId, detail }) => (detail === '' ? [objectId] : []))
    await database.transaction(async (transaction) => {
      await Promise.all([
        writeProgress(context, progress, transaction),
        stageRemovals(transaction, { ...ref, at }, removals),
        reopenRecords(transaction, ref, records),
      ])
    })
  }
}

function refOf({ run }: RunContext) {
  return { organizationId: run.organizationId, directoryId: run.directoryId, runId: run.id }
}
