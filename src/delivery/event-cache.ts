import type { OutgoingEvent } from './destination-kind.ts'

/** The recent events, for all destinations that are near the end of their streams, and the pages that lagging ones read. */
export type EventCache = {
  put(event: OutgoingEvent): void
  /** Up to `limit` events of a stream from `fromSeq` on, as far as they are here without a gap. */
  take(streamId: string, fromSeq: number, limit: number): OutgoingEvent[]
  has(streamId: string, seq: number): boolean
}

/** Keeps at most so many events with so many bytes of JSON; the oldest to come are the first to go. */
export function createEventCache({ maxEvents, maxBytes }: { maxEvents: number; maxBytes: number }): EventCache {
  const streams = new Map<string, Map<number, OutgoingEvent>>()
  // A ring: those before `oldest` are gone. A set would walk over all that it ever lost.
  const order: (OutgoingEvent | undefined)[] = new Array(maxEvents)
  let oldest = 0
  let count = 0
  let bytes = 0

  function dropOldest(): void {
    const event = order[oldest]
    order[oldest] = undefined
    oldest = (oldest + 1) % maxEvents
    count -= 1
    if (!event) return
    bytes -= event.json.length
    const stream = streams.get(event.event.streamId)
    stream?.delete(event.event.seq)
    if (stream?.size === 0) streams.delete(event.event.streamId)
  }

  return {
    put(event) {
      const { streamId, seq } = event.event
      const stream = streams.get(streamId) ?? new Map<number, OutgoingEvent>()
      if (stream.has(seq)) return
      while (count > 0 && (count === maxEvents || bytes + event.json.length > maxBytes)) dropOldest()
      streams.set(streamId, stream)
      stream.set(seq, event)
      order[(oldest + count) % maxEvents] = event
      count += 1
      bytes += event.json.length
    },
    take(streamId, fromSeq, limit) {
      const stream = streams.get(streamId)
      const taken: OutgoingEvent[] = []
      for (let seq = fromSeq; stream && taken.length < limit; seq += 1) {
        const event = stream.get(seq)
        if (!event) break
        taken.push(event)
      }
      return taken
    },
    has: (streamId, seq) => streams.get(streamId)?.has(seq) ?? false,
  }
}
