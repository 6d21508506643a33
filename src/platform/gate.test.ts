import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createGate } from './gate.ts'

test('so many run at once, the others follow in their order, and one that fails lets the next in', async () => {
  const gate = createGate(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const runs = [0, 1, 2, 3].map((number) =>
    gate.run(async () => {
      begun.push(number)
      await new Promise<void>((resolve) => ends.push(resolve))
      if (number === 0) throw new Error('failed')
      return number
    }),
  )
  const settled = Promise.allSettled(runs)
  await nextTurn()
  assert.deepEqual(begun, [0, 1])
  for (const expected of [
    [0, 1, 2],
    [0, 1, 2, 3],
  ]) {
    ends.shift()?.()
    await nextTurn()
    assert.deepEqual(begun, expected)
  }
  for (const end of ends) end()
  assert.deepEqual(
    (await settled).map(({ status }) => status),
    ['rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
  )
})
