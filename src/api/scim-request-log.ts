import type { ScimRequestRecord, StoredScimRequest } from '../model/scim-request.ts'
import type { Platform } from '../platform/platform.ts'
import { createTokenBuckets } from '../platform/token-buckets.ts'
import { createScimRequestBatches } from './scim-request-batches.ts'

/** The log of SCIM requests, which no request waits for. */
export type ScimRequestLog = {
  /** Keeps a record; returns at once and never throws. */
  record(record: ScimRequestRecord): void
  /** Writes what was recorded so far: call it before reading, so that a reader of this node sees what it has just done. */
  flush(): Promise<void>
  /** Writes what is left. */
  stop(): Promise<void>
}

export type ScimRequestLogOptions = {
  readonly platform: Platform
  /** Whose a directory is; null for one that does not exist. */
  organizationOf(directoryId: string): Promise<string | null>
  /** Writes records in one statement. */
  write(records: readonly StoredScimRequest[]): Promise<void>
}

// Anybody can send requests without a token. They are recorded, because a wrong token is what an administrator looks
// for, but so few that they push nothing else out.
const refusedPerSecond = 5
const refusedBurst = 50
const maxUnknown = 100

/**
 * Records of requests without a valid token have no organization yet: it is looked up here, and what names no directory is
 * forgotten. Those that are too many are counted: the next record that is kept says how many are missing before it.
 */
export function createScimRequestLog({ platform, organizationOf, write }: ScimRequestLogOptions): ScimRequestLog {
  const batches = createScimRequestBatches({ platform, write })
  const refused = createTokenBuckets({ clock: platform.clock, perSecond: refusedPerSecond, burst: refusedBurst })
  const unknown = new Set<Promise<void>>()

  async function recordUnknown(record: ScimRequestRecord): Promise<void> {
    const organizationId = await organizationOf(record.directoryId).catch(() => null)
    if (organizationId === null) return
    if (refused.take(record.directoryId) === 0) batches.add({ ...record, organizationId })
    else batches.drop(record.directoryId)
  }

  async function flush(): Promise<void> {
    await Promise.all(unknown)
    await batches.flush()
  }

  return {
    record(record) {
      const { organizationId } = record
      if (organizationId !== null) return batches.add({ ...record, organizationId })
      if (unknown.size >= maxUnknown) return
      const recording: Promise<void> = recordUnknown(record).finally(() => unknown.delete(recording))
      unknown.add(recording)
    },
    flush,
    stop: flush,
  }
}
