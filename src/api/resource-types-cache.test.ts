import assert from 'node:assert/strict'
import { test } from 'node:test'
import { standardResourceTypes } from '../scim/schema/resource-type.ts'
import type { Queryable } from '../store/database.ts'
import { createResourceTypesCache } from './resource-types-cache.ts'

/** A cache over a database that answers with `rows` for every organization, or fails. */
function aCache(rows: (organizationId: unknown) => object[]) {
  let now = Date.parse('2026-03-01T00:00:00Z')
  const asked: unknown[] = []
  const database: Queryable = {
    async query<Row>({ values }: { values?: readonly unknown[] }) {
      asked.push(values?.[0])
      return rows(values?.[0]) as Row[]
    },
  }
  const cache = createResourceTypesCache({ database, clock: { now: () => new Date(now) } })
  return { cache, asked, pass: (ms: number) => (now += ms) }
}

const extension = { resource_type: 'User', urn: 'urn:acme:User', name: 'A', description: '', required: false }
const badge = { name: 'badge', type: 'string', returned: 'default' }

test('the schemas of an organization are asked for once in five seconds, however many requests come', async () => {
  const { cache, asked, pass } = aCache(() => [{ ...extension, attributes: [badge] }])
  const [one, other] = await Promise.all([cache.of('org_1'), cache.of('org_1')])
  assert.equal(one, other)
  assert.ok(one?.user.extensionByUrn.has('urn:acme:user'))
  pass(4_999)
  await cache.of('org_1')
  assert.deepEqual(asked, ['org_1'])
  pass(1)
  await cache.of('org_1')
  assert.deepEqual(asked, ['org_1', 'org_1'])
})

test('organizations without extensions share one object', async () => {
  const { cache } = aCache(() => [])
  assert.equal(await cache.of('org_1'), standardResourceTypes)
  assert.equal(await cache.of('org_2'), standardResourceTypes)
})

test('after a change an organization is asked for again at once, and no other', async () => {
  const { cache, asked } = aCache(() => [])
  await Promise.all([cache.of('org_1'), cache.of('org_2')])
  cache.clear('org_1')
  await Promise.all([cache.of('org_1'), cache.of('org_2')])
  assert.deepEqual(asked, ['org_1', 'org_2', 'org_1'])
})

test('a failure is not remembered', async () => {
  let fails = true
  const { cache } = aCache(() => {
    if (fails) throw new Error('the database is away')
    return []
  })
  await assert.rejects(cache.of('org_1'), /away/)
  fails = false
  assert.equal(await cache.of('org_1'), standardResourceTypes)
})
