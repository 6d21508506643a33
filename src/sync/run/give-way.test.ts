import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGiveWay } from './give-way.ts'

function makeWorld() {
  const world = { now: 1_000_000, requests: 7 }
  const stop = new AbortController()
  const giveWay = createGiveWay({
    clock: { now: () => new Date(world.now) },
    requestsBegun: () => world.requests,
    signal: stop.signal,
  })
  return { world, stop, giveWay }
}

test('a sync does as much at once as it can while nobody asks anything, and does not rest', async () => {
  const { world, stop, giveWay } = makeWorld()
  stop.abort()
  const done = await giveWay.during(async () => {
    world.now += 1000
    return 'done'
  })
  assert.equal(done, 'done')
  assert.equal(giveWay.pieceOf(250), 250)
})

test('while requests come a sync does less at once, and as much as before when they have ended', () => {
  const { world, giveWay } = makeWorld()
  world.requests += 1
  assert.equal(giveWay.pieceOf(250), 21)
  world.now += 10_000
  assert.equal(giveWay.pieceOf(250), 250)
})

test('a sync rests after what it did while requests came, until it is told to stop', async () => {
  const { world, stop, giveWay } = makeWorld()
  stop.abort()
  const resting = giveWay.during(async () => {
    world.now += 1000
    world.requests += 1
  })
  await assert.rejects(resting, { name: 'AbortError' })
})
