import { appendStreamEvent } from '../events/append-stream-event.ts'
import type { EventLog } from '../events/event-log.ts'
import type { Destination } from '../model/destination.ts'
import type { Cause } from '../model/event.ts'
import type { JsonObject } from '../model/json.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database, Queryable } from '../store/database.ts'
import { fenceDestinations, pauseFailingDestination } from '../store/delivery-progress.ts'
import { findDirectory } from '../store/directories.ts'
import type { StreamRef } from '../store/feed.ts'
import type { DeliveryPace } from './delivery-options.ts'
import type { DestinationState, StreamState } from './destination-state.ts'
import type { ProgressWriter } from './progress-writer.ts'
import { settleStream } from './stream-schedule.ts'
import { within } from './within.ts'

export type PauseOptions = {
  readonly database: Database
  readonly platform: Platform
  readonly nodeId: string
  readonly pace: Pick<DeliveryPace, 'stopWithin'>
  readonly eventLog: Pick<EventLog, 'wrote'>
  readonly writer: Pick<ProgressWriter, 'touch' | 'flush'>
}

const cause: Cause = { source: 'system', actorId: null, requestId: null }

type Paused = {
  readonly state: DestinationState
  readonly stream: StreamState
  readonly reason: string
  /** Since when it failed. */
  readonly since: string
  readonly at: Date
}

/**
 * Pauses a destination that failed for too long, or the one stream of it that does, and tells: in the log of this process, and
 * by an event in the stream that could not be delivered. What waits is kept. False when that could not be written: it is tried again with the next failure.
 */
export async function pauseFailing(
  options: PauseOptions,
  { state, stream }: { readonly state: DestinationState; readonly stream: StreamState },
  what: 'destination' | 'stream',
): Promise<boolean> {
  try {
    await pause(options, { state, stream }, what)
    return true
  } catch (error) {
    options.platform.log.warn({ err: error }, 'A failing destination could not be paused')
    return false
  }
}

async function pause(
  options: PauseOptions,
  { state, stream }: { readonly state: DestinationState; readonly stream: StreamState },
  what: 'destination' | 'stream',
): Promise<void> {
  const failing = what === 'destination' ? state.failingSince : stream.failingSince
  const at = options.platform.clock.now()
  const since = (failing ?? at).toISOString()
  const reason = `Nothing was delivered since ${since}. The last error: ${stream.lastError ?? 'none'}`
  const paused = { state, stream, reason, since, at }
  const isPaused = what === 'destination' ? await pauseWhole(options, paused) : await pauseStream(options, paused)
  if (!isPaused) return
  const about = { destination: state.destination.id, stream: stream.streamId, reason }
  options.platform.log.error(
    about,
    `A ${what === 'destination' ? 'destination' : 'stream of a destination'} was paused`,
  )
}

/** What waits is written before: whoever resumes the destination goes on from there. */
async function pauseWhole(options: PauseOptions, paused: Paused): Promise<boolean> {
  const { database, nodeId, pace, writer } = options
  const { id, generation } = paused.state.destination
  // What is not written by then comes again. Others always have something to write.
  await within(pace.stopWithin, writer.flush())
  return tell(options, paused.stream, () =>
    database.transaction(async (transaction) => {
      const held = { id, generation, at: paused.at, reason: paused.reason }
      if (!(await pauseFailingDestination(transaction, nodeId, held))) return false
      await append(options, transaction, paused)
      return true
    }),
  )
}

async function pauseStream(options: PauseOptions, paused: Paused): Promise<boolean> {
  const { database, nodeId, writer } = options
  const { state, stream, at } = paused
  stream.pausedAt = at
  writer.touch(state, stream)
  const told = tell(options, stream, () =>
    database.transaction(async (transaction) => {
      const held = await fenceDestinations(transaction, nodeId, [state.destination])
      if (held.size > 0) await append(options, transaction, paused)
      return held.size > 0
    }),
  )
  return told.catch((error: unknown) => {
    // Nobody would know of it: it is tried again, and paused when it fails once more.
    stream.pausedAt = null
    writer.touch(state, stream)
    settleStream(state, stream, at.getTime())
    throw error
  })
}

async function tell(
  { eventLog }: PauseOptions,
  { organizationId, streamId }: StreamRef,
  pause: () => Promise<boolean>,
): Promise<boolean> {
  const isPaused = await pause()
  if (isPaused) eventLog.wrote({ organizationId, streamId })
  return isPaused
}

/** A directory that is gone, or being deleted, takes no more events. */
async function append({ platform }: PauseOptions, transaction: Queryable, paused: Paused): Promise<void> {
  const { organizationId, streamId } = paused.stream
  const directory = await findDirectory(transaction, streamId, organizationId)
  if (!directory || directory.state === 'deleting') return
  const event = {
    type: 'muster.destination.paused',
    objectId: paused.state.destination.id,
    data: toData(paused),
  } as const
  await appendStreamEvent({ transaction, platform, cause }, { organizationId, streamId }, event)
}

function toData(paused: Paused): JsonObject {
  const { stream, at } = paused
  const { destination } = paused.state
  return {
    object: 'destination',
    id: destination.id,
    kind: destination.kind,
    organization_id: destination.organizationId,
    ...addressOf(destination),
    reason: toldReason(paused),
    paused_at: at.toISOString(),
    directory_id: stream.streamId,
  }
}

/**
 * The stream is of one organization, and so are those who follow it. Of a destination that gets the events of all they learn
 * neither where it is nor what it answers, as they do in the API.
 */
function toldReason({ state: { destination }, reason, since }: Paused): string {
  return destination.organizationId === null ? `Nothing was delivered since ${since}.` : reason
}

/** Where it goes, as far as that is the business of those who follow the stream: settings are what the API shows them. */
function addressOf({ settings, organizationId }: Destination): JsonObject {
  if (organizationId === null) return {}
  if (typeof settings.url === 'string') return { url: settings.url }
  return typeof settings.name === 'string' ? { name: settings.name } : {}
}
