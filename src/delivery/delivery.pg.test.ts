import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listAttempts } from '../store/delivery-attempts.ts'
import { eventually, setUpDelivery, upTo } from '../testing/delivery-setup.ts'
import { delivered, failed, hang } from '../testing/recording-kind.ts'

const firstPage = { limit: 100, order: 'asc', after: null, before: null } as const

test('every event of a stream is delivered once and in order, to each destination that follows it', async () => {
  await using s = await setUpDelivery()
  const stream = await s.makeStream()
  const other = await s.makeStream()
  const everything = await s.makeDestination()
  const one = await s.makeDestination({ organizationId: stream.organizationId })
  s.start()
  await s.append(stream, 30)
  await s.append(other, 5)
  await s.append(stream, 20)
  await eventually(() => s.deliveredTo(everything, stream).length + s.deliveredTo(one, stream).length >= 100)
  await eventually(() => s.deliveredTo(everything, other).length >= 5)
  assert.deepEqual(s.deliveredTo(everything, stream), upTo(50))
  assert.deepEqual(s.deliveredTo(everything, other), upTo(5))
  assert.deepEqual(s.deliveredTo(one, stream), upTo(50))
  assert.deepEqual(s.deliveredTo(one, other), [])
})

test('a new destination gets what happens from then on', async () => {
  await using s = await setUpDelivery()
  const stream = await s.makeStream()
  await s.append(stream, 3)
  const destination = await s.makeDestination()
  s.start()
  await s.append(stream, 2)
  await eventually(() => s.deliveredTo(destination, stream).length >= 2)
  assert.deepEqual(s.deliveredTo(destination, stream), [4, 5])
})

test('a batch takes what is there, in order, up to its size', async () => {
  await using s = await setUpDelivery()
  const stream = await s.makeStream()
  const destination = await s.makeDestination({ batchSize: 10 })
  await s.append(stream, 25)
  s.start()
  await eventually(() => s.deliveredTo(destination, stream).length >= 25)
  assert.deepEqual(s.deliveredTo(destination, stream), upTo(25))
  assert.deepEqual(
    s.calls.map(({ seqs }) => seqs.length),
    [10, 10, 5],
  )
})

test('types that a destination does not want are passed over without a call', async () => {
  await using s = await setUpDelivery()
  const stream = await s.makeStream()
  const destination = await s.makeDestination({ eventTypes: ['dsync.user.deleted'], batchSize: 2 })
  s.start()
  await s.append(stream, 9, ['dsync.user.created', 'dsync.user.updated', 'dsync.user.deleted'])
  await eventually(() => s.deliveredTo(destination, stream).length >= 3)
  assert.deepEqual(s.deliveredTo(destination, stream), [3, 6, 9])
})

test('a destination that hangs and a stream that fails delay no other', async () => {
  await using s = await setUpDelivery(({ destinationId, streamId }, signal) => {
    if (destinationId === dead.id) return hang(signal)
    return destinationId === picky.id && streamId === poison.streamId ? failed() : delivered
  })
  const [poison, good] = [await s.makeStream(), await s.makeStream()]
  const dead = await s.makeDestination()
  const picky = await s.makeDestination()
  const healthy = await s.makeDestination()
  s.start({ stopWithin: 100 })
  await s.append(poison, 5)
  await s.append(good, 40)
  await eventually(() => s.deliveredTo(picky, good).length + s.deliveredTo(healthy, good).length >= 80)
  await eventually(() => s.deliveredTo(healthy, poison).length >= 5)
  assert.deepEqual(s.deliveredTo(picky, good), upTo(40))
  assert.deepEqual(s.deliveredTo(picky, poison), [])
  assert.deepEqual(s.deliveredTo(dead, good), [])
})

test('what fails is tried again until it is delivered, and every attempt is kept', async () => {
  let failures = 0
  await using s = await setUpDelivery(({ seqs }) => (seqs[0] === 2 && ++failures <= 3 ? failed() : delivered))
  const stream = await s.makeStream()
  const destination = await s.makeDestination()
  s.start()
  await s.append(stream, 3)
  await eventually(() => s.deliveredTo(destination, stream).length >= 3)
  assert.deepEqual(s.deliveredTo(destination, stream), [1, 2, 3])
  const filter = { destinationId: destination.id, isDelivered: null }
  const attempts = async () => (await listAttempts(s.database, filter, firstPage)).records
  await eventually(async () => (await attempts()).length === 6)
  assert.deepEqual(
    (await attempts()).map(({ firstSeq, attempt, isDelivered, status }) => [firstSeq, attempt, isDelivered, status]),
    [
      [1, 1, true, 200],
      [2, 1, false, 500],
      [2, 2, false, 500],
      [2, 3, false, 500],
      [2, 4, true, 200],
      [3, 1, true, 200],
    ],
  )
  const failedOnly = await listAttempts(s.database, { ...filter, isDelivered: false }, firstPage)
  assert.equal(failedOnly.records.length, 3)
})

test('a destination that gets nothing is tried by one stream at a time, and its first success opens all', async () => {
  let isDown = true
  let inFlight = 0
  let most = 0
  await using s = await setUpDelivery(async () => {
    if (!isDown) return delivered
    inFlight += 1
    if (s.calls.length > 20) most = Math.max(most, inFlight)
    await new Promise((resolve) => setTimeout(resolve, 2))
    inFlight -= 1
    return failed()
  })
  const destination = await s.makeDestination()
  const streams = await Promise.all(upTo(8).map(() => s.makeStream()))
  s.start({ retrySteps: [60_000] })
  for (const stream of streams) await s.append(stream, 2)
  await eventually(() => s.calls.length > 25)
  assert.equal(most, 1)
  isDown = false
  await eventually(() => s.calls.filter(({ isDelivered }) => isDelivered).length >= 16)
  for (const stream of streams) assert.deepEqual(s.deliveredTo(destination, stream), [1, 2])
})

test('a backlog much larger than what is kept in memory is delivered in order', async () => {
  await using s = await setUpDelivery()
  const [stream, other] = [await s.makeStream(), await s.makeStream()]
  const destination = await s.makeDestination({ batchSize: 100 })
  const second = await s.makeDestination({ batchSize: 50 })
  await s.append(stream, 10_000)
  await s.append(other, 2000)
  s.start({ cachedEvents: 500 })
  await eventually(() => s.deliveredTo(destination, stream).length + s.deliveredTo(second, other).length >= 12_000)
  assert.deepEqual(s.deliveredTo(destination, stream), upTo(10_000))
  assert.deepEqual(s.deliveredTo(second, other), upTo(2000))
})
