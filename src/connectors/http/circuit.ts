import type { Clock } from '../../platform/clock.ts'
import { SourceError } from '../source-error.ts'

/**
 * Keeps a credential that is refused again and again from being tried further: vendors lock accounts for that.
 *
 *     closed ──so many refusals in a row──► open ──its time is over──► trying ──refused──► open
 *        ▲                                                               └──success──► closed
 */
export type Circuit = {
  /** Throws while the circuit is open. */
  check(): void
  refused(error: SourceError): void
  succeeded(): void
}

const refusalsToOpen = 5
const openForMs = 60_000

/** A circuit for one open connector. */
export function createCircuit(vendor: string, clock: Clock): Circuit {
  let refusals = 0
  let last: { readonly error: SourceError; readonly until: Date } | null = null
  return {
    check() {
      if (last === null || clock.now() >= last.until) return
      const { error, until } = last
      const text = `${vendor} refused ${refusals} requests in a row and is not asked again before ${until.toISOString()}. The last refusal: ${error.message}`
      throw new SourceError(error.code, text, { retryAt: until, requestId: error.requestId })
    },
    refused(error) {
      refusals += 1
      if (refusals >= refusalsToOpen) last = { error, until: new Date(clock.now().getTime() + openForMs) }
    },
    succeeded() {
      refusals = 0
      last = null
    },
  }
}
