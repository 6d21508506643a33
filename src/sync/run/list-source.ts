import { setTimeout as after, setImmediate as nextTurn } from 'node:timers/promises'
import type { Listing, SourcePage } from '../../connectors/connector.ts'
import { SourceError, type SourceErrorCode } from '../../connectors/source-error.ts'
import { needsFullRun } from '../scope/scope-members.ts'
import { lookAhead, type PageAhead } from './look-ahead.ts'
import { sealPosition } from './position.ts'
import type { RunContext } from './run-context.ts'
import { scopeChanged } from './run-failed.ts'
import type { RunProgress } from './run-progress.ts'
import { writePage } from './write-page.ts'

/** What a listing needs besides the context. */
export type ListingOptions = {
  /** Where the last incremental run ended; null for a full run. */
  readonly cursor: string | null
  /** Milliseconds before a page that could not be read is tried again: once each. */
  readonly retries: readonly number[]
  /** Told of each page that is committed. */
  readonly onPage: (progress: RunProgress) => void
}

// What may be a hiccup of the source: the same page is asked for again.
const retried: readonly SourceErrorCode[] = ['unreadable', 'listing_incomplete']

/**
 * Lists the source from where the run is, and commits each page while the next one is on its way. A page that cannot be read is tried
 * again; what lasts is thrown, as everything else is. Gives the run when everything is listed, with the new cursor.
 */
export async function listSource(
  context: RunContext,
  progress: RunProgress,
  options: ListingOptions,
): Promise<RunProgress> {
  let current = progress
  let tries = 0
  for (;;) {
    try {
      const onPage = (next: RunProgress) => {
        current = next
        tries = 0
        options.onPage(next)
      }
      const cursor = await listOnce(context, current, { cursor: options.cursor, onPage })
      return { ...current, position: { ...current.position, cursor } }
    } catch (error) {
      const pause = options.retries[tries]
      if (context.signal.aborted || pause === undefined || !isRetried(error)) throw error
      tries += 1
      await after(pause, undefined, { signal: context.signal })
    }
  }
}

function isRetried(error: unknown): boolean {
  return error instanceof SourceError && retried.includes(error.code)
}

async function listOnce(
  context: RunContext,
  progress: RunProgress,
  { cursor, onPage }: Pick<ListingOptions, 'cursor' | 'onPage'>,
): Promise<string | null> {
  let current = progress
  const listing = openListing(context, current.position.from, cursor)
  try {
    let reading = readAhead(context, listing, null)
    for (;;) {
      const { done, value } = await reading
      if (done) return value.cursor
      context.signal.throwIfAborted()
      if (context.run.kind === 'incremental' && needsFullRun(context.connection.scope, value.page)) throw scopeChanged()
      const committing = commitPage(context, current, value)
      reading = readAhead(context, listing, value.page)
      current = await committing
      onPage(current)
    }
  } finally {
    // A generator that is in the middle of a request ends with that; nobody has to wait for it.
    listing.return({ cursor: null }).catch(() => {})
  }
}

function openListing({ source, signal }: RunContext, from: string | null, cursor: string | null): Listing {
  if (cursor === null) return source.full(from, signal)
  if (!source.incremental) throw new SourceError('cursor_expired', 'This source tells no changes any more.')
  return source.incremental(cursor, from, signal)
}

type Ahead = IteratorResult<PageAhead, { readonly cursor: string | null }>

/** Reads the next page and looks at it while the page before is committed. */
function readAhead(context: RunContext, listing: Listing, before: SourcePage | null): Promise<Ahead> {
  const reading = waitTurns().then(async (): Promise<Ahead> => {
    const { done, value } = await read(listing, context.signal)
    if (done) return { done, value }
    await nextTurn()
    return { done: false, value: await lookAhead(context, value, before) }
  })
  // It may fail while the page before is committed; whoever waits for it is told.
  reading.catch(() => {})
  return reading
}

/** By then what commits the page before has sent its first queries, and PostgreSQL works meanwhile. */
async function waitTurns(): Promise<void> {
  await nextTurn()
  await nextTurn()
}

/** The next page. A source that does not heed the signal is not waited for: what it says later is of no use. */
function read(listing: Listing, signal: AbortSignal): ReturnType<Listing['next']> {
  return new Promise<Awaited<ReturnType<Listing['next']>>>((resolve, reject) => {
    const end = () => reject(signal.reason)
    if (signal.aborted) return end()
    signal.addEventListener('abort', end)
    listing
      .next()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', end))
  })
}

async function commitPage(context: RunContext, progress: RunProgress, ahead: PageAhead): Promise<RunProgress> {
  const { page } = ahead
  const position = { ...progress.position, from: page.resume, pauses: 0, pausedSince: null }
  const place = {
    page: progress.pages,
    sealedPosition: sealPosition(context.sealer, position),
    counts: progress.counts,
    expected: page.expected ?? progress.expected,
  }
  const counts = await writePage(context, ahead, place)
  return { ...progress, pages: progress.pages + 1, position, counts, expected: place.expected }
}
