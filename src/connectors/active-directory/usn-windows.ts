import { AndFilter, type Entry, type Filter, GreaterThanEqualsFilter, LessThanEqualsFilter } from 'ldapts'
import { SourceError } from '../source-error.ts'

/** What is read by update sequence numbers. */
export type UsnScan = {
  readonly attribute: 'uSNCreated' | 'uSNChanged'
  /** The first and the last number that are read. */
  readonly from: number
  readonly through: number
  /** Searches for what satisfies the filter and, if it wants, more. */
  read(filter: Filter): Promise<readonly Entry[]>
}

/** Everything up to a number. */
export type UsnWindow = { readonly entries: readonly Entry[]; readonly through: number }

const firstWidth = 4096
/** Bounds what a server without size limit answers at once. */
const widest = 65_536
/** Below so many entries the next window is wider. */
const few = 200
/** Above so many it is narrower: where servers have no size limit, memory has. */
const many = 1000

/**
 * Lists entries in windows of update sequence numbers: unlike the cookies of paged results, which end with their connection, a
 * number is a place at which another connection goes on. Of a window with more than the server gives at once (sizeLimitExceeded,
 * 1,000 by default) the half is read. A number is that of one object on one domain controller.
 */
export async function* usnWindows(scan: UsnScan): AsyncGenerator<UsnWindow> {
  let width = firstWidth
  for (let low = scan.from; low <= scan.through; ) {
    const high = Math.min(low + width - 1, scan.through)
    const entries = await readWindow(scan, low, high)
    if (entries === null) {
      width = Math.floor((high - low + 1) / 2)
      continue
    }
    yield { entries, through: high }
    low = high + 1
    if (entries.length < few) width = Math.min(width * 4, widest)
    else if (entries.length > many) width = Math.max(1, Math.floor(width / 4))
  }
}

async function readWindow(scan: UsnScan, low: number, high: number): Promise<readonly Entry[] | null> {
  const { attribute } = scan
  const filters = [
    new GreaterThanEqualsFilter({ attribute, value: String(low) }),
    new LessThanEqualsFilter({ attribute, value: String(high) }),
  ]
  try {
    return await scan.read(new AndFilter({ filters }))
  } catch (error) {
    if (high > low && error instanceof SourceError && isSizeLimit(error.cause)) return null
    throw error
  }
}

function isSizeLimit(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 4
}
