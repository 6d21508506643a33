import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Destination } from '../model/destination.ts'
import { listAttempts } from '../store/delivery-attempts.ts'
import { listWaitingStreams } from '../store/destination-streams.ts'
import { findDestination } from '../store/destinations.ts'
import { appendToFeed } from '../store/feed.ts'
import { selectFeedPage } from '../store/feed-page.ts'
import { countFailedEvents } from '../store/replayed-events.ts'
import { type DeliverySetup, eventually, setUpDelivery, upTo, writtenOf } from '../testing/delivery-setup.ts'
import { assertDescribedEvent } from '../testing/described-events.ts'
import { delivered, failed } from '../testing/recording-kind.ts'
import { enable, pauseByOperator, resume, rewind, rewindFailed } from './operations.ts'

const now = () => new Date()

test('a destination that failed for too long is paused and somebody is told; resumed, it gets what waited', async () => {
  let isDown = true
  await using s = await setUpDelivery(() => (isDown ? failed('connection refused') : delivered))
  const stream = await s.makeStream()
  const destination = await s.makeDestination({ organizationId: stream.organizationId })
  s.start()
  await s.append(stream, 5)
  await eventually(() => s.calls.length >= 3)
  assert.equal((await stored(s, destination))?.pausedAt, null)
  s.passDays(3)
  await eventually(async () => (await stored(s, destination))?.pausedAt != null)
  const paused = await stored(s, destination)
  assert.match(paused?.pausedReason ?? '', /^Nothing was delivered since .* connection refused$/)
  await eventually(() => s.errors.length > 0)
  assert.deepEqual(
    s.errors.map(({ message, data }) => [message, data.destination]),
    [['A destination was paused', destination.id]],
  )
  assert.deepEqual(s.wrote, [stream])
  await appendToFeed(s.database, null)
  const { events } = await selectFeedPage(s.database, { limit: 10, order: 'desc' })
  assert.equal(events[0]?.type, 'muster.destination.paused')
  assertDescribedEvent(events[0])
  assert.match(String(events[0]?.data.reason), /^Nothing was delivered since .* connection refused$/)
  assert.equal(events[0]?.data.url, 'https://example.com/hook')
  await s.append(stream, 2)
  isDown = false
  await s.database.transaction((on) => resume(on, destination, { streamId: null, at: now() }))
  s.tellOfDestinations()
  await eventually(() => s.deliveredTo(destination, stream).length >= 8)
  assert.deepEqual(s.deliveredTo(destination, stream), upTo(8))
  assert.equal((await stored(s, destination))?.pausedAt, null)
})

test('of a destination that gets the events of all, those of one organization learn neither where it is nor what it answers', async () => {
  await using s = await setUpDelivery(() => failed('it redirects to https://internal.example.com'))
  const stream = await s.makeStream()
  const destination = await s.makeDestination()
  s.start()
  await s.append(stream, 1)
  await eventually(() => s.calls.length >= 3)
  s.passDays(3)
  await eventually(async () => (await stored(s, destination))?.pausedAt != null)
  assert.match((await stored(s, destination))?.pausedReason ?? '', /internal\.example\.com/)
  await appendToFeed(s.database, null)
  const { events } = await selectFeedPage(s.database, { limit: 1, order: 'desc' })
  assertDescribedEvent(events[0])
  const { paused_at, reason, ...told } = events[0]?.data ?? {}
  assert.match(String(reason), /^Nothing was delivered since [^ ]*\.$/)
  assert.deepEqual(told, {
    object: 'destination',
    id: destination.id,
    kind: 'webhook',
    organization_id: null,
    directory_id: stream.streamId,
  })
})

test('one poison event does not pause a destination whose other directories had nothing to say for days', async () => {
  await using s = await setUpDelivery(({ streamId }) => (streamId === poison.streamId ? failed('422') : delivered))
  const [poison, quiet] = [await s.makeStream(), await s.makeStream()]
  const destination = await s.makeDestination()
  s.start()
  await s.append(poison, 1)
  await eventually(() => s.calls.length >= 2)
  s.passDays(1.5)
  await s.append(quiet, 1)
  await eventually(() => s.deliveredTo(destination, quiet).length === 1)
  s.passDays(1.6)
  await eventually(async () => (await waiting(s, destination)).some(({ pausedAt }) => pausedAt !== null))
  assert.equal((await stored(s, destination))?.pausedAt, null)
  await s.append(quiet, 1)
  await eventually(() => s.deliveredTo(destination, quiet).length === 2)
})

