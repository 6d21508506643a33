import type { Queryable } from './database.ts'
import type { StreamRef } from './feed.ts'

/** The channels on which processes wake one another. Polling covers a notification that is lost. */
export const channels = { written: 'muster_written', fed: 'muster_fed' } as const

/** Tells the sequencer, wherever it runs, which streams have new events. More than fit into one message are found by its scan. */
export async function notifyWritten(on: Queryable, streams: readonly StreamRef[]): Promise<void> {
  const payload = JSON.stringify(streams.slice(0, 64).map(({ organizationId, streamId }) => [organizationId, streamId]))
  await on.query({ name: 'notify', text: 'select pg_notify($1, $2)', values: [channels.written, payload] })
}

/** Makes a connection receive what is said on all channels. */
export async function listenToChannels(on: Queryable): Promise<void> {
  await on.query({ text: `listen ${channels.written}; listen ${channels.fed}` })
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
