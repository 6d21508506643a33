import type { DeliveryAttempt } from '../model/destination.ts'
import type { DestinationProgress } from '../store/delivery-progress.ts'
import type { PlacedStream } from '../store/destination-streams.ts'
import { type DestinationState, forgetIdle, isStored, type StreamState } from './destination-state.ts'

type Sets = { readonly touched: Set<DestinationState>; readonly moving: Set<DestinationState> }

/** What one transaction writes: how things were at one moment. */
export type ProgressSnapshot = {
  readonly states: readonly DestinationState[]
  readonly rows: readonly PlacedStream[]
  readonly progress: readonly DestinationProgress[]
  readonly attempts: readonly DeliveryAttempt[]
  /** Notes what is stored by now, and forgets streams of which nothing waits. */
  confirm(kept: ReadonlySet<string>): void
  /** Puts back what was not written. */
  undo(sets: Sets): void
}

type Taken = { readonly state: DestinationState; readonly stream: StreamState; readonly row: PlacedStream }

/**
 * Takes what changed since the last snapshot. A position moves only together with the rows of all that waits before it, so
 * that whoever goes on from there finds it.
 */
export function snapshotOf({
  touched,
  moving,
  attempts,
  toldOf,
}: Sets & {
  readonly attempts: readonly DeliveryAttempt[]
  readonly toldOf: (state: DestinationState) => number
}): ProgressSnapshot {
  const states = [...touched.union(moving)].filter(({ dropped }) => !dropped.signal.aborted)
  const moved = states.filter((state) => moving.has(state))
  for (const state of moved) addWaiting(state)
  const taken = states.flatMap(takeDirty)
  const progress = moved.map((state) => progressOf(state, toldOf(state)))
  for (const state of moved) state.hasNews = false
  return {
    states,
    rows: taken.map(({ row }) => row),
    progress,
    attempts,
    confirm(kept) {
      for (const { stream } of taken) stream.isWriting = false
      for (const { state, stream, row } of taken) if (kept.has(state.destination.id)) confirmRow(state, stream, row)
      for (const [index, state] of moved.entries()) state.storedPosition = progress[index]?.position ?? 0
    },
    undo(sets) {
      for (const { state, stream } of taken) {
        stream.isWriting = false
        state.dirty.add(stream)
        sets.touched.add(state)
      }
      for (const state of moved) sets.moving.add(state)
    },
  }
}

function addWaiting(state: DestinationState): void {
  for (const stream of state.streams.values()) {
    if (stream.doneSeq < stream.knownSeq && !isStored(stream)) state.dirty.add(stream)
  }
}

function takeDirty(state: DestinationState): Taken[] {
  const taken = [...state.dirty].map((stream) => ({ state, stream, row: toRow(state, stream) }))
  for (const { stream } of taken) stream.isWriting = true
  state.dirty.clear()
  return taken
}

function toRow({ destination }: DestinationState, stream: StreamState): PlacedStream {
  const { organizationId, streamId, doneSeq, knownSeq, attempts, failingSince, retryAt, pausedAt, lastError } = stream
  const failure = { attempts, failingSince, retryAt, pausedAt, lastError }
  return { organizationId, streamId, destinationId: destination.id, doneSeq, knownSeq, ...failure }
}

function progressOf(state: DestinationState, position: number): DestinationProgress {
  const { destination, failures, failingSince, lastDeliveredAt } = state
  return { id: destination.id, position, failures, failingSince, lastDeliveredAt }
}

function confirmRow(state: DestinationState, stream: StreamState, row: PlacedStream): void {
  stream.storedDone = row.doneSeq
  stream.storedKnown = row.knownSeq
  forgetIdle(state, stream)
}
