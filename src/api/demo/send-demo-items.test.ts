import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DemoItem } from '../../model/demo.ts'
import { sendDemoItems } from './send-demo-items.ts'

test('a stream in which something happens all the time ends, too, for who may not see it any more', async () => {
  const time = { ms: 0 }
  const waiting: DemoItem[] = []
  const sent: string[] = []
  const item: DemoItem = { object: 'demo_happening', id: '1', at: '2026-01-01T00:00:00.000Z' }
  const receiver = {
    async send(text: string) {
      sent.push(text)
      time.ms += 5_000
      waiting.push(item)
      return sent.length < 10
    },
    signal: new AbortController().signal,
    isStillAllowed: async () => false,
  }
  waiting.push(item)
  await sendDemoItems(receiver, waiting, { now: () => new Date(time.ms) })
  assert.equal(sent.length, 3)
})
