import { AppError } from '../errors.ts'
import type { Destination } from '../model/destination.ts'
import type { Queryable } from '../store/database.ts'
import { forgetFailures, setStreamsBack, skipWaiting } from '../store/destination-streams.ts'
import { moveDestination } from '../store/destinations.ts'
import { readFeedBounds } from '../store/feed.ts'
import { findPositionOfTime } from '../store/feed-page.ts'
import { findEventPlace } from '../store/read-events.ts'
import { countEventsAfter, type EventCount, setFailedStreamsBack } from '../store/replayed-events.ts'

/** Which destination, as it was found. */
export type DestinationRef = Pick<Destination, 'id' | 'organizationId'>

/** Where a replay begins: behind an event, or with the first burst at or after a time. */
export type ReplayFrom =
  | { readonly afterEventId: string; readonly since?: never }
  | { readonly since: Date; readonly afterEventId?: never }

// Every operation runs in the caller's transaction. It locks the destination first, so that no progress that was made
// before it is written after it: whoever delivers notices, by the generation, and begins anew from what is stored.

/**
 * Replays: everything since is delivered again, in order. What waits already still does; nothing is skipped. A time before
 * the retention begins with the oldest event that is kept; an event that is not kept any more is `cursor_expired`.
 */
export async function rewind(
  on: Queryable,
  destination: DestinationRef,
  { at, ...from }: ReplayFrom & { readonly at: Date },
): Promise<Destination | null> {
  const position = await positionOf(on, destination, from)
  const moved = await moveDestination(on, destination.id, { at, position, direction: 'back', areStreamsMoved: true })
  if (moved) await setStreamsBack(on, destination, position)
  return moved
}

/**
 * Replays what failed: each directory goes back to its first event since `since` that was refused and not made good by a later
 * call, and is tried at once. So the order within a directory holds, and what came after in it comes again too.
 */
export async function rewindFailed(
  on: Queryable,
  { id }: DestinationRef,
  { at, since }: { readonly at: Date; readonly since: Date },
): Promise<Destination | null> {
  const moved = await moveDestination(on, id, { at, areStreamsMoved: true })
  if (moved) await setFailedStreamsBack(on, id, since)
  return moved
}

/** How many events a replay would deliver; changes nothing. */
export async function countReplayed(on: Queryable, destination: Destination, from: ReplayFrom): Promise<EventCount> {
  return countEventsAfter(on, destination, await positionOf(on, destination, from))
}

/**
 * Goes on with what was paused because it failed: a whole destination, or one stream of it. `skip` leaves out the stream's
 * next event, the one that failed, or, of a whole destination, everything that waits.
 */
export async function resume(
  on: Queryable,
  destination: DestinationRef,
  { streamId, skip = false, at }: { readonly streamId: string | null; readonly skip?: boolean; readonly at: Date },
): Promise<Destination | null> {
  const { nextPosition } = await readFeedBounds(on)
  const end = skip && streamId === null ? { position: nextPosition - 1, direction: 'forward' as const } : {}
  const moved = await moveDestination(on, destination.id, {
    at,
    isResumed: streamId === null,
    areStreamsMoved: true,
    ...end,
  })
  if (!moved) return null
  if (skip) await skipWaiting(on, destination.id, streamId)
  await forgetFailures(on, destination.id, streamId)
  return moved
}

/** Stops a destination: nothing is sent until it is enabled, and what happens meanwhile waits. */
export function pauseByOperator(on: Queryable, { id }: DestinationRef, at: Date): Promise<Destination | null> {
  return moveDestination(on, id, { at, isEnabled: false })
}

/** Enables a destination, also one that was paused for its failures. It goes on where it stopped, unless all that is skipped. */
export async function enable(
  on: Queryable,
  destination: DestinationRef,
  { skip = false, at }: { readonly skip?: boolean; readonly at: Date },
): Promise<Destination | null> {
  await moveDestination(on, destination.id, { at, isEnabled: true })
  return resume(on, destination, { streamId: null, skip, at })
}

async function positionOf(on: Queryable, destination: DestinationRef, from: ReplayFrom): Promise<number> {
  const { oldestPosition, nextPosition } = await readFeedBounds(on)
  if (from.since !== undefined) {
    const found = await findPositionOfTime(on, from.since)
    return Math.max(found ?? nextPosition, oldestPosition) - 1
  }
  const place = await findEventPlace(on, from.afterEventId, destination.organizationId)
  if (place?.position != null) return place.position
  if (place?.wasFed) throw new AppError('cursor_expired', { oldest: oldestPosition, oldestEvent: 'a time (since)' })
  throw new AppError('invalid_request', {
    detail: `There is no event "${from.afterEventId}". Give the id of an event that is in the log.`,
  })
}
