import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listAttempts } from '../store/delivery-attempts.ts'
import { eventually, setUpDelivery, upTo } from '../testing/delivery-setup.ts'
import { delivered, failed } from '../testing/recording-kind.ts'
import { resume } from './operations.ts'

test('progress whose commit nobody heard of is written once, and deliveries go on', async () => {
  await using s = await setUpDelivery()
  const stream = await s.makeStream()
  const destination = await s.makeDestination()
  const running = s.start({ positionEvery: 60_000, idlePositionEvery: 60_000 })
  await s.append(stream, 1)
  await eventually(() => s.deliveredTo(destination, stream).length === 1)
  await eventually(async () => (await attemptsOf(destination.id)).length === 1)
  running.loseNextCommit()
  await s.append(stream, 2)
  await eventually(async () => (await attemptsOf(destination.id)).length === 3)
  await s.append(stream, 1)
  await eventually(async () => (await attemptsOf(destination.id)).length === 4)
  assert.deepEqual(s.deliveredTo(destination, stream), upTo(4))

  async function attemptsOf(destinationId: string) {
    const filter = { destinationId, isDelivered: null }
    const page = { limit: 100, order: 'asc', after: null, before: null } as const
    return (await listAttempts(s.database, filter, page)).records
  }
})

test('what is skipped is the event that failed, also behind types that the destination does not want', async () => {
  await using s = await setUpDelivery(({ seqs }) => (seqs[0] === 3 ? failed('422') : delivered))
  const stream = await s.makeStream()
  const destination = await s.makeDestination({ eventTypes: ['dsync.user.deleted'] })
  s.start()
  await s.append(stream, 6, ['dsync.user.created', 'dsync.user.updated', 'dsync.user.deleted'])
  await eventually(() => s.calls.length >= 2)
  await eventually(async () => {
    const [row] = await s.database.query<{ attempts: number }>({ text: 'select attempts from destination_streams' })
    return (row?.attempts ?? 0) > 0
  })
  await s.database.transaction((on) =>
    resume(on, destination, { streamId: stream.streamId, skip: true, at: new Date() }),
  )
  s.tellOfDestinations()
  await eventually(() => s.deliveredTo(destination, stream).length === 1)
  assert.deepEqual(s.deliveredTo(destination, stream), [6])
})

test('a destination that cannot be opened fails, says why, and keeps no other from its events', async () => {
  await using s = await setUpDelivery()
  const stream = await s.makeStream()
  const broken = await s.makeDestination({ settings: { cannotOpen: 'no such protocol' } })
  const healthy = await s.makeDestination()
  s.start()
  await s.append(stream, 3)
  await eventually(() => s.deliveredTo(healthy, stream).length === 3)
  await eventually(async () => {
    const [row] = await s.database.query<{ last_error: string | null }>({
      text: 'select last_error from destination_streams where destination_id = $1',
      values: [broken.id],
    })
    return /no such protocol/.test(row?.last_error ?? '')
  })
})

test('types that a destination has no form for are passed over, and are no sign that it works', async () => {
  await using s = await setUpDelivery(({ types }) => (types[0] === 'dsync.user.created' ? failed('down') : delivered))
  const [stream, other] = [await s.makeStream(), await s.makeStream()]
  const destination = await s.makeDestination({ settings: { types: ['dsync.user.created'] } })
  s.start()
  await s.append(stream, 1)
  await eventually(() => s.calls.length >= 6)
  await s.append(other, 2, ['dsync.activated', 'muster.directory.paused'])
  await eventually(async () => (await positionOf(destination.id)) === 3)
  const calls = s.calls.length
  await eventually(() => s.calls.length > calls + 5)
  assert.deepEqual(new Set(s.calls.flatMap(({ types }) => types)), new Set(['dsync.user.created']))
  const [row] = await s.database.query<{ failing: boolean }>({
    text: 'select failing_since is not null and last_delivered_at is null as failing from destinations',
  })
  assert.equal(row?.failing, true)

  async function positionOf(id: string) {
    const [found] = await s.database.query<{ position: number }>({
      text: 'select position from destinations where id = $1',
      values: [id],
    })
    return found?.position
  }
})

test('events that are older than the feed says are delivered all the same', async () => {
  await using s = await setUpDelivery()
  const stream = await s.makeStream()
  const destination = await s.makeDestination()
  await s.append(stream, 3)
  await s.database.query({ text: `update feed set occurred_from = occurred_from + interval '1 day'` })
  s.start()
  await eventually(() => s.deliveredTo(destination, stream).length === 3)
  assert.deepEqual(s.deliveredTo(destination, stream), upTo(3))
})
