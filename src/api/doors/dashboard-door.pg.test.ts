import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyRequest } from 'fastify'
import { createTestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'
import { creationOfUser } from '../../testing/directory-content.ts'
import { makeMember, signInAt } from '../../testing/signed-in.ts'
import { isStillAllowed } from './caller-of.ts'
import { createDashboardDoor } from './dashboard-door.ts'

test('a session follows the live stream, and exports and uploads, as a key does', { timeout: 60_000 }, async () => {
  await using api = await createTestApi()
  const directory = await createTestDirectory(api)
  const { linkToken } = await makeMember(api.context, { role: 'owner' })
  const browser = await signInAt(api.app, { link_token: linkToken })
  const exported = await browser.send('GET', '/dashboard/api/audit_log/export?format=csv')
  assert.equal(exported.status, 200)
  assert.match(String(exported.body), /^id,occurred_at,/)
  const upload = await browser.send('PUT', `/dashboard/api/directories/${directory.id}/files/people.csv`, {
    headers: { 'content-type': 'text/csv' },
  })
  assert.equal(upload.body.code, 'directory_not_pulled', 'the route of uploads is reached')

  const url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const controller = new AbortController()
  const response = await fetch(`${url}/dashboard/api/events/stream`, {
    headers: { cookie: browser.cookie() },
    signal: controller.signal,
  })
  assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader() ?? assert.fail()
  let text = (await reader.read()).value ?? ''
  await api.context.submit(directory.scope, creationOfUser('grace@x.example'))
  await api.feed()
  while (!text.includes('grace@x.example')) text += (await reader.read()).value ?? assert.fail('the stream ended')
  controller.abort()
})

test('what lasts longer than a session ends with it, and with the role that allowed it', async () => {
  await using api = await createTestApi()
  const { member, linkToken } = await makeMember(api.context, { role: 'owner' })
  await makeMember(api.context, { role: 'owner', email: 'another@muster.example' })
  const browser = await signInAt(api.app, { link_token: linkToken })
  const door = createDashboardDoor({ sessions: api.context.sessions, findDemoVisitor: async () => null })
  const request = { headers: { cookie: browser.cookie() }, door, caller: null } as unknown as FastifyRequest
  request.caller = await door.authenticate(request)
  assert.equal(await isStillAllowed(request, 'members:write'), true)
  await api.call('PATCH', `/members/${member.id}`, { body: { role: 'auditor' } })
  assert.equal(await isStillAllowed(request, 'members:write'), false)
  assert.equal(await isStillAllowed(request, 'events:read'), true)
  await browser.send('DELETE', '/dashboard/api/session')
  assert.equal(await isStillAllowed(request, 'events:read'), false)
})

test('members, keys and the demo have limits and repetitions of their own', async () => {
  await using api = await createTestApi({ apiRequestsPerMinute: 3 })
  const { linkToken } = await makeMember(api.context, { role: 'owner' })
  const browser = await signInAt(api.app, { link_token: linkToken })
  const headers = { 'idempotency-key': 'one' }
  const body = { name: 'Acme' }
  const mine = await browser.send('POST', '/dashboard/api/organizations', { body, headers })
  const again = await browser.send('POST', '/dashboard/api/organizations', { body, headers })
  const others = await api.call('POST', '/organizations', { body, headers })
  assert.deepEqual([mine.status, others.status], [201, 201])
  assert.equal(again.body.id, mine.body.id)
  assert.notEqual(others.body.id, mine.body.id)
  assert.equal((await browser.send('GET', '/dashboard/api/organizations')).status, 200)
  assert.equal((await browser.send('GET', '/dashboard/api/organizations')).status, 429)
  assert.equal((await api.call('GET', '/organizations')).status, 200)
})
