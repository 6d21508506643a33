import type { OpenConnector } from '../../connectors/connector.ts'
import { SourceError, type SourceErrorCode } from '../../connectors/source-error.ts'
import { AppError, type ErrorCode } from '../../errors.ts'
import { type Openable, openSource } from '../../sync/open-source.ts'
import type { ApiContext } from '../api-context.ts'

/** How long somebody waits for a source while it is looked at for him. */
const patienceMs = 25_000

const passing: readonly SourceErrorCode[] = ['rate_limited', 'unreachable', 'unreadable', 'listing_incomplete']

/**
 * Opens the source of a connection for somebody who waits for what it says, and closes it. What goes wrong there is told with
 * what to do. Never within a transaction: a source may take long.
 */
export function withSource<T>(
  context: ApiContext,
  connection: Openable,
  work: (source: OpenConnector, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return context.sourceLooks.run(connection.organizationId, () => look(context, connection, work))
}

async function look<T>(
  context: ApiContext,
  connection: Openable,
  work: (source: OpenConnector, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(patienceMs)
  try {
    const source = openSource(context, connection)
    try {
      return await inTime(work(source, signal), signal)
    } finally {
      await source.close()
    }
  } catch (error) {
    throw signal.aborted ? new AppError('source_too_slow', { seconds: patienceMs / 1000 }) : toAppError(error)
  }
}

/** A source that does not heed the signal is not waited for, either. */
function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

function toAppError(error: unknown): unknown {
  if (!(error instanceof SourceError)) return error
  const code: ErrorCode = passing.includes(error.code) ? 'source_unavailable' : 'source_refused'
  return new AppError(code, { detail: error.message, source: error.code }, { cause: error })
}
