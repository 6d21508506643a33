import { setTimeout as wait } from 'node:timers/promises'
import { readFeed } from '../../events/read-feed.ts'
import type { FeedEvent } from '../../model/event.ts'
import { selectFeedPage } from '../../store/feed-page.ts'
import { createHeartbeat } from '../event-stream/heartbeat.ts'
import { createNews } from '../event-stream/news.ts'
import { shownEvents } from './dashboard-data.ts'
import type { DashboardOptions, Viewer } from './dashboard-options.ts'
import { toEventView } from './event-view.ts'

/** Where the stream's text goes: a socket that may be slow, and may go away. */
export type StreamTarget = {
  write(text: string): void
  /** Bytes that the reader has not taken yet. */
  waiting(): number
  readonly signal: AbortSignal
  /** Asked with every heartbeat: false ends the stream (the session has ended, the key was revoked). */
  isStillAllowed(): Promise<boolean>
}

/** How often a stream says that it lives, and how long it rests after it has read the feed. */
export type StreamPace = { readonly heartbeatMs: number; readonly pauseMs: number }

// A page cannot show more in a second than a reader can see, and news may be of organizations that it does not show.
const defaultPace: StreamPace = { heartbeatMs: 15_000, pauseMs: 250 }
const maxWaitingBytes = 1_000_000
const pageSize = 100

/**
 * Sends events as server-sent events (WHATWG HTML section 9.2) from a position of the feed on, until the reader is gone,
 * too slow, or not allowed any more. The message's id is the position, so a browser that reconnects misses nothing. When
 * more has happened than a page shows, only the newest events are sent, marked as `missed`.
 */
export async function streamEvents(
  { database, platform, onNews }: Pick<DashboardOptions, 'database' | 'platform' | 'onNews'>,
  viewer: Viewer,
  options: { readonly target: StreamTarget; readonly position: number | null; readonly pace?: StreamPace },
): Promise<void> {
  const { target, pace = defaultPace } = options
  const heartbeat = createHeartbeat(platform.clock, pace.heartbeatMs)
  const news = createNews(onNews, target.signal)
  target.write('retry: 2000\n\n')
  let position = options.position ?? (await newestPosition(database, viewer))
  try {
    while (!target.signal.aborted && target.waiting() < maxWaitingBytes) {
      if (heartbeat.isDue()) {
        if (!(await target.isStillAllowed())) return
        target.write(': still here\n\n')
      }
      const batch = await nextBatch({ database, viewer, position })
      const newest = batch.events.at(-1)
      if (newest) {
        position = newest.position
        target.write(toMessage(batch))
      }
      await wait(pace.pauseMs, undefined, { signal: target.signal })
      if (!newest) await news.arrived(heartbeat.restMs())
    }
  } finally {
    news.stop()
  }
}

type Batch = { readonly events: readonly FeedEvent[]; readonly missed: boolean }
type Reading = { readonly database: DashboardOptions['database']; readonly viewer: Viewer; readonly position: number }

async function nextBatch({ database, viewer: { organizationId }, position }: Reading): Promise<Batch> {
  const { events } = await selectFeedPage(database, { organizationId, after: position, limit: pageSize, order: 'asc' })
  if (events.length < pageSize) return { events, missed: false }
  const { events: newest } = await readFeed(database, { organizationId, limit: shownEvents, order: 'desc' })
  return { events: newest.toReversed(), missed: true }
}

async function newestPosition(database: DashboardOptions['database'], { organizationId }: Viewer): Promise<number> {
  const { events } = await readFeed(database, { organizationId, limit: 1, order: 'desc' })
  return events[0]?.position ?? 0
}

function toMessage({ events, missed }: Batch): string {
  const data = JSON.stringify({ events: events.map(toEventView), missed })
  return `id: ${events.at(-1)?.position ?? 0}\nevent: events\ndata: ${data}\n\n`
}
