import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../../testing/api-app.ts'
import { describedRoutes } from '../routes.ts'
import { operationId } from './operation-id.ts'

test('the description of the API is read without a key, also from other origins', async () => {
  await using api = await createTestApi()
  const answer = await api.app.inject({ url: '/openapi.json' })
  assert.equal(answer.statusCode, 200)
  assert.match(String(answer.headers['content-type']), /^application\/json/)
  assert.equal(answer.headers['access-control-allow-origin'], '*')
  const { openapi, servers, paths } = answer.json()
  assert.deepEqual([openapi, servers], ['3.1.0', [{ url: 'http://muster.test' }]])
  assert.ok(paths['/directories/{id}'])
})

test('the page tells of every route and links only to what is on it', async () => {
  await using api = await createTestApi()
  const { body, headers } = await api.app.inject({ url: '/docs' })
  assert.match(String(headers['content-security-policy']), /^default-src 'none';.*style-src 'sha256-/)
  const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  assert.equal(new Set(ids).size, ids.length, 'no id twice')
  for (const route of describedRoutes) assert.ok(ids.includes(operationId(route)), route.path)
  for (const [, anchor] of body.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(anchor), anchor)
  assert.doesNotMatch(body, /<script|(?:src|href)="(?!#|\/openapi\.json|data:,)/)
})
