import assert from 'node:assert/strict'
import { test } from 'node:test'
import { updateDestination } from '../store/destinations.ts'
import { eventually, setUpDelivery, upTo, writtenOf } from '../testing/delivery-setup.ts'
import { delivered, failed } from '../testing/recording-kind.ts'

const shortLease = { aliveFor: 400 }

test('what a dead process delivered to goes on in another, which repeats only what was not written down', async () => {
  await using s = await setUpDelivery()
  const stream = await s.makeStream()
  const destination = await s.makeDestination()
  const first = s.start()
  await s.append(stream, 20)
  await eventually(async () => (await writtenOf(s, destination, stream)) === 20)
  first.kill()
  await s.database.query({ text: `update delivery_nodes set alive_until = now() - interval '1 ms'` })
  await s.append(stream, 10)
  s.start()
  await eventually(async () => (await writtenOf(s, destination, stream)) === 30)
  assert.deepEqual(s.deliveredTo(destination, stream), upTo(30))
})

test('processes share the destinations, and a new one gets its part', async () => {
  await using s = await setUpDelivery()
  const stream = await s.makeStream()
  const destinations = await Promise.all(upTo(8).map(() => s.makeDestination()))
  s.start()
  await eventually(async () => (await ownersOf(s)).get('none') === undefined)
  assert.deepEqual([...(await ownersOf(s)).values()], [8])
  await s.append(stream, 50)
  const second = s.start()
  await s.append(stream, 50)
  await eventually(async () => [...(await ownersOf(s)).values()].join() === '4,4')
  await s.append(stream, 50)
  await eventually(() => destinations.every((one) => s.deliveredTo(one, stream).at(-1) === 150))
  for (const one of destinations) assert.deepEqual(s.deliveredTo(one, stream), upTo(150))
  await second.stop()
  await s.append(stream, 10)
  await eventually(() => destinations.every((one) => s.deliveredTo(one, stream).at(-1) === 160))
  for (const one of destinations) assert.deepEqual(s.deliveredTo(one, stream), upTo(160))
})

test('a stop finishes what is in flight and repeats nothing', async () => {
  await using s = await setUpDelivery(async () => {
    await new Promise((resolve) => setTimeout(resolve, 3))
    return delivered
  })
  const stream = await s.makeStream()
  const destination = await s.makeDestination()
  const first = s.start()
  await s.append(stream, 60)
  await eventually(() => s.deliveredTo(destination, stream).length >= 10)
  await first.stop()
  s.start()
  await eventually(() => s.deliveredTo(destination, stream).at(-1) === 60)
  assert.deepEqual(s.deliveredTo(destination, stream), upTo(60))
})

test('what a person changes of a destination counts at once', async () => {
  await using s = await setUpDelivery()
  const stream = await s.makeStream()
  const destination = await s.makeDestination({ eventTypes: ['dsync.user.created'] })
  s.start()
  await s.append(stream, 4, ['dsync.user.created', 'dsync.user.deleted'])
  await eventually(() => s.deliveredTo(destination, stream).length === 2)
  await updateDestination(s.database, { ...destination, eventTypes: ['dsync.user.deleted'], updatedAt: new Date() })
  s.tellOfDestinations()
  await eventually(() => s.opened.some(({ generation }) => generation > destination.generation))
  await s.append(stream, 4, ['dsync.user.created', 'dsync.user.deleted'])
  await eventually(() => s.deliveredTo(destination, stream).length >= 4)
  assert.deepEqual(s.deliveredTo(destination, stream), [1, 3, 6, 8])
})

test('the position of a destination follows, and is never before what waits', async () => {
  let isDown = true
  await using s = await setUpDelivery(({ streamId }) => (isDown && streamId === bad.streamId ? failed() : delivered))
  const [good, bad] = [await s.makeStream(), await s.makeStream()]
  const destination = await s.makeDestination()
  const first = s.start()
  await s.append(good, 5)
  await s.append(bad, 5)
  await s.append(good, 5)
  await eventually(async () => (await positionOf(s, destination.id)) === 15)
  // A position moves past what waits, once that is written down.
  await eventually(async () => (await writtenOf(s, destination, good)) === 10)
  await first.stop()
  isDown = false
  s.start()
  await eventually(() => s.deliveredTo(destination, bad).at(-1) === 5)
  assert.deepEqual(s.deliveredTo(destination, bad), upTo(5))
  assert.deepEqual(s.deliveredTo(destination, good), upTo(10))
})

test('every event arrives in order although processes die at random and calls fail at random', async () => {
  let random = 12345
  const next = () => {
    random = (random * 1103515245 + 12345) % 2147483648
    return random / 2147483648
  }
  await using s = await setUpDelivery(() => (next() < 0.2 ? failed() : delivered))
  const streams = await Promise.all(upTo(5).map(() => s.makeStream()))
  const destinations = [await s.makeDestination(), await s.makeDestination({ batchSize: 7 })]
  const seen = { events: 0 }
  let running = [s.start(shortLease), s.start(shortLease)]
  for (let round = 0; round < 12; round += 1) {
    for (const stream of streams) await s.append(stream, 10)
    seen.events += 10
    if (round % 4 === 3) {
      running[0]?.kill()
      running = [...running.slice(1), s.start(shortLease)]
    }
    await new Promise((resolve) => setTimeout(resolve, next() * 60))
  }
  const isAtEnd = () =>
    destinations.every((one) => streams.every((stream) => s.deliveredTo(one, stream).includes(seen.events)))
  await eventually(isAtEnd)
  for (const one of destinations) for (const stream of streams) assertInOrder(s.deliveredTo(one, stream), seen.events)
})

/** First deliveries are dense and in order: what comes again never leaves a hole before what is new. */
function assertInOrder(seqs: readonly number[], last: number): void {
  let highest = 0
  for (const seq of seqs) {
    assert.ok(seq <= highest + 1, `${seq} came before ${highest + 1}`)
    highest = Math.max(highest, seq)
  }
  assert.equal(highest, last)
}

type Setup = Awaited<ReturnType<typeof setUpDelivery>>

async function positionOf({ database }: Setup, id: string): Promise<number> {
  const [row] = await database.query<{ position: number }>({
    text: 'select position from destinations where id = $1',
    values: [id],
  })
  return row?.position ?? 0
}

async function ownersOf({ database }: Setup): Promise<Map<string, number>> {
  const rows = await database.query<{ owner: string; count: number }>({
    text: `select coalesce(owner, 'none') as owner, count(*)::integer as count from destinations group by 1 order by 1`,
  })
  return new Map(rows.map(({ owner, count }) => [owner, count]))
}
