import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Destination } from '../model/destination.ts'
import type { EventType } from '../model/event.ts'
import { type NewDestination, updateDestination } from '../store/destinations.ts'
import type { StreamRef } from '../store/feed.ts'
import { selectFeedPage } from '../store/feed-page.ts'
import { type DeliverySetup, eventually, type StartedDelivery, setUpDelivery, upTo } from '../testing/delivery-setup.ts'
import { delivered, failed } from '../testing/recording-kind.ts'
import { enable, pauseByOperator, resume, rewind } from './operations.ts'

const seeds = (process.env.MUSTER_TEST_SEEDS ?? '1,2').split(',').map(Number)
const steps = 40
const types: readonly EventType[] = ['dsync.user.created', 'dsync.user.updated', 'dsync.user.deleted']
// Little room everywhere, so that what is rare with much of it happens all the time.
const tight = {
  aliveFor: 600,
  cachedEvents: 12,
  waitingStreams: 3,
  callsInFlight: 5,
  failuresToProbe: 3,
  stopWithin: 200,
}

/** A destination of the model, with what it has to get. */
type Follower = {
  readonly destination: Destination
  /** How many events there were before it. */
  readonly begun: number
  /** What must come of each stream, in order. */
  readonly expected: Map<StreamRef, number[]>
  /** What must come after so many calls were made, because somebody asked for it again. */
  readonly again: { readonly afterCalls: number; readonly stream: StreamRef; readonly seqs: readonly number[] }[]
}

type World = {
  readonly s: DeliverySetup
  readonly random: (below: number) => number
  readonly streams: readonly StreamRef[]
  readonly followers: Follower[]
  readonly running: StartedDelivery[]
}

for (const seed of seeds) {
  test(`whatever fails, dies and changes, each destination gets all that it wants, in order, and nothing else (${seed})`, async () => {
    const random = createRandom(seed)
    await using s = await setUpDelivery(async () => {
      if (random(3) === 0) await new Promise((resolve) => setTimeout(resolve, random(8)))
      return random(6) === 0 ? failed() : delivered
    })
    const [one, two] = [await s.makeStream(), await s.makeStream()]
    const more = await Promise.all(upTo(3).map(() => s.makeStream({ organizationId: one.organizationId })))
    const world: World = { s, random, streams: [one, two, ...more], followers: [], running: [s.start(tight)] }
    for (const given of firstDestinations(one)) await addFollower(world, given)
    for (let step = 0; step < steps; step += 1) {
      await takeStep(world)
      s.tellOfDestinations()
    }
    for (const { destination } of world.followers) {
      await s.database.transaction((on) => enable(on, destination, { at: new Date() }))
    }
    world.running.push(s.start(tight))
    await eventually(() => world.followers.every((follower) => hasAll(s, follower)), 'that all have everything')
    for (const follower of world.followers) assertRight(s, follower)
  })
}

function firstDestinations(of: StreamRef): Partial<NewDestination>[] {
  return [
    {},
    { batchSize: 4, parallel: 2 },
    { organizationId: of.organizationId, parallel: 1 },
    { eventTypes: ['dsync.user.deleted'] },
    { eventTypes: ['dsync.user.created', 'dsync.user.deleted'], batchSize: 3, organizationId: of.organizationId },
  ]
}

async function addFollower({ s, followers }: World, given: Partial<NewDestination>): Promise<void> {
  const begun = (await readAll(s, null)).length
  followers.push({ destination: await s.makeDestination(given), begun, expected: new Map(), again: [] })
}

async function takeStep(world: World): Promise<void> {
  const { s, random, followers, running } = world
  const follower = followers[random(followers.length)]
  assert.ok(follower)
  const { destination } = follower
  const at = new Date()
  const chance = random(100)
  if (chance < 50) return append(world)
  if (chance < 60) return void (await new Promise((resolve) => setTimeout(resolve, random(60))))
  if (chance < 66) return void (running.length < 4 && running.push(s.start(tight)))
  if (chance < 71) return void running.shift()?.kill()
  if (chance < 75) return running.shift()?.stop()
  if (chance < 80) return change(world, follower)
  if (chance < 84) return void (await pauseByOperator(s.database, destination, at))
  if (chance < 89) return void (await s.database.transaction((on) => enable(on, destination, { at })))
  if (chance < 92) return void (await s.database.transaction((on) => resume(on, destination, { streamId: null, at })))
  if (chance < 97) return replay(world, follower)
  return addFollower(world, random(2) === 0 ? {} : { eventTypes: ['dsync.user.updated'], batchSize: 2 })
}

