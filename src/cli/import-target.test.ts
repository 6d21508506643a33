import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError, type ErrorCode } from '../errors.ts'
import type { ApiClient, ApiObject } from './api-client.ts'
import { inCalls, sendImport } from './import-target.ts'

const results = { data: [{ id: 'a', result: 'created', message: null }] }

/** A client whose first calls fail. */
function failing(code: ErrorCode, { status = 0, times = 0 }): ApiClient {
  let calls = 0
  const never = async () => ({})
  return {
    get: never,
    put: never,
    patch: never,
    delete: never,
    upload: never,
    async *follow() {},
    list: async () => [],
    async post() {
      calls += 1
      if (calls <= times) throw new AppError(code, { status })
      return results
    },
  }
}

const send = (api: ApiClient, wait: (milliseconds: number) => Promise<unknown>) =>
  sendImport(api, { path: '/imports/organizations', name: 'organizations', things: [{ id: 'a' }] }, wait)

test('a server of ours that has too much to do, or is away for a moment, is waited for', async () => {
  const waits: number[] = []
  const wait = async (milliseconds: number) => waits.push(milliseconds)
  for (const api of [
    failing('api_call_refused', { status: 429, times: 2 }),
    failing('server_unreachable', { times: 1 }),
    failing('server_too_slow', { times: 1 }),
  ])
    assert.deepEqual(await send(api, wait), results.data)
  assert.deepEqual(waits, [1000, 2000, 1000, 1000])
})

test('a refusal that stays is told at once', async () => {
  const wait = () => assert.fail('nothing is to be waited for')
  await assert.rejects(send(failing('api_call_refused', { status: 403, times: 1 }), wait), { code: 'api_call_refused' })
})

test('things go in calls of at most a hundred, and of what a body may have', async () => {
  async function* many(count: number, size: number): AsyncIterable<ApiObject> {
    for (let left = count; left > 0; left -= 1) yield { text: 'x'.repeat(size) }
  }
  const lengths = async (things: AsyncIterable<ApiObject>) => {
    const found: number[] = []
    for await (const call of inCalls(things)) found.push(call.length)
    return found
  }
  assert.deepEqual(await lengths(many(250, 1)), [100, 100, 50])
  assert.deepEqual(await lengths(many(5, 200_000)), [2, 2, 1])
  assert.deepEqual(await lengths(many(2, 900_000)), [1, 1])
  assert.deepEqual(await lengths(many(0, 1)), [])
})
