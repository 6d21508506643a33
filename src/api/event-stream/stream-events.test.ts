import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { test } from 'node:test'
import { AppError } from '../../errors.ts'
import type { FeedReader } from './feed-reader.ts'
import type { StreamMessage } from './feed-tail.ts'
import { createNews } from './news.ts'
import { streamEvents } from './stream-events.ts'
import { closeReceiver, openReceiver } from './stream-receiver.ts'

const limit = { timeout: 20_000 }
const scope = { organizationId: null, directoryId: null, objectId: null, types: null, hasEntries: false }
const start = { scope, position: 0, startId: null }
const quiet: FeedReader = {
  next: async (_scope, position) => ({ position, messages: [], lastId: null, isLast: true }),
}

function message(position: number, size: number): StreamMessage {
  const id = `event_${position}`
  const text = `id: ${id}\ndata: ${'x'.repeat(size)}\n\n`
  const about = { organizationId: 'org_1', streamId: 'directory_1', aboutIds: ['directory_user_1'] }
  return { ...about, position, id, type: 'dsync.user.created', text, textWithEntry: () => text }
}

/** Runs a stream into a list, with a clock that is moved on by a heartbeat each time the stream would wait. */
async function record(reader: FeedReader, isStillAllowed: () => Promise<boolean>): Promise<string[]> {
  const sent: string[] = []
  let now = 0
  const controller = new AbortController()
  const receiver = {
    send: async (text: string) => sent.push(text) < 20,
    signal: controller.signal,
    isStillAllowed,
  }
  const news = {
    async arrived() {
      now += 15_000
    },
    stop() {},
  }
  await streamEvents(receiver, start, { reader, news, clock: { now: () => new Date(now) }, heartbeatMs: 15_000 })
  return sent
}

test('a stream says that it lives, and ends when its key is no longer allowed', async () => {
  let asked = 0
  const sent = await record(quiet, async () => {
    asked += 1
    return asked < 3
  })
  assert.deepEqual(sent, ['retry: 2000\n\n', ': still here\n\n', ': still here\n\n'])
})

test('a reader whose filter leaves everything out gets the place to go on from with the heartbeat, once', async () => {
  let asked = 0
  const reader: FeedReader = {
    next: async () => ({ position: 7, messages: [], lastId: 'event_7', isLast: true }),
  }
  const sent = await record(reader, async () => {
    asked += 1
    return asked < 3
  })
  assert.deepEqual(sent.slice(1), ['id: event_7\n\n: still here\n\n', ': still here\n\n'])
})

test('a stream that falls behind the retention ends with the error that a list would give', async () => {
  const reader: FeedReader = {
    next: () => Promise.reject(new AppError('cursor_expired', { oldest: 5, oldestEvent: 'event_5' })),
  }
  const [, error = ''] = await record(reader, async () => true)
  const [, data = ''] = /^event: error\ndata: (.*)\n\n$/.exec(error) ?? []
  const { code, oldest_event_id } = JSON.parse(data)
  assert.deepEqual([code, oldest_event_id], ['cursor_expired', 'event_5'])
})

test('for a reader that does not read little is kept and nothing more is read, and it is cut', limit, async () => {
  let batches = 0
  let mostWaiting = 0
  const endless: FeedReader = {
    async next(_scope, position) {
      batches += 1
      const messages = Array.from({ length: 100 }, (_, index) => message(position + index + 1, 10_000))
      return { position: position + 100, messages, lastId: messages.at(-1)?.id ?? null, isLast: false }
    },
  }
  const server = createServer(async (_request, response) => {
    const controller = new AbortController()
    const receiver = openReceiver(response, { controller, headers: {}, stallMs: 300, isStillAllowed: async () => true })
    const watched = {
      ...receiver,
      send(text: string) {
        const sent = receiver.send(text)
        mostWaiting = Math.max(mostWaiting, response.writableLength)
        return sent
      },
    }
    const news = createNews(() => () => {}, receiver.signal)
    await streamEvents(watched, start, { reader: endless, news, clock: { now: () => new Date() }, heartbeatMs: 15_000 })
    closeReceiver(response)
    server.emit('cut')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = once(server, 'cut')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause()
  socket.on('error', () => {})
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await cut
  const readUntilThen = batches
  assert.ok(mostWaiting < 100_000, `${mostWaiting} bytes waited`)
  assert.ok(readUntilThen < 40, 'no more was read than the sockets in between can hold')
  await new Promise((resolve) => setTimeout(resolve, 100))
  assert.equal(batches, readUntilThen)
  socket.destroy()
  server.close()
})
