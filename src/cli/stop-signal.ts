import { once } from 'node:events'
import type { Logger } from '../platform/log.ts'

// A terminal sends Ctrl-C to every process of its group, and npm passes on what it gets: one press can arrive twice.
const doubledWithin = 1000
const stopWithin = 10_000

/**
 * An abort signal for the order to stop (SIGTERM, SIGINT). From then on the process has 10 s to end by itself; a second
 * order ends it at once.
 */
export function listenForStop(log: Logger): AbortSignal {
  const controller = new AbortController()
  let orderedAt: number | undefined
  const stop = (signal: NodeJS.Signals) => {
    if (orderedAt === undefined) {
      orderedAt = performance.now()
      log.info({ signal }, 'stopping')
      controller.abort()
      setTimeout(() => exitNow(log, 1), stopWithin).unref()
    } else if (performance.now() - orderedAt > doubledWithin) {
      exitNow(log, signal === 'SIGINT' ? 130 : 143)
    }
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  return controller.signal
}

/** Waits until a signal is aborted. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
}

function exitNow(log: Logger, code: number): never {
  log.warn('ended without finishing what was in flight')
  process.exit(code)
}
