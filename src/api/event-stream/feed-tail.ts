import { sleep } from '../../events/waker.ts'
import type { EventType, FeedEvent } from '../../model/event.ts'
import { toLogEntry } from '../../model/event-log-entry.ts'
import { toEventObject } from '../../model/event-object.ts'
import { isJsonObject } from '../../model/json.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Database } from '../../store/database.ts'
import { readFeedBounds } from '../../store/feed.ts'
import { selectFeedPage } from '../../store/feed-page.ts'
import { createNews, type OnNews } from './news.ts'

/** An event as streams send it: the text is made once for all of them. */
export type StreamMessage = {
  readonly position: number
  readonly id: string
  readonly organizationId: string
  readonly streamId: string
  readonly type: EventType
  /** What it is about: the object of the event, and who became or is no longer a member of it. */
  readonly aboutIds: readonly string[]
  readonly text: string
  /** The text with the event's entry in the log, for those who ask for it. */
  textWithEntry(): string
}

/**
 * The end of the feed, read once for all streams of this process that have caught up with it. It is read only while
 * somebody has joined.
 */
export type FeedTail = {
  /** Returns how to leave. */
  join(): () => void
  /** The next messages after a position; null when the tail does not reach back that far. */
  after(position: number): readonly StreamMessage[] | null
  /** The position up to which the tail has read, 0 while it does not know. */
  end(): number
  readonly onGrown: OnNews
}

export type FeedTailParts = {
  readonly database: Database
  readonly platform: Platform
  readonly onNews: OnNews
}

const keptMessages = 1_000
const keptCharacters = 8_000_000
const readAtOnce = 500
const givenAtOnce = 100

// News comes with every burst of every directory; under load one read takes all of so many milliseconds.
const restMs = 20
const lookAgainMs = 15_000
const retryAfterMs = 1_000

/** Makes the tail; it does nothing until somebody joins. */
export function createFeedTail(parts: FeedTailParts): FeedTail {
  const listeners = new Set<() => void>()
  let joined = 0
  let kept = keepNothing()
  let stopping = new AbortController()

  async function run(signal: AbortSignal): Promise<void> {
    const news = createNews(parts.onNews, signal)
    const own = keepNothing()
    kept = own
    while (!signal.aborted) {
      const read = await readOn(parts, own, signal)
      if (read >= 0) for (const listener of listeners) listener()
      await sleep(read < 0 ? retryAfterMs : restMs, signal)
      if (read === 0) await news.arrived(lookAgainMs)
    }
    news.stop()
  }

  return {
    join() {
      joined += 1
      if (joined === 1) {
        stopping = new AbortController()
        void run(stopping.signal)
      }
      return () => {
        joined -= 1
        if (joined === 0) stopping.abort()
      }
    },
    after: (position) => messagesAfter(kept, position),
    end: () => kept.end,
    onGrown(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The messages of the positions after `start` up to `end`. */
type Kept = { start: number; end: number; characters: number; messages: StreamMessage[] }

function keepNothing(): Kept {
  return { start: Number.POSITIVE_INFINITY, end: 0, characters: 0, messages: [] }
}

/** Reads what is new and says how many events that was: -1 when the database did not answer. */
async function readOn({ database, platform }: FeedTailParts, kept: Kept, signal: AbortSignal): Promise<number> {
  try {
    if (kept.end === 0) kept.start = kept.end = (await readFeedBounds(database)).nextPosition - 1
    const { events } = await selectFeedPage(database, { after: kept.end, limit: readAtOnce, order: 'asc' })
    keep(kept, events.map(toStreamMessage))
    return events.length
  } catch (error) {
    if (!signal.aborted) platform.log.warn({ err: error }, 'The end of the feed was not read; it is tried again')
    return -1
  }
}

function keep(kept: Kept, added: readonly StreamMessage[]): void {
  const { messages } = kept
  messages.push(...added)
  kept.end = messages.at(-1)?.position ?? kept.end
  kept.characters += sizeOf(added)
  let dropped = Math.max(0, messages.length - keptMessages)
  let characters = kept.characters - sizeOf(messages.slice(0, dropped))
  while (characters > keptCharacters) {
    characters -= messages[dropped]?.text.length ?? 0
    dropped += 1
  }
  kept.characters = characters
  kept.start = messages[dropped - 1]?.position ?? kept.start
  messages.splice(0, dropped)
}

function sizeOf(messages: readonly StreamMessage[]): number {
  return messages.reduce((sum, { text }) => sum + text.length, 0)
}

function messagesAfter({ start, messages }: Kept, position: number): readonly StreamMessage[] | null {
  if (position < start) return null
  // From the end, where most who ask are.
  const first = messages.findLastIndex((message) => message.position <= position) + 1
  return messages.slice(first, first + givenAtOnce)
}

/**
 * An event as a message of server-sent events. It has no name, so that one `onmessage` gets all of them; the type is in
 * the data.
 */
export function toStreamMessage(event: FeedEvent): StreamMessage {
  const { position, id, organizationId, streamId, type } = event
  const object = JSON.stringify(toEventObject(event))
  const entry = JSON.stringify(toLogEntry(event))
  return {
    position,
    id,
    organizationId,
    streamId,
    type,
    aboutIds: aboutOf(event),
    text: toText(id, object),
    textWithEntry: () => toText(id, `${object.slice(0, -1)},"log_entry":${entry}}`),
  }
}

function toText(id: string, object: string): string {
  return `id: ${id}\ndata: ${object}\n\n`
}

function aboutOf({ data: { user, member_group: group }, objectId }: FeedEvent): string[] {
  const members = [user, group].map((member) => (isJsonObject(member) ? member.id : null))
  return [objectId, ...members.filter((id) => typeof id === 'string')]
}
