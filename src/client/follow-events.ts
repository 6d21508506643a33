import { type Checkpoint, createCheckpointer } from './checkpointer.ts'
import { MusterError } from './errors.ts'
import type { EventType, MusterEvent } from './events.ts'
import type { Page } from './list.ts'
import { backoff, pause } from './pause.ts'
import { type Api, isPassing, type Query, waitFor } from './request.ts'
import { readMessages } from './server-sent-events.ts'
import { toError } from './to-error.ts'

export type FollowOptions = {
  /** The id of the event to begin after; without one it begins with the oldest event that is kept. */
  readonly cursor?: string | null
  /** Only these types. */
  readonly events?: readonly EventType[]
  /** Only this organization. */
  readonly organizationId?: string
  /** Ends the loop, without an error. */
  readonly signal?: AbortSignal
  /** Where the place is kept. What it loads goes before `cursor`. */
  readonly checkpoint?: Checkpoint
  /** How often to look where no stream can be had, in milliseconds. Default: 2000. */
  readonly pollMs?: number
  /** Told of what went wrong in passing: the server was restarted, the connection was lost. It goes on by itself. */
  readonly onError?: (error: unknown) => void
}

/** What was read: an event, or only a place that was reached without one. */
type Read = { readonly id: string; readonly event: MusterEvent | null }
type Following = { readonly api: Api; readonly options: FollowOptions; readonly signal: AbortSignal }

// The server says every 15 s that a stream lives.
const silenceMs = 45_000
const pageSize = 100

/**
 * Every event after a place, in order, for ever: first those that are there, by pages, then those that come, by the
 * stream. Connections that are lost are made again. An event counts as handled when the next one is asked for, and only
 * then its id is saved: after a crash the ones since are repeated (at least once), and none is missed.
 */
export async function* followEvents(api: Api, options: FollowOptions): AsyncGenerator<MusterEvent, void, undefined> {
  const checkpointer = createCheckpointer(options.checkpoint)
  const following = { api, options, signal: options.signal ?? new AbortController().signal }
  const place = { cursor: (await checkpointer.load()) || options.cursor || null, failures: 0 }
  try {
    while (!following.signal.aborted) {
      try {
        for await (const { id, event } of readOn(following, place.cursor)) {
          if (event) yield event
          place.cursor = id
          place.failures = 0
          await checkpointer.handled(id)
          if (following.signal.aborted) return
        }
      } catch (error) {
        await recover(error, following, place)
      }
    }
  } finally {
    await checkpointer.flush()
  }
}

/** Waits for what has failed in passing; throws what trying again does not help. */
async function recover(error: unknown, { options, signal }: Following, place: { failures: number }): Promise<void> {
  if (signal.aborted) return
  if (!isPassing(error)) throw error
  options.onError?.(error)
  await pause(waitFor(error, place.failures), signal)
  place.failures += 1
}

/** Reads until the stream ends. */
async function* readOn(following: Following, from: string | null): AsyncGenerator<Read> {
  const { pollMs = 2_000 } = following.options
  let cursor = from
  for await (const read of readPages(following, from)) {
    cursor = read.id
    yield read
  }
  const place = cursor === null ? await findPlace(following) : null
  if (place !== null) {
    // What was there before the place was looked for is read once more, since nothing of it was seen.
    for await (const read of readPages(following, null)) {
      cursor = read.id
      yield read
    }
    cursor ??= place
    yield { id: cursor, event: null }
  }
  const stream = cursor === null ? null : await openStream(following, cursor)
  if (stream) yield* readStream(following, stream)
  // One that ends at once must not be asked for again and again.
  await pause(stream ? backoff(0, pollMs) : pollMs, following.signal)
}

async function* readPages({ api, options, signal }: Following, from: string | null): AsyncGenerator<Read> {
  let after = from
  for (;;) {
    const query = { ...scopeOf(options), order: 'asc', limit: pageSize, after }
    const page = await api.send<Page<MusterEvent>>({ method: 'GET', path: '/events', query, options: { signal } })
    for (const event of page.data) yield { id: event.id, event }
    const next = page.list_metadata.after
    if (next === null) return
    // The server looks at so many events at once only, and says how far it came without finding any.
    if (page.data.at(-1)?.id !== next) yield { id: next, event: null }
    after = next
  }
}

/** The newest event of any type: nothing that is asked for came before it. Null while there is none at all. */
async function findPlace({ api, options, signal }: Following): Promise<string | null> {
  const query = { organization_id: options.organizationId, order: 'desc', limit: 1 }
  const page = await api.send<Page<MusterEvent>>({ method: 'GET', path: '/events', query, options: { signal } })
  return page.data[0]?.id ?? null
}

type OpenStream = { readonly body: ReadableStream<Uint8Array>; readonly quiet: AbortController }

/** Opens the stream; null where there is none: a server without it, too many streams, a proxy that does not let it through. */
async function openStream({ api, options, signal }: Following, after: string): Promise<OpenStream | null> {
  const quiet = new AbortController()
  const query = { ...scopeOf(options), after }
  const both = AbortSignal.any([signal, quiet.signal])
  const call = { method: 'GET', path: '/events/stream', query, options: { signal: both } } as const
  try {
    const answer = await api.open(call, { accept: 'text/event-stream' })
    const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false
    if (isStream && answer.body) return { body: answer.body, quiet }
    await answer.body?.cancel()
    return null
  } catch (error) {
    if (error instanceof MusterError && [404, 405, 406, 501, 503].includes(error.status)) return null
    throw error
  }
}

async function* readStream({ signal }: Following, { body, quiet }: OpenStream): AsyncGenerator<Read> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const watch = () => {
    clearTimeout(timer)
    timer = setTimeout(() => quiet.abort(), silenceMs)
  }
  watch()
  try {
    for await (const { id, event, data } of readMessages(body)) {
      clearTimeout(timer)
      if (event === 'error') throw toError(data, { status: 410, requestId: null, retryAfter: null })
      if (data !== '') yield toRead(data)
      else if (id) yield { id, event: null }
      watch()
    }
  } catch (error) {
    // A stream that breaks off is one that has ended: what is left is read by pages.
    if (signal.aborted || error instanceof MusterError) throw error
  } finally {
    clearTimeout(timer)
  }
}

function toRead(data: string): Read {
  const event = JSON.parse(data) as MusterEvent
  return { id: event.id, event }
}

function scopeOf({ events, organizationId }: FollowOptions): Query {
  return { events, organization_id: organizationId }
}
