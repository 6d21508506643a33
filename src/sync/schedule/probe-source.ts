import { appendEvents } from '../../events/append-events.ts'
import { toDirectoryEventObject } from '../../model/directory-object.ts'
import type { ConnectionState } from '../../store/connection-row.ts'
import { noteFailure, setNextRun, setQuarantine } from '../../store/connection-schedule.ts'
import { lockStream, readDirectoryHead } from '../../store/directory-head.ts'
import { recoverState } from '../../store/directory-quarantine.ts'
import { openSource } from '../open-source.ts'
import type { SyncOptions } from '../sync.ts'

/** Looks whether the source of a quarantined directory can be read again: then it is what it was before, and a full run follows at once. */
export async function probeSource(
  options: SyncOptions,
  { connection }: ConnectionState,
  signal: AbortSignal,
): Promise<void> {
  const { database, platform } = options
  if (await isReadable(options, connection, signal)) return recover(options, connection)
  await noteFailure(database, connection)
  platform.log.info({ directory: connection.directoryId }, 'A quarantined directory still cannot be read')
}

async function isReadable(
  options: SyncOptions,
  connection: ConnectionState['connection'],
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const source = openSource(options, connection)
    try {
      const { missing, findings } = await source.check(signal)
      return missing.length === 0 && findings.every(({ level }) => level !== 'error')
    } finally {
      await source.close()
    }
  } catch (error) {
    options.platform.log.debug({ err: error, directory: connection.directoryId }, 'A probe of a source failed')
    return false
  }
}

async function recover(
  { database, platform, eventLog }: SyncOptions,
  ref: { readonly organizationId: string; readonly directoryId: string },
): Promise<void> {
  const { organizationId, directoryId } = ref
  const now = platform.clock.now()
  await database.transaction(async (on) => {
    const [head, found] = await Promise.all([
      lockStream(on, organizationId, directoryId),
      readDirectoryHead(on, organizationId, directoryId),
    ])
    const state = head && found ? await recoverState(on, ref, now) : null
    if (!head || !found || state === null) return
    await setQuarantine(on, ref, null)
    await setNextRun(on, ref, { at: now, kind: 'full', trigger: 'recovery' })
    const data = toDirectoryEventObject({ ...found.directory, state, updatedAt: now })
    const stream = { organizationId, streamId: directoryId, head, newId: platform.newId, now }
    const cause = { source: 'system', actorId: null, requestId: null } as const
    const event = { type: 'muster.directory.recovered', objectId: directoryId, data, previous: null, cause } as const
    await appendEvents(on, stream, [event])
  })
  eventLog.wrote({ organizationId, streamId: directoryId })
}