test('a stream is paused only together with the event that tells of it', async () => {
  await using s = await setUpDelivery(({ streamId }) => (streamId === poison.streamId ? failed('422') : delivered))
  const [poison, good] = [await s.makeStream(), await s.makeStream()]
  const destination = await s.makeDestination()
  await s.database.query({
    text: `create function refuse() returns trigger language plpgsql as $$ begin raise 'not now'; end $$;
      create trigger refuse before insert on events for each row when (new.type = 'muster.destination.paused')
        execute function refuse()`,
  })
  s.start()
  await s.append(poison, 1)
  await eventually(() => s.calls.length >= 2)
  s.passDays(2.9)
  await s.append(good, 1)
  await eventually(() => s.deliveredTo(destination, good).length === 1)
  s.passDays(0.2)
  const calls = s.calls.length
  await eventually(() => s.calls.length > calls + 3)
  // To drop the trigger would lock the partitions, against those that write at this moment.
  await s.database.query({
    text: 'create or replace function refuse() returns trigger language plpgsql as $$ begin return new; end $$',
  })
  await eventually(async () => (await waiting(s, destination)).some(({ pausedAt }) => pausedAt !== null))
  await eventually(async () => {
    await appendToFeed(s.database, null)
    const { events } = await selectFeedPage(s.database, { limit: 1, order: 'desc' })
    return events[0]?.type === 'muster.destination.paused'
  })
})

test('a stream that failed for too long is paused alone while others are delivered, and goes on behind what is skipped', async () => {
  await using s = await setUpDelivery(({ streamId, seqs }) =>
    streamId === poison.streamId && seqs[0] === 2 ? failed('422') : delivered,
  )
  const [poison, good] = [await s.makeStream(), await s.makeStream()]
  const destination = await s.makeDestination()
  s.start()
  await s.append(poison, 4)
  await s.append(good, 1)
  await eventually(() => s.calls.filter(({ isDelivered }) => !isDelivered).length >= 2)
  s.passDays(2.5)
  await s.append(good, 1)
  await eventually(() => s.deliveredTo(destination, good).length === 2)
  s.passDays(0.6)
  await eventually(async () => (await waiting(s, destination)).some(({ pausedAt }) => pausedAt !== null))
  assert.equal((await stored(s, destination))?.pausedAt, null)
  await s.append(good, 5)
  await eventually(() => s.deliveredTo(destination, good).length === 7)
  assert.deepEqual(s.deliveredTo(destination, poison), [1])
  await s.database.transaction((on) => resume(on, destination, { streamId: poison.streamId, skip: true, at: now() }))
  s.tellOfDestinations()
  await eventually(() => s.deliveredTo(destination, poison).length >= 3)
  assert.deepEqual(s.deliveredTo(destination, poison).slice(0, 3), [1, 3, 4])
})

test('a replay since an event delivers everything after it again, in order, and then what is new', async () => {
  await using s = await setUpDelivery()
  const [stream, other] = [await s.makeStream(), await s.makeStream()]
  const destination = await s.makeDestination()
  s.start()
  await s.append(stream, 10)
  await s.append(other, 10)
  await s.append(stream, 10)
  await eventually(() => s.deliveredTo(destination, stream).length + s.deliveredTo(destination, other).length === 30)
  await eventually(async () => (await positionOf(s, destination)) === 30)
  const { events } = await selectFeedPage(s.database, { limit: 100, order: 'asc' })
  const after = events[5]?.id ?? ''
  await s.database.transaction((on) => rewind(on, destination, { afterEventId: after, at: now() }))
  s.tellOfDestinations()
  await s.append(stream, 5)
  // What is new may still have gone out as it was before the replay: what was written down since is of the replay.
  await eventually(async () => (await writtenOf(s, destination, stream)) === 25)
  await eventually(async () => (await writtenOf(s, destination, other)) === 10)
  assert.deepEqual(s.deliveredTo(destination, stream).slice(-19), upTo(25, 7))
  assert.deepEqual(s.deliveredTo(destination, other), [...upTo(10), ...upTo(10)])
})

test('a replay since a time begins with what happened then', async () => {
  await using s = await setUpDelivery()
  const stream = await s.makeStream()
  const destination = await s.makeDestination()
  s.start()
  await s.append(stream, 3)
  await eventually(async () => (await writtenOf(s, destination, stream)) === 3)
  await new Promise((resolve) => setTimeout(resolve, 5))
  const since = now()
  await s.append(stream, 3)
  await eventually(async () => (await writtenOf(s, destination, stream)) === 6)
  await s.database.transaction((on) => rewind(on, destination, { since, at: now() }))
  s.tellOfDestinations()
  await eventually(() => s.deliveredTo(destination, stream).length === 9)
  assert.deepEqual(s.deliveredTo(destination, stream), [1, 2, 3, 4, 5, 6, 4, 5, 6])
})

