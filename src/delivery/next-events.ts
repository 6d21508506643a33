import type { OutgoingEvent } from './destination-kind.ts'
import type { DestinationState, StreamState } from './destination-state.ts'
import type { EventCache } from './event-cache.ts'
import type { EventLoader } from './event-loader.ts'

/** Where the next events of a stream come from. */
export type EventSource = {
  readonly cache: EventCache
  readonly loader: EventLoader
  /** How many events to read at once for one stream. */
  readonly pageSize: () => number
}

// Where only some types are wanted, so many are looked at for one call.
const lookedAt = 100

/**
 * The next events of a stream that are here: as many as one call may need, in order. One that lags behind the cache reads
 * pages, the next one while the one before is delivered.
 */
export async function nextEvents(
  source: EventSource,
  state: DestinationState,
  stream: StreamState,
): Promise<readonly OutgoingEvent[]> {
  const { batchSize } = state.destination
  const waiting = stream.knownSeq - stream.doneSeq
  const limit = Math.min(state.types === null ? batchSize : Math.max(batchSize, lookedAt), waiting)
  const cached = source.cache.take(stream.streamId, stream.doneSeq + 1, limit)
  if (cached.length > 0) {
    readAhead(source, state, stream)
    return cached
  }
  const size = pageSizeOf(source, state)
  const toSeq = Math.min(stream.doneSeq + size, stream.knownSeq)
  const loaded = await load(source, stream, { afterSeq: stream.doneSeq, toSeq })
  readAhead(source, state, stream)
  return loaded.length > limit ? loaded.slice(0, limit) : loaded
}

function readAhead(source: EventSource, state: DestinationState, stream: StreamState): void {
  const { loadedSeq, doneSeq, knownSeq } = stream
  const size = pageSizeOf(source, state)
  if (loadedSeq <= doneSeq || loadedSeq >= knownSeq || loadedSeq - doneSeq > size) return
  const toSeq = Math.min(loadedSeq + size, knownSeq)
  if (source.cache.has(stream.streamId, toSeq)) return
  // Where it fails, whoever needs the events asks again and hears of it.
  load(source, stream, { afterSeq: loadedSeq, toSeq }).catch(() => {})
}

function load(
  { loader }: EventSource,
  stream: StreamState,
  { afterSeq, toSeq }: { readonly afterSeq: number; readonly toSeq: number },
): Promise<readonly OutgoingEvent[]> {
  const { organizationId, streamId, since } = stream
  stream.loadedSeq = toSeq
  return loader.load({ organizationId, streamId, afterSeq, toSeq, since })
}

function pageSizeOf({ pageSize }: EventSource, { destination }: DestinationState): number {
  return Math.max(pageSize(), destination.batchSize)
}

/** What of the next events goes into one call, and the last one that is behind it then: types that are not wanted are passed over. */
export function chooseEvents(
  { destination, types }: DestinationState,
  events: readonly OutgoingEvent[],
): { readonly wanted: readonly OutgoingEvent[]; readonly last: OutgoingEvent | undefined } {
  if (types === null) return { wanted: events, last: events.at(-1) }
  const wanted: OutgoingEvent[] = []
  let last: OutgoingEvent | undefined
  for (const event of events) {
    const isWanted = types.has(event.event.type)
    if (isWanted && wanted.length === destination.batchSize) break
    if (isWanted) wanted.push(event)
    last = event
  }
  return { wanted, last }
}