async function append({ s, random, streams, followers }: World): Promise<void> {
  const stream = streams[random(streams.length)]
  assert.ok(stream)
  const first = await headOf(s, stream)
  const written = upTo(1 + random(12)).map(() => types[random(types.length)] as EventType)
  for (const { destination, expected } of followers) {
    const { organizationId, eventTypes } = destination
    if (organizationId !== null && organizationId !== stream.organizationId) continue
    const seqs = written.flatMap((type, index) => (eventTypes?.includes(type) === false ? [] : [first + index + 1]))
    expected.set(stream, [...(expected.get(stream) ?? []), ...seqs])
  }
  await s.append(stream, written.length, written)
}

async function change({ s, random }: World, follower: Follower): Promise<void> {
  const { settings, sealedSecrets, eventTypes, id } = follower.destination
  const [stored] = await s.database.query<{ is_enabled: boolean }>({
    text: 'select is_enabled from destinations where id = $1',
    values: [id],
  })
  await updateDestination(s.database, {
    id,
    settings,
    sealedSecrets,
    eventTypes,
    batchSize: 1 + random(5),
    parallel: 1 + random(4),
    isEnabled: stored?.is_enabled ?? true,
    updatedAt: new Date(),
  })
}

/** Replays from an event that is not before all that it ever had to get. */
async function replay({ s, random }: World, { destination, begun, expected, again }: Follower): Promise<void> {
  const events = await readAll(s, destination.organizationId)
  const low = Math.max(begun - 1, 0)
  const from = low + random(events.length - low)
  const event = events[from]
  if (!event) return
  // Counted before the commit: it may be heard of here only when the replay has already begun.
  const afterCalls = await s.database.transaction(async (on) => {
    await rewind(on, destination, { afterEventId: event.id, at: new Date() })
    return s.calls.length
  })
  const after = new Set(events.slice(from + 1).map(({ streamId, seq }) => `${streamId}/${seq}`))
  for (const [stream, seqs] of expected) {
    again.push({ afterCalls, stream, seqs: seqs.filter((seq) => after.has(`${stream.streamId}/${seq}`)) })
  }
}

async function readAll({ database }: DeliverySetup, organizationId: string | null) {
  return (await selectFeedPage(database, { organizationId, limit: 1000, order: 'asc' })).events
}

async function headOf({ database }: DeliverySetup, { streamId }: StreamRef): Promise<number> {
  const [row] = await database.query<{ last_seq: number }>({
    text: 'select last_seq from streams where id = $1',
    values: [streamId],
  })
  return row?.last_seq ?? 0
}

function hasAll(s: DeliverySetup, { destination, expected, again }: Follower): boolean {
  const includesAll = (seqs: readonly number[], got: ReadonlySet<number>) => seqs.every((seq) => got.has(seq))
  return (
    [...expected].every(([stream, seqs]) => includesAll(seqs, new Set(s.deliveredTo(destination, stream)))) &&
    again.every(({ afterCalls, stream, seqs }) =>
      includesAll(seqs, deliveredAfter(s, destination, { stream, afterCalls })),
    )
  )
}

function deliveredAfter(
  { calls }: DeliverySetup,
  { id }: Destination,
  { stream, afterCalls }: { readonly stream: StreamRef; readonly afterCalls: number },
): ReadonlySet<number> {
  const of = calls.slice(afterCalls).filter((call) => call.isDelivered && call.streamId === stream.streamId)
  return new Set(of.filter(({ destinationId }) => destinationId === id).flatMap(({ seqs }) => seqs))
}

/** What comes first comes in order and without a hole; only what came before may come again; and nothing else comes. */
function assertRight(s: DeliverySetup, { destination, expected }: Follower): void {
  for (const [stream, seqs] of expected) {
    let next = 0
    for (const seq of s.deliveredTo(destination, stream)) {
      const place = seqs.indexOf(seq)
      assert.ok(place >= 0, `${destination.id} got ${seq} of ${stream.streamId}, which it does not want`)
      assert.ok(place <= next, `${destination.id} got ${seq} of ${stream.streamId} before ${seqs[next]}`)
      next = Math.max(next, place + 1)
    }
    assert.equal(next, seqs.length)
  }
  const known = new Set([...expected.keys()].map(({ streamId }) => streamId))
  const foreign = s.calls.filter((call) => call.destinationId === destination.id && !known.has(call.streamId))
  assert.deepEqual(foreign, [])
}

/** Numbers from 0 to below a bound; the same ones for the same seed. */
function createRandom(seed: number): (below: number) => number {
  let state = seed * 2654435761
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