test('a disabled destination gets nothing; enabled again it gets what waited, or, if asked, only what is new', async () => {
  await using s = await setUpDelivery()
  const stream = await s.makeStream()
  const [patient, forgetful] = [await s.makeDestination(), await s.makeDestination()]
  s.start()
  await s.append(stream, 2)
  await eventually(() => s.calls.length === 4)
  for (const one of [patient, forgetful]) await pauseByOperator(s.database, one, now())
  s.tellOfDestinations()
  await eventually(async () => (await owned(s)) === 0)
  await s.append(stream, 3)
  for (const [one, skip] of [
    [patient, false],
    [forgetful, true],
  ] as const) {
    await s.database.transaction((on) => enable(on, one, { skip, at: now() }))
  }
  s.tellOfDestinations()
  await s.append(stream, 1)
  await eventually(() => s.deliveredTo(patient, stream).length + s.deliveredTo(forgetful, stream).length === 9)
  assert.deepEqual(s.deliveredTo(patient, stream), upTo(6))
  assert.deepEqual(s.deliveredTo(forgetful, stream), [1, 2, 6])
})

test('events that retention removed before they were delivered are said to be lost, and the stream goes on', async () => {
  await using s = await setUpDelivery()
  const stream = await s.makeStream()
  const destination = await s.makeDestination()
  await s.append(stream, 10)
  await s.database.query({ text: 'delete from events where seq <= 4' })
  s.start()
  await eventually(() => s.deliveredTo(destination, stream).length === 6)
  assert.deepEqual(s.deliveredTo(destination, stream), upTo(10, 5))
  const text = 'The events 1 to 4 of this stream were past the retention before they were delivered.'
  assert.deepEqual(
    s.errors.map(({ message }) => message),
    [text],
  )
  const filter = { destinationId: destination.id, isDelivered: false }
  const page = { limit: 10, order: 'asc', after: null, before: null } as const
  await eventually(async () => (await listAttempts(s.database, filter, page)).records.length === 1)
  const [gap] = (await listAttempts(s.database, filter, page)).records
  assert.deepEqual([gap?.error, gap?.firstSeq, gap?.lastSeq], [text, 1, 4])
})

test('positions that retention removed before a destination was told of them are said to be lost', async () => {
  await using s = await setUpDelivery()
  const stream = await s.makeStream()
  const destination = await s.makeDestination()
  await s.append(stream, 3)
  await s.append(stream, 3)
  await s.database.query({ text: 'delete from events where seq <= 3' })
  await s.database.query({ text: 'delete from feed where position < 4' })
  await s.database.query({ text: 'update feed_state set oldest_position = 4' })
  s.start()
  await eventually(() => s.deliveredTo(destination, stream).length === 3)
  assert.deepEqual(s.deliveredTo(destination, stream), [4, 5, 6])
  assert.match(s.errors[0]?.message ?? '', /positions 1 to 3 of the feed/)
})

function stored({ database }: DeliverySetup, { id }: Pick<Destination, 'id'>) {
  return findDestination(database, id, null)
}

function waiting({ database }: DeliverySetup, { id }: Pick<Destination, 'id'>) {
  return listWaitingStreams(database, id, { organizationId: null, isFailing: false, limit: 10 })
}

async function positionOf({ database }: DeliverySetup, { id }: Pick<Destination, 'id'>): Promise<number> {
  const [row] = await database.query<{ position: number }>({
    text: 'select position from destinations where id = $1',
    values: [id],
  })
  return row?.position ?? 0
}

async function owned({ database }: DeliverySetup): Promise<number> {
  const [row] = await database.query<{ count: number }>({
    text: 'select count(*)::integer as count from destinations where owner is not null',
  })
  return row?.count ?? 0
}

test('a replay of what failed sends each directory again from its first event that was skipped, and no other directory', async () => {
  const time = { isBroken: true }
  await using s = await setUpDelivery((call) => (time.isBroken && call.seqs.includes(2) ? failed() : delivered))
  const [broken, other] = [await s.makeStream(), await s.makeStream()]
  const destination = await s.makeDestination()
  const since = new Date(Date.now() - 60_000)
  s.start()
  await s.append(broken, 4)
  await s.append(other, 1)
  // What was delivered and not written down yet would come again after the change below.
  await eventually(async () => (await writtenOf(s, destination, other)) === 1)
  const waiting = { organizationId: null, isFailing: true, limit: 10 }
  await eventually(async () => (await listWaitingStreams(s.database, destination.id, waiting)).length === 1)
  await s.database.transaction((on) =>
    resume(on, destination, { streamId: broken.streamId, skip: true, at: s.platform.clock.now() }),
  )
  s.tellOfDestinations()
  await eventually(() => s.deliveredTo(destination, broken).length === 3)
  assert.deepEqual(s.deliveredTo(destination, broken), [1, 3, 4])
  const counted = await countFailedEvents(s.database, destination, since)
  assert.deepEqual(counted, { events: 3, directories: 1, isComplete: true })
  time.isBroken = false
  await s.database.transaction((on) => rewindFailed(on, destination, { at: s.platform.clock.now(), since }))
  s.tellOfDestinations()
  await eventually(() => s.deliveredTo(destination, broken).length === 6)
  assert.deepEqual(s.deliveredTo(destination, broken), [1, 3, 4, 2, 3, 4])
  assert.deepEqual(s.deliveredTo(destination, other), [1])
  await eventually(async () => (await countFailedEvents(s.database, destination, since)).events === 0)
})
