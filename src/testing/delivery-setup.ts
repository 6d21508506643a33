import assert from 'node:assert/strict'
import { type Delivery, startDelivery } from '../delivery/delivery.ts'
import type { DeliveryPace } from '../delivery/delivery-options.ts'
import { createDestinationSealer } from '../delivery/open-destination.ts'
import { appendEvents } from '../events/append-events.ts'
import type { Destination } from '../model/destination.ts'
import type { EventType } from '../model/event.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { insertDestination, type NewDestination } from '../store/destinations.ts'
import { lockStream } from '../store/directory-head.ts'
import { appendToFeed, type StreamRef } from '../store/feed.ts'
import { createTestDatabase } from './database.ts'
import { makeDirectory, testCause, testPlatform } from './directories.ts'
import { type Answering, createRecordingKind, type RecordedCall } from './recording-kind.ts'

/** Delivery that is in a hurry: what takes seconds and days otherwise takes milliseconds. */
const hurry: Partial<DeliveryPace> = {
  lookEvery: 50,
  positionEvery: 20,
  idlePositionEvery: 50,
  gatherFor: 1,
  stopWithin: 3000,
  retrySteps: [10, 20, 40],
  probeSteps: [10, 20],
}

export type StartedDelivery = Delivery & {
  /** Cuts the process off from the database, as if it had died. */
  kill(): void
  /** Has the connection break right behind the next commit of attempts, so that nobody hears of it. */
  loseNextCommit(): void
}

/** A database with streams and destinations, and any number of processes that deliver. */
export async function setUpDelivery(answer?: Answering) {
  const created = await createTestDatabase()
  const { database } = created
  const time = { ahead: 0 }
  const platform = { ...testPlatform(), clock: { now: () => new Date(Date.now() + time.ahead) } }
  const { kinds, ...recorded } = createRecordingKind(answer)
  const news = createListeners()
  const destinationNews = createListeners()
  const wrote: StreamRef[] = []
  const running: Delivery[] = []
  const errors: { readonly message: string; readonly data: Record<string, unknown> }[] = []
  const log = Object.assign(Object.create(platform.log), {
    error: (data: Record<string, unknown>, message: string) => errors.push({ data, message }),
  })

  function start(pace: Partial<DeliveryPace> = {}): StartedDelivery {
    const cut = { isCut: false, isCommitLost: false }
    const delivery = startDelivery({
      database: cuttable(database, cut),
      platform: { ...platform, log },
      eventLog: {
        onNews: news.listen,
        onDestinations: destinationNews.listen,
        wrote: (stream) => wrote.push(stream),
      },
      kinds,
      sealer: createDestinationSealer(Buffer.alloc(32, 1)),
      tools: { platform, allowPrivateNetworks: true, externalIdOf: async () => null },
      attemptRetentionDays: 14,
      pace: { ...hurry, ...pace },
    })
    running.push(delivery)
    return { ...delivery, ...breakages(cut) }
  }

  async function makeStream({ organizationId }: { organizationId?: string } = {}): Promise<StreamRef> {
    const made = await makeDirectory(database, { organizationId })
    return { organizationId: made.organizationId, streamId: made.directoryId }
  }

  const makeDestination = (given: Partial<NewDestination> = {}) => insertTestDestination({ database, platform }, given)

  /** Writes events into a stream and the feed; their types in turn. */
  async function append(stream: StreamRef, count: number, types?: readonly EventType[]): Promise<void> {
    await appendTestEvents({ database, platform }, stream, { count, types })
    await appendToFeed(database, null)
    news.tell()
  }

  return {
    database,
    platform,
    ...recorded,
    wrote,
    errors,
    start,
    makeStream,
    makeDestination,
    append,
    tellOfDestinations: destinationNews.tell,
    /** Puts the clock forward. */
    passDays: (days: number) => Object.assign(time, { ahead: time.ahead + days * 86_400_000 }),
    /** What was delivered of a stream to a destination, in order. */
    deliveredTo: (destination: Pick<Destination, 'id'>, stream: StreamRef) => seqsOf(recorded, destination, stream),
    async [Symbol.asyncDispose]() {
      await Promise.all(running.map((delivery) => delivery.stop()))
      await created[Symbol.asyncDispose]()
    },
  }
}

