import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashSecret } from '../platform/secrets.ts'
import { createSecretCache, type Opened } from './secret-cache.ts'

const hash = hashSecret('a')
const start = Date.parse('2026-03-01T00:00:00Z')

function aCache(load: (hash: Buffer) => Promise<Opened<string> | null>, maxEntries = 10) {
  let now = start
  const clock = { now: () => new Date(now) }
  const cache = createSecretCache({ clock, ttlMs: 5000, maxEntries, load })
  return { cache, pass: (ms: number) => (now += ms) }
}

test('a secret that opens something is looked up once in five seconds, however many ask', async () => {
  let loads = 0
  const { cache, pass } = aCache(async () => ({ value: `v${++loads}`, expiresAt: null }))
  assert.deepEqual(await Promise.all([cache.open(hash), cache.open(hash), cache.open(hash)]), ['v1', 'v1', 'v1'])
  pass(4999)
  assert.equal(await cache.open(hash), 'v1')
  pass(1)
  assert.equal(await cache.open(hash), 'v2')
})

test('a secret that expires within those seconds is not remembered beyond its end', async () => {
  let loads = 0
  const { cache, pass } = aCache(async () => (++loads === 1 ? { value: 'v', expiresAt: new Date(start + 1000) } : null))
  assert.equal(await cache.open(hash), 'v')
  pass(1000)
  assert.equal(await cache.open(hash), null)
})

test('a look-up that began before a revocation opens nothing to those who ask after it', async () => {
  const answers: ((opened: Opened<string> | null) => void)[] = []
  const { cache } = aCache(() => new Promise((resolve) => answers.push(resolve)))
  const before = cache.open(hash)
  cache.clear()
  const after = cache.open(hash)
  answers[0]?.({ value: 'stale', expiresAt: null })
  answers[1]?.(null)
  await before
  assert.equal(await after, null)
})

test('a secret that was made while a look-up of it was on its way opens for those who ask after it was made', async () => {
  const answers: ((opened: Opened<string> | null) => void)[] = []
  const { cache } = aCache(() => new Promise((resolve) => answers.push(resolve)))
  const tooEarly = cache.open(hash)
  const inTime = [cache.open(hash), cache.open(hash)]
  answers[0]?.(null)
  assert.equal(await tooEarly, null)
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(answers.length, 2, 'both share one look-up')
  answers[1]?.({ value: 'v', expiresAt: null })
  assert.deepEqual(await Promise.all(inTime), ['v', 'v'])
})

test('an unknown secret and a failed look-up are asked for again', async () => {
  let loads = 0
  const { cache } = aCache(async () => {
    loads += 1
    if (loads === 1) return null
    if (loads === 2) throw new Error('no database')
    return { value: 'v', expiresAt: null }
  })
  assert.equal(await cache.open(hash), null)
  await assert.rejects(cache.open(hash), /no database/)
  assert.equal(await cache.open(hash), 'v')
})

test('no more secrets are remembered than the bound allows', async () => {
  const loaded: string[] = []
  const { cache } = aCache(async (asked) => {
    loaded.push(asked.toString('hex'))
    return { value: 'v', expiresAt: null }
  }, 2)
  const [a, b, c] = ['a', 'b', 'c'].map(hashSecret) as [Buffer, Buffer, Buffer]
  for (const secret of [a, b, c, b, c, a]) await cache.open(secret)
  assert.equal(loaded.length, 4, 'a was dropped for c, and b and c were remembered')
})
