import type { Logger } from '../platform/log.ts'
import type { Database } from '../store/database.ts'
import { type EventSpan, selectEventSpans } from '../store/delivery-feed.ts'
import type { OutgoingEvent } from './destination-kind.ts'
import type { EventCache } from './event-cache.ts'
import { outgoingFromText } from './outgoing-event.ts'

/** Reads what the cache does not have. Whoever asks at the same time is answered by one query. */
export type EventLoader = {
  /** The events of a span, in order. They are in the cache, too, for as long as it has room. */
  load(span: EventSpan): Promise<readonly OutgoingEvent[]>
}

type Waiting = {
  readonly span: EventSpan
  readonly loaded: Promise<readonly OutgoingEvent[]>
  resolve(events: readonly OutgoingEvent[]): void
  reject(error: unknown): void
}

// One query reads no more than this: others need the connection, too, and the process must not stall over it.
const eventsAtOnce = 2000
const queriesAtOnce = 2

/** Makes a loader. The same span is read once, however many ask for it. */
export function createEventLoader(options: { database: Database; cache: EventCache; log: Logger }): EventLoader {
  const { database, cache, log } = options
  const asked = new Map<string, Waiting>()
  const queue: Waiting[] = []
  let running = 0

  function takeNext(): Waiting[] {
    let events = 0
    let count = 0
    while (count < queue.length && events < eventsAtOnce) {
      const span = (queue[count] as Waiting).span
      events += span.toSeq - span.afterSeq
      count += 1
    }
    return queue.splice(0, count)
  }

  async function run(): Promise<void> {
    running += 1
    // Those who ask in the same turn go out together.
    await null
    for (let next = takeNext(); next.length > 0; next = takeNext()) await answer(next)
    running -= 1
  }

  async function answer(waiting: readonly Waiting[]): Promise<void> {
    try {
      const events = (
        await selectEventSpans(
          database,
          waiting.map(({ span }) => span),
        )
      ).map(outgoingFromText)
      for (const event of events) cache.put(event)
      const byStream = Map.groupBy(events, ({ event }) => event.streamId)
      for (const { span, resolve } of waiting) resolve(within(span, byStream.get(span.streamId) ?? []))
    } catch (error) {
      log.debug({ err: error }, 'Events could not be read for their delivery')
      for (const { reject } of waiting) reject(error)
    } finally {
      for (const { span } of waiting) asked.delete(keyOf(span))
    }
  }

  return {
    load(span) {
      const known = asked.get(keyOf(span))
      if (known) return known.loaded
      const { promise: loaded, resolve, reject } = Promise.withResolvers<readonly OutgoingEvent[]>()
      const waiting = { span, loaded, resolve, reject }
      asked.set(keyOf(span), waiting)
      queue.push(waiting)
      if (running < queriesAtOnce) void run()
      return loaded
    },
  }
}

function keyOf({ streamId, afterSeq, toSeq }: EventSpan): string {
  return `${streamId}/${afterSeq}/${toSeq}`
}

/** Spans of one stream may overlap, so their events may be there twice, and those of the later span first. */
function within({ afterSeq, toSeq }: EventSpan, events: readonly OutgoingEvent[]): readonly OutgoingEvent[] {
  const wanted = events.filter(({ event }) => event.seq > afterSeq && event.seq <= toSeq)
  const sorted = wanted.sort((a, b) => a.event.seq - b.event.seq)
  return sorted.filter(({ event }, index) => event.seq !== sorted[index - 1]?.event.seq)
}