export type DeliverySetup = Awaited<ReturnType<typeof setUpDelivery>>

type Ground = { readonly database: Database; readonly platform: Platform }

function insertTestDestination({ database, platform }: Ground, given: Partial<NewDestination>): Promise<Destination> {
  const now = platform.clock.now()
  return insertDestination(database, {
    id: platform.newId('we', now),
    organizationId: null,
    kind: 'webhook',
    settings: { url: 'https://example.com/hook' },
    sealedSecrets: null,
    eventTypes: null,
    batchSize: 1,
    parallel: 16,
    isEnabled: true,
    createdAt: now,
    ...given,
  })
}

async function appendTestEvents(
  { database, platform }: Ground,
  stream: StreamRef,
  { count, types = ['dsync.user.created'] }: { readonly count: number; readonly types?: readonly EventType[] },
): Promise<void> {
  const events = Array.from({ length: count }, (_, index) => ({
    type: types[index % types.length] as EventType,
    objectId: 'directory_user_1',
    data: { object: 'directory_user', id: `directory_user_${index}` },
    previous: null,
    cause: testCause,
  }))
  await database.transaction(async (transaction) => {
    const head = await lockStream(transaction, stream.organizationId, stream.streamId)
    assert.ok(head)
    await appendEvents(transaction, { ...stream, head, newId: platform.newId, now: platform.clock.now() }, events)
  })
}

function createListeners() {
  const all = new Set<() => void>()
  return {
    listen(listener: () => void) {
      all.add(listener)
      return () => all.delete(listener)
    },
    tell() {
      for (const listener of all) listener()
    },
  }
}

type Recorded = { readonly calls: readonly RecordedCall[] }

function seqsOf({ calls }: Recorded, destination: Pick<Destination, 'id'>, stream: StreamRef): number[] {
  return calls
    .filter((call) => call.isDelivered && call.destinationId === destination.id && call.streamId === stream.streamId)
    .flatMap(({ seqs }) => seqs)
}

/** Up to where it is written down that a stream was delivered: what is not comes again once the streams are moved. */
export async function writtenOf(
  { database }: Pick<DeliverySetup, 'database'>,
  { id }: Pick<Destination, 'id'>,
  { organizationId, streamId }: StreamRef,
): Promise<number> {
  const [row] = await database.query<{ done_seq: number }>({
    text: `select done_seq from destination_streams
      where destination_id = $1 and organization_id = $2 and stream_id = $3`,
    values: [id, organizationId, streamId],
  })
  return row?.done_seq ?? 0
}

type Cut = { isCut: boolean; isCommitLost: boolean }

function breakages(cut: Cut) {
  return {
    kill: () => Object.assign(cut, { isCut: true }),
    loseNextCommit: () => Object.assign(cut, { isCommitLost: true }),
  }
}

/** A database that answers nothing any more once it is cut, or once does not say that it committed. */
function cuttable(database: Database, cut: Cut): Database {
  const refuse = () => {
    if (cut.isCut) throw new Error('cut off')
  }
  return {
    ...database,
    async query(query) {
      refuse()
      return database.query(query)
    },
    async transaction(work) {
      refuse()
      let hasAttempts = false
      const result = await database.transaction(async (transaction) => {
        const done = await work({
          query(query) {
            hasAttempts ||= query.text.includes('insert into delivery_attempts')
            return transaction.query(query)
          },
        })
        refuse()
        return done
      })
      if (!cut.isCommitLost || !hasAttempts) return result
      cut.isCommitLost = false
      throw new Error('The connection broke')
    },
  }
}

/** Waits until something holds. */
export async function eventually(check: () => boolean | Promise<boolean>, what = 'it'): Promise<void> {
  const until = performance.now() + 120_000
  while (!(await check())) {
    if (performance.now() > until) throw new Error(`${what} did not happen within two minutes`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** The numbers from 1 (or another) to `last`. */
export function upTo(last: number, first = 1): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
