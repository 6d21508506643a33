import type { Cause } from '../../src/model/event.ts'
import { createIds } from '../../src/platform/ids.ts'
import { silentLog } from '../../src/platform/log.ts'
import { type Database, openDatabase, type Queryable } from '../../src/store/database.ts'
import { notifyWritten } from '../../src/store/notifications.ts'
import { makeDirectory } from '../../src/testing/directories.ts'
import { aUser } from '../../src/testing/outgoing-events.ts'

/** A directory whose events are written beside the server, faster than its source could. */
export interface EventStream {
  readonly organizationId: string
  readonly streamId: string
  lastSeq: number
}

const newId = createIds()
const cause: Cause = { source: 'scim', actorId: null, requestId: null }

/** The database of a running server, to write into its log. */
export function openLog(databaseUrl: string): Database {
  return openDatabase(databaseUrl, { poolSize: 4, onError: (error) => silentLog.warn({ err: error }, 'lost') })
}

/** Makes directories, each in an organization of its own. */
export async function makeStreams(on: Queryable, count: number): Promise<EventStream[]> {
  const streams: EventStream[] = []
  while (streams.length < count) {
    const { organizationId, directoryId } = await makeDirectory(on)
    streams.push({ organizationId, streamId: directoryId, lastSeq: 0 })
  }
  return streams
}

/** Appends events of about 1 KB to each of the streams, as the write path does, and tells the server of them. */
export async function appendTo(database: Database, streams: readonly EventStream[], perStream: number): Promise<void> {
  const at = new Date()
  const rows = streams.flatMap((stream) =>
    Array.from({ length: perStream }, (_, index) => ({
      stream,
      seq: stream.lastSeq + 1 + index,
      id: newId('event', at),
    })),
  )
  await database.transaction((transaction) =>
    transaction.query({ name: 'bench-append', text: append, values: [...columnsOf(rows), aUser, cause, at] }),
  )
  for (const stream of streams) stream.lastSeq += perStream
  await notifyWritten(database, streams)
}

/** Waits until everything that was written is in the feed, and gives its end. */
export async function waitForFeed(on: Queryable, events: number): Promise<void> {
  for (;;) {
    const [state] = await on.query<{ next: number }>({ text: 'select next_position as next from feed_state' })
    if (state && state.next > events) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

interface Row {
  readonly stream: EventStream
  readonly seq: number
  readonly id: string
}

function columnsOf(rows: readonly Row[]): unknown[] {
  return [
    rows.map(({ stream }) => stream.organizationId),
    rows.map(({ stream }) => stream.streamId),
    rows.map(({ seq }) => seq),
    rows.map(({ id }) => id),
  ]
}

const append = `with rows as (
    select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) as r (organization_id, stream_id, seq, id)
  ), moved as (
    update streams s set last_seq = r.seq, last_occurred_at = $7::timestamptz
    from (select organization_id, stream_id, max(seq) as seq from rows group by 1, 2) r
    where s.organization_id = r.organization_id and s.id = r.stream_id
  )
  insert into events (organization_id, stream_id, seq, id, type, object_id, data, previous, cause, occurred_at)
  select organization_id, stream_id, seq, id, 'dsync.user.created', 'directory_user_1',
    $5::jsonb || jsonb_build_object('organization_id', organization_id, 'directory_id', stream_id), null, $6::jsonb, $7::timestamptz
  from rows`
