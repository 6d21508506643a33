import type { Queryable } from './database.ts'
import type { StreamRef } from './feed.ts'

/** The channels on which processes wake one another. Polling covers a notification that is lost. */
export const channels = {
  written: 'muster_written',
  fed: 'muster_fed',
  destinations: 'muster_destinations',
  sync: 'muster_sync',
} as const

// A message may have 8000 bytes.
const streamsPerMessage = 64

/** Tells the sequencer, wherever it runs, which streams have new events, in as many messages as they need. */
export async function notifyWritten(on: Queryable, streams: readonly StreamRef[]): Promise<void> {
  const pairs = streams.map(({ organizationId, streamId }) => [organizationId, streamId])
  const messages = Array.from({ length: Math.ceil(pairs.length / streamsPerMessage) }, (_, index) =>
    JSON.stringify(pairs.slice(index * streamsPerMessage, (index + 1) * streamsPerMessage)),
  )
  await on.query({
    name: 'notify-written',
    text: 'select pg_notify($1, message) from unnest($2::text[]) as m (message)',
    values: [channels.written, messages],
  })
}

/** Tells the processes that deliver to look at the destinations: one is new, changed, or has no owner any more. */
export async function notifyDestinations(on: Queryable): Promise<void> {
  await on.query({ name: 'notify-destinations', text: 'select pg_notify($1, $2)', values: [channels.destinations, ''] })
}

/** Tells the processes that read sources that there is something to do: a run was asked for, or something about one was decided. */
export async function notifySync(on: Queryable): Promise<void> {
  await on.query({ name: 'notify-sync', text: 'select pg_notify($1, $2)', values: [channels.sync, ''] })
}

/** Makes a connection receive what is said on all channels. */
export async function listenToChannels(on: Queryable): Promise<void> {
  await on.query({
    text: Object.values(channels)
      .map((channel) => `listen ${channel}`)
      .join('; '),
  })
}

/** Reads what `notifyWritten` sent; nothing for a message of another form. */
export function parseWritten(payload: string): StreamRef[] {
  try {
    const pairs: unknown = JSON.parse(payload)
    return Array.isArray(pairs) ? pairs.flatMap(toStream) : []
  } catch {
    return []
  }
}

function toStream(pair: unknown): StreamRef[] {
  const [organizationId, streamId] = Array.isArray(pair) ? pair : []
  return typeof organizationId === 'string' && typeof streamId === 'string' ? [{ organizationId, streamId }] : []
}
