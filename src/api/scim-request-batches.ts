import type { ScimRequestRecord, StoredScimRequest } from '../model/scim-request.ts'
import type { Platform } from '../platform/platform.ts'

/** A record whose organization is known. */
export type OwnedScimRequest = ScimRequestRecord & { readonly organizationId: string }

type Waiting = OwnedScimRequest & Pick<StoredScimRequest, 'droppedBefore'>

/** Collects records in memory and writes them some at a time, one statement after the other. */
export type ScimRequestBatches = {
  add(record: OwnedScimRequest): void
  /** Counts a request of a directory that is not kept. */
  drop(directoryId: string): void
  /** Writes all that was added before. */
  flush(): Promise<void>
}

const batchSize = 200
const gatherMs = 500
// Some 16 KB of text each at most.
const maxWaiting = 2_000

/**
 * Where records come faster than the database takes them, the newest are dropped; where it does not answer, a whole batch
 * is. Both are counted, and the directory's next record says how many.
 */
export function createScimRequestBatches(options: {
  readonly platform: Platform
  write(records: readonly StoredScimRequest[]): Promise<void>
}): ScimRequestBatches {
  const { platform, write } = options
  const dropped = new Map<string, number>()
  let waiting: Waiting[] = []
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()
  let isWriting = false

  const drop = (directoryId: string, count = 1) => {
    dropped.set(directoryId, (dropped.get(directoryId) ?? 0) + count)
  }

  async function writeAll(atLeast: number): Promise<void> {
    while (waiting.length >= atLeast) {
      const batch = waiting.slice(0, batchSize)
      waiting = waiting.slice(batchSize)
      await writeBatch(toStored(batch, platform))
    }
  }

  async function writeBatch(records: readonly StoredScimRequest[]): Promise<void> {
    try {
      await write(records)
    } catch (error) {
      platform.log.warn({ err: error, requests: records.length }, 'SCIM requests could not be recorded')
      for (const { directoryId, droppedBefore } of records) drop(directoryId, droppedBefore + 1)
    }
  }

  function start(atLeast: number): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    isWriting = true
    const mine = writing.then(() => writeAll(atLeast))
    writing = mine
    return mine.finally(() => {
      if (writing !== mine) return
      isWriting = false
      if (waiting.length > 0) timer ??= setTimeout(start, gatherMs, 1).unref()
    })
  }

  return {
    add(record) {
      if (waiting.length >= maxWaiting) return drop(record.directoryId)
      const droppedBefore = dropped.get(record.directoryId) ?? 0
      if (droppedBefore > 0) dropped.delete(record.directoryId)
      waiting.push({ ...record, droppedBefore })
      if (isWriting) return
      if (waiting.length >= batchSize) void start(batchSize)
      else timer ??= setTimeout(start, gatherMs, 1).unref()
    },
    drop: (directoryId) => drop(directoryId),
    flush: () => start(1),
  }
}

/** Ids are made here, because one of a new millisecond costs more than all else of a record; the others of a batch do not. */
function toStored(batch: readonly Waiting[], { newId, clock }: Platform): readonly StoredScimRequest[] {
  const now = clock.now()
  return batch.map((record) => ({ ...record, id: newId('scim_request', now) }))
}
