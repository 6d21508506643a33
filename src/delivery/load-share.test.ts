import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { createLoadShare } from './load-share.ts'

/** A share under held timers: `pass` lets looks go by, `take` says how many of so many calls may begin. */
function setUp() {
  mock.timers.enable({ apis: ['setInterval'] })
  const world = { requests: 0, utilization: 0, more: 0 }
  const share = createLoadShare({
    requestsBegun: () => world.requests,
    callsWhenBusy: 500,
    onMore: () => {
      world.more += 1
    },
    utilization: () => world.utilization,
  })
  return {
    world,
    share,
    pass(looks: number, requestsEach: number) {
      for (let look = 0; look < looks; look += 1) {
        world.requests += requestsEach
        mock.timers.tick(20)
      }
    },
    take: (calls: number) => Array.from({ length: calls }, share.take).filter(Boolean).length,
    [Symbol.dispose]() {
      share.stop()
      mock.timers.reset()
    },
  }
}

test('without requests nothing is bounded, however busy the deliveries keep the process', () => {
  using s = setUp()
  s.world.utilization = 1
  s.pass(10, 0)
  assert.equal(s.take(5000), 5000)
  assert.equal(s.share.isBusy(), false)
})

test('while requests come and there is time for both, nothing is bounded', () => {
  using s = setUp()
  s.world.utilization = 0.5
  s.pass(10, 20)
  assert.equal(s.take(5000), 5000)
})

test('while requests take all the time, calls shrink to a guaranteed rate and never to none', () => {
  using s = setUp()
  s.world.utilization = 1
  assert.equal(s.take(1000), 1000)
  s.pass(20, 20)
  assert.equal(s.share.isBusy(), true)
  s.take(1000)
  s.pass(1, 20)
  assert.equal(s.take(1000), 10)
  s.pass(1, 20)
  assert.equal(s.take(1000), 10)
})

test('when the requests are over everything goes out, and who was refused is told', () => {
  using s = setUp()
  s.world.utilization = 1
  s.pass(20, 20)
  s.take(1000)
  const before = s.world.more
  s.pass(20, 0)
  assert.ok(s.world.more > before)
  assert.equal(s.share.isBusy(), false)
  assert.equal(s.take(5000), 5000)
})
