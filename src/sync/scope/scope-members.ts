import type { OpenConnector, SourcePage } from '../../connectors/connector.ts'
import { SourceError } from '../../connectors/source-error.ts'
import type { Connection, Scope } from '../../model/connection.ts'
import type { SyncRun } from '../../model/sync-run.ts'
import type { Database, Queryable } from '../../store/database.ts'
import {
  addScopeMembers,
  areScopeMembersComplete,
  completeScopeMembers,
  haveScopeMembersChanged,
  type ScopeReading,
  scopeMembersAmong,
} from '../../store/scope-members.ts'
import { requireRun } from '../../store/sync-run-leases.ts'

/** What of a `RunContext` is needed to know for which run and which groups. */
type Reading = {
  readonly connection: Pick<Connection, 'scope'>
  readonly run: Pick<SyncRun, 'id' | 'organizationId' | 'directoryId' | 'kind'>
}
type Reader = Reading & {
  /** The lease under which the run is worked at. */
  readonly fence: number
  readonly database: Database
  readonly source: Pick<OpenConnector, 'membersOf'>
  readonly signal: AbortSignal
}

const pieceLength = 1000

/**
 * Reads who is in the scope's groups, also by nested groups, into a table of the run. To be called at the beginning of every
 * run and when it is taken up again: what is there already is not read again. In bounded memory.
 *
 * `isFullNeeded`: an incremental run finds that others are members than when the last full run began. Those who came or went
 * need not have changed themselves, so that only a full run looks at them: end this one and begin a full one.
 */
export async function loadScopeMembers(reader: Reader): Promise<{ readonly isFullNeeded: boolean }> {
  const { database, connection, run } = reader
  if (connection.scope.groups.length === 0) return { isFullNeeded: false }
  const reading = readingOf(reader)
  if (!(await areScopeMembersComplete(database, reading))) {
    for (const group of connection.scope.groups) await readGroup(reader, group)
    await database.transaction(async (transaction) => {
      await completeScopeMembers(transaction, reading)
      // A process that has lost the run must not forget what a later run has read.
      await requireRun(transaction, { ...reading, fence: reader.fence })
    })
  }
  const isFullNeeded = run.kind === 'incremental' && (await haveScopeMembersChanged(database, reading))
  return { isFullNeeded }
}

/**
 * Which of some users are members of the scope's groups as `loadScopeMembers` read them, by their source ids: one query for
 * a page. Empty, without a query, where the scope names no groups.
 */
export async function isInGroupOf(
  on: Queryable,
  reading: Reading,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  return reading.connection.scope.groups.length === 0 ? new Set() : scopeMembersAmong(on, readingOf(reading), ids)
}

/**
 * Whether a page of an incremental run tells that the members of a group of the scope have changed, so that it can end at once
 * for a full run. Changes of groups within them are found by the next run's `loadScopeMembers`.
 */
export function needsFullRun(scope: Scope, page: SourcePage): boolean {
  if (scope.groups.length === 0) return false
  const changed = [
    ...(page.memberChanges ?? []).map(({ groupId }) => groupId),
    ...(page.removed ?? []).filter(({ kind }) => kind === 'group').map(({ id }) => id),
  ]
  return changed.some((id) => scope.groups.includes(id))
}

async function readGroup(reader: Reader, group: string): Promise<void> {
  const { database, source, signal } = reader
  if (!source.membersOf) {
    throw new SourceError('settings_invalid', 'The scope names groups, but this source has none. Change the scope.')
  }
  const reading = readingOf(reader)
  for await (const ids of source.membersOf(group, signal)) {
    for (let start = 0; start < ids.length; start += pieceLength) {
      await addScopeMembers(database, reading, ids.slice(start, start + pieceLength))
    }
  }
}

function readingOf({ run }: Reading): ScopeReading {
  return { organizationId: run.organizationId, directoryId: run.directoryId, runId: run.id }
}
