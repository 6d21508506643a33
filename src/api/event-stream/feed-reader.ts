import { cursorExpired } from '../../events/read-feed.ts'
import type { EventType } from '../../model/event.ts'
import { createGate } from '../../platform/gate.ts'
import type { Database } from '../../store/database.ts'
import { selectFeedPage } from '../../store/feed-page.ts'
import { type FeedTail, type StreamMessage, toStreamMessage } from './feed-tail.ts'

/** Which events a stream is of; null is "all". */
export type StreamScope = {
  readonly organizationId: string | null
  readonly directoryId: string | null
  readonly objectId: string | null
  readonly types: ReadonlySet<EventType> | null
  /** Whether events have their entries in the log. */
  readonly hasEntries: boolean
}

/** What a stream is to send next, and where it is then. */
export type StreamBatch = {
  readonly position: number
  readonly messages: readonly StreamMessage[]
  /** The last event that was looked at, whether it is sent or not; null when there was none. */
  readonly lastId: string | null
  /** True when there is nothing more for now. */
  readonly isLast: boolean
}

/** Reads the feed for streams. */
export type FeedReader = { next(scope: StreamScope, position: number): Promise<StreamBatch> }

const pageSize = 100
const readersAtOnce = 4

/**
 * Streams that are at the end of the feed take what the tail has read for all of them. Those that are behind read pages
 * of their own, few at a time: when all come back after a restart, the connections to the database are not theirs alone.
 */
export function createFeedReader(database: Database, tail: FeedTail): FeedReader {
  const gate = createGate(readersAtOnce)

  async function readPage({ organizationId }: StreamScope, position: number) {
    const end = tail.end()
    const page = { organizationId, after: position, limit: pageSize, order: 'asc' } as const
    const { events, oldestPosition } = await gate.run(() => selectFeedPage(database, page))
    if (position < oldestPosition - 1) throw await cursorExpired(database, organizationId, oldestPosition)
    const last = events.at(-1)?.position ?? position
    const isLast = events.length < pageSize
    return { messages: events.map(toStreamMessage), isLast, position: isLast ? Math.max(last, end) : last }
  }

  return {
    async next(scope, position) {
      const fromTail = tail.after(position)
      if (!fromTail) {
        const { messages, ...page } = await readPage(scope, position)
        return toBatch(scope, messages, page)
      }
      return toBatch(scope, fromTail, {
        position: fromTail.at(-1)?.position ?? position,
        isLast: fromTail.length === 0,
      })
    },
  }
}

function toBatch(
  scope: StreamScope,
  messages: readonly StreamMessage[],
  page: Pick<StreamBatch, 'position' | 'isLast'>,
): StreamBatch {
  const { organizationId } = scope
  const own = organizationId === null ? messages : messages.filter((each) => each.organizationId === organizationId)
  const wanted = own.filter((message) => isWanted(message, scope))
  const sent = scope.hasEntries ? wanted.map((message) => ({ ...message, text: message.textWithEntry() })) : wanted
  return { ...page, messages: sent, lastId: own.at(-1)?.id ?? null }
}

function isWanted(message: StreamMessage, { types, directoryId, objectId }: StreamScope): boolean {
  if (types && !types.has(message.type)) return false
  if (directoryId !== null && directoryId !== message.streamId) return false
  return objectId === null || message.aboutIds.includes(objectId)
}
