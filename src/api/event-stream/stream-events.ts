import { AppError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { toBody } from '../http-errors.ts'
import type { FeedReader, StreamScope } from './feed-reader.ts'
import type { StreamMessage } from './feed-tail.ts'
import { createHeartbeat, type Heartbeat } from './heartbeat.ts'
import type { News } from './news.ts'

/** Whom a stream is sent to. */
export type StreamReceiver = {
  /** Resolves when the reader has taken most of what was sent: false when it took nothing for too long, or is gone. */
  send(text: string): Promise<boolean>
  readonly signal: AbortSignal
  /** Asked with every heartbeat: false ends the stream (the key was revoked). */
  isStillAllowed(): Promise<boolean>
}

export type StreamStart = {
  readonly scope: StreamScope
  readonly position: number
  /** The event that the position is of, if the reader does not know it; null for none. */
  readonly startId: string | null
}

export type StreamParts = {
  readonly reader: FeedReader
  readonly news: News
  readonly clock: Clock
  readonly heartbeatMs: number
}

// What is put together into one write; more than this and one message never waits for a reader.
const chunkCharacters = 32_000

/**
 * Sends events as server-sent events (WHATWG HTML section 9.2) from a position of the feed on, until the reader is gone,
 * too slow, behind the retention, or not allowed any more. It reads on only when the reader has taken what it got. An id
 * alone, which dispatches nothing, moves a reader's cursor on over events that its filter leaves out.
 */
export async function streamEvents(receiver: StreamReceiver, start: StreamStart, parts: StreamParts): Promise<void> {
  try {
    await sendAll(receiver, start, parts)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'cursor_expired') throw error
    await receiver.send(`event: error\ndata: ${JSON.stringify(toBody(error))}\n\n`)
  }
}

async function sendAll(receiver: StreamReceiver, { scope, ...start }: StreamStart, parts: StreamParts): Promise<void> {
  const { reader, news, clock, heartbeatMs } = parts
  const heartbeat = createHeartbeat(clock, heartbeatMs)
  const place = { position: start.position, sentId: start.startId, seenId: start.startId }
  if (!(await receiver.send(`retry: 2000\n\n${idAlone(start.startId)}`))) return
  while (!receiver.signal.aborted) {
    if (!(await beat(receiver, heartbeat, place))) return
    const batch = await reader.next(scope, place.position)
    if (!(await sendMessages(receiver, batch.messages))) return
    place.position = batch.position
    place.sentId = batch.messages.at(-1)?.id ?? place.sentId
    place.seenId = batch.lastId ?? place.seenId
    if (batch.isLast) await news.arrived(heartbeat.restMs())
  }
}

type Place = { position: number; sentId: string | null; seenId: string | null }

/** Says that the stream lives when it is time to; false when it ends here. */
async function beat(receiver: StreamReceiver, heartbeat: Heartbeat, place: Place): Promise<boolean> {
  if (!heartbeat.isDue()) return true
  if (!(await receiver.isStillAllowed())) return false
  const moved = place.seenId === place.sentId ? '' : idAlone(place.seenId)
  place.sentId = place.seenId
  return receiver.send(`${moved}: still here\n\n`)
}

function idAlone(id: string | null): string {
  return id === null ? '' : `id: ${id}\n\n`
}

/** Sends messages, some at a time; false when the reader does not take them. */
async function sendMessages(receiver: StreamReceiver, messages: readonly StreamMessage[]): Promise<boolean> {
  let chunk = ''
  for (const { text } of messages) {
    if (chunk && chunk.length + text.length > chunkCharacters) {
      if (!(await receiver.send(chunk))) return false
      chunk = ''
    }
    chunk += text
  }
  return chunk === '' || receiver.send(chunk)
}
