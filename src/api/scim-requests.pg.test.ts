import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { requestDays } from '../store/request-days.ts'
import { createTestApi } from '../testing/api-app.ts'
import { createScimClient, type ScimClient, startScim } from '../testing/scim-client.ts'
import { startScimRequestLog } from './start-scim-request-log.ts'

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const aUser = (userName: string) => ({ schemas: [userUrn], userName })

async function listOf({ api, directoryId }: ScimClient, query = '') {
  const { body } = await api.call('GET', `/directories/${directoryId}/scim_requests?limit=100${query}`)
  return body.data
}

async function wholeOf({ api, directoryId }: ScimClient, id: string) {
  return (await api.call('GET', `/directories/${directoryId}/scim_requests/${id}`)).body
}

test('a request is in the log with who sent it, what it needed and what it was about', async () => {
  await using scim = await startScim('azure scim v2.0')
  const made = await scim.send('POST', '/Users', { body: aUser('ada'), headers: { 'user-agent': 'Entra/1' } })
  const body = { schemas: [patchUrn], Operations: [{ op: 'Replace', path: 'active', value: 'False' }] }
  const patched = await scim.send('PATCH', `/Users/${made.body.id}?a=1`, { body })
  const [patch, create] = await listOf(scim)

  assert.deepEqual([create.method, create.status, create.path], ['POST', 201, `/scim/v2/${scim.directoryId}/Users`])
  assert.deepEqual([create.resource_id, create.user_agent, create.dialect], [made.body.id, 'Entra/1', 'entra'])
  assert.match(create.id, /^scim_request_[0-9A-HJKMNP-TV-Z]{26}$/)
  assert.match(create.token_id, /^directory_token_/)
  assert.match(create.received_at, /^\d{4}-.*Z$/)
  assert.equal(typeof create.duration_ms, 'number')
  assert.equal(create.error, null)
  assert.equal(create.dropped_before, 0)
  assert.equal(patch.request_id, patched.headers['x-request-id'])
  assert.equal(patch.path, `/scim/v2/${scim.directoryId}/Users/${made.body.id}?a=1`)
  assert.deepEqual(patch.tolerances, ['string_booleans'])
  assert.deepEqual((await wholeOf(scim, patch.id)).request_body, body)
  assert.equal((await wholeOf(scim, patch.id)).truncated, false)
})

test('a refusal is in the log with the answer that the client got', async () => {
  await using scim = await startScim('okta scim v2.0')
  await scim.send('POST', '/Users', { body: aUser('ada') })
  const refused = await scim.send('POST', '/Users', { body: aUser('ADA') })
  await scim.send('GET', '/Users', { headers: { authorization: 'Bearer scim_wrong' } })
  await scim.send('GET', '/Roles')
  const [missing, stranger, conflict] = await listOf(scim)
  assert.deepEqual(conflict.error, { scim_type: 'uniqueness', detail: refused.body.detail })
  assert.deepEqual((await wholeOf(scim, conflict.id)).response_body, refused.body)
  assert.deepEqual([stranger.status, stranger.token_id, stranger.organization_id], [401, null, scim.organizationId])
  assert.equal(missing.status, 404)
})

test('no secret that a client sends is in the log, however it sends it', async () => {
  await using scim = await startScim('okta scim v2.0')
  const secret = 's3cret'
  const { body: user } = await scim.send('POST', '/Users', { body: { ...aUser('ada'), password: secret } })
  const operations = (...Operations: object[]) => ({ body: { schemas: [patchUrn], Operations } })
  const filter = `filter=${encodeURIComponent(`password eq "${secret}"`)}`
  await scim.send('POST', '/Users', { body: { ...aUser('bob'), password: { value: secret } } })
  await scim.send('POST', '/Users', { body: { ...aUser('eve'), [`${userUrn}:password`]: [secret] } })
  await scim.send('PATCH', `/Users/${user.id}`, operations({ op: 'replace', path: 'password', value: secret }))
  await scim.send('PATCH', `/Users/${user.id}`, operations({ op: 'replace', path: 'Password', value: [secret] }))
  await scim.send('PATCH', `/Users/${user.id}`, operations({ op: 'replace', value: { password: secret } }))
  await scim.send('POST', '/Users', { body: `{"userName": "x", "password": "${secret}" b}` })
  await scim.send('GET', `/Users?${filter}`)
  await scim.send('GET', `/Users?access_token=${secret}`)
  await scim.send('POST', '/Users/.search', { body: { filter: `password eq "${secret}"` } })
  await scim.send('GET', '/Users', { headers: { authorization: `Bearer ${secret}` } })
  assert.equal((await listOf(scim)).length, 11)
  const rows = await scim.api.database.query<{ id: string; text: string }>({
    text: 'select id, scim_requests::text as text from scim_requests',
  })
  for (const { text } of rows) {
    assert.ok(!text.includes(secret), text)
    assert.ok(!text.includes(scim.token), text)
  }
})

test('a secret of a schema extension is not in the log either, nor a token, wherever they are put', async () => {
  await using scim = await startScim('okta scim v2.0')
  const urn = 'urn:example:params:scim:schemas:acme:2.0:User'
  const pin = { name: 'pin', type: 'string', mutability: 'writeOnly', returned: 'never' }
  const url = `/organizations/${scim.organizationId}/schema_extensions`
  const definition = { urn, resource_type: 'User', name: 'Acme', attributes: [pin] }
  assert.equal((await scim.api.call('POST', url, { body: definition })).status, 201)
  const secret = 's3cret'
  const about = (name: string) => `${name} eq "${secret}"`
  const remove = (path: string) => ({ body: { schemas: [patchUrn], Operations: [{ op: 'remove', path }] } })
  const { body: user } = await scim.send('POST', '/Users', { body: { ...aUser('ada'), [urn]: { pin: secret } } })
  await scim.send('PATCH', `/Users/${user.id}`, remove(`${urn}[${about('pin')}]`))
  await scim.send('PATCH', `/Users/${user.id}`, remove(`emails[${about('password')}]`))
  await scim.send('GET', `/Users?filter=${encodeURIComponent(about(`${urn}:pin`))}`)
  await scim.send('POST', '/Users/.search', { body: { filter: about(`${urn}:pin`) } })
  await scim.send('POST', '/Users/.search', { body: { Filter: about('password') } })
  await scim.send('GET', `/Users?key=${scim.token}`)
  assert.equal((await listOf(scim)).length, 7)
  const rows = await scim.api.database.query<{ text: string }>({
    text: 'select scim_requests::text as text from scim_requests',
  })
  for (const { text } of rows) assert.ok(!text.includes(secret) && !text.includes(scim.token), text)
})

test('a large body is kept in part, and says so', async () => {
  await using scim = await startScim('okta scim v2.0')
  const members = Array.from({ length: 2000 }, (_, index) => ({ value: `directory_user_${index}` }))
  await scim.send('POST', '/Groups', { body: { displayName: 'All', members } })
  const [{ id }] = await listOf(scim)
  const request = await wholeOf(scim, id)
  assert.equal(request.truncated, true)
  const { members: kept } = request.request_body
  assert.ok(kept.length > 100 && kept.length < 1000, `${kept.length}`)
  assert.equal(kept[0].value, 'directory_user_0')
})

test('the log can be searched by status, method, tolerance and time', async () => {
  let now = new Date('2026-11-01T12:00:00.000Z')
  await using api = await createTestApi({ clock: { now: () => now } })
  const scim = await createScimClient(api, 'okta scim v2.0')
  await scim.send('GET', '/Users')
  await scim.send('GET', '/Users/none')
  await scim.send('POST', '/Users', { body: { ...aUser('ada'), active: 'True' } })
  await listOf(scim)
  now = new Date('2026-11-01T12:10:00.000Z')
  await scim.send('POST', '/Users', { body: aUser('ada') })
  const statuses = async (query: string) => (await listOf(scim, query)).map(({ status }: { status: number }) => status)
  assert.deepEqual(await statuses(''), [409, 201, 404, 200])
  assert.deepEqual(await statuses('&order=asc'), [200, 404, 201, 409])
  assert.deepEqual(await statuses('&errors_only=true'), [409, 404])
  assert.deepEqual(await statuses('&status=2xx'), [201, 200])
  assert.deepEqual(await statuses('&status=409'), [409])
  assert.deepEqual(await statuses('&method=post'), [409, 201])
  assert.deepEqual(await statuses('&tolerance=string_booleans'), [201])
  assert.deepEqual(await statuses('&since=2026-11-01T12:05:00Z'), [409])
  assert.deepEqual(await statuses('&until=2026-11-01T12:05:00Z'), [201, 404, 200])
  assert.deepEqual(await statuses('&errors_only=true&method=GET&until=2026-11-01T12:05:00Z'), [404])
  const wrong = await api.call('GET', `/directories/${scim.directoryId}/scim_requests?status=ok`)
  assert.equal(wrong.status, 422)
})

test('a log is paged from the newest to the oldest, and the last page ends it', async () => {
  await using scim = await startScim('okta scim v2.0')
  for (let sent = 0; sent < 5; sent += 1) await scim.send('GET', `/Users?startIndex=${sent}`)
  const seen: string[] = []
  let cursor = ''
  for (;;) {
    const { body } = await scim.api.call('GET', `/directories/${scim.directoryId}/scim_requests?limit=2${cursor}`)
    seen.push(...body.data.map(({ path }: { path: string }) => path.slice(-1)))
    if (body.list_metadata.after === null) break
    cursor = `&after=${body.list_metadata.after}`
  }
  assert.deepEqual(seen, ['4', '3', '2', '1', '0'])
})

test('a search in which little matches is answered in parts, each of which looks at so many requests only', async () => {
  await using scim = await startScim('okta scim v2.0')
  await scim.send('DELETE', '/Users/none')
  await listOf(scim)
  await scim.send('GET', '/Users')
  await listOf(scim)
  await scim.api.database.query({
    text: `insert into scim_requests select organization_id, directory_id, left(id, -6) || to_char(n, 'FM000000'), request_id, token_id,
        received_at, method, path, status, duration_ms, dialect, tolerances, resource_id, user_agent, remote_address,
        request_body, response_body, is_cut, dropped_before
      from scim_requests, generate_series(1, 12000) n where method = 'GET'`,
  })
  const url = `/directories/${scim.directoryId}/scim_requests?method=DELETE`
  const first = await scim.api.call('GET', url)
  assert.deepEqual(first.body.data, [])
  assert.ok(first.body.list_metadata.after, 'there is more to search')
  const second = await scim.api.call('GET', `${url}&after=${first.body.list_metadata.after}`)
  assert.deepEqual(
    second.body.data.map(({ method }: { method: string }) => method),
    ['DELETE'],
  )
  assert.equal(second.body.list_metadata.after, null)
  const [error] = await listOf(scim, '&errors_only=true')
  assert.equal(error.method, 'DELETE', 'errors have an index of their own')
})

test('the log goes on over midnight, and its days are dropped one by one', async () => {
  let now = new Date('2026-11-01T23:59:59.000Z')
  await using api = await createTestApi({ clock: { now: () => now } })
  const scim = await createScimClient(api, 'okta scim v2.0')
  for (const next of ['2026-11-02T00:00:01.000Z', '2026-11-05T12:00:00.000Z', '2026-11-05T12:00:01.000Z']) {
    await scim.send('GET', '/Users')
    await listOf(scim)
    now = new Date(next)
  }
  assert.equal((await listOf(scim)).length, 3)
  await requestDays.drop(api.database, new Date('2026-11-02T23:59:59.000Z'))
  assert.deepEqual(
    (await listOf(scim)).map(({ received_at }: { received_at: string }) => received_at.slice(0, 10)),
    ['2026-11-05', '2026-11-02'],
  )
})

test('a token that asks for more than it may gets 429 in the terms of SCIM, in whole seconds, and others do not', async () => {
  const clock = { now: () => new Date('2026-11-01T12:00:00.000Z') }
  await using api = await createTestApi({ clock, scimLimits: { requestsPerSecond: 2, requestsInFlight: 10 } })
  const scim = await createScimClient(api, 'okta scim v2.0')
  const other = await createScimClient(api, 'okta scim v2.0')
  for (let sent = 0; sent < 4; sent += 1) assert.equal((await scim.send('GET', '/Users')).status, 200)
  const refused = await scim.send('POST', '/Users', { body: aUser('ada') })
  assert.equal(refused.status, 429)
  assert.equal(refused.headers['retry-after'], '1')
  assert.equal(refused.headers['content-type'], 'application/scim+json')
  assert.equal(refused.body.status, '429')
  assert.match(refused.body.detail, /2 requests per second/)
  assert.equal((await other.send('GET', '/Users')).status, 200)
  const [logged] = await listOf(scim)
  assert.equal(logged.status, 429)
  assert.match(logged.token_id, /^directory_token_/)
})

test('more requests on their way at once than a token may have are refused, and the next one goes through', async () => {
  await using api = await createTestApi({ scimLimits: { requestsPerSecond: 1000, requestsInFlight: 3 } })
  const scim = await createScimClient(api, 'okta scim v2.0')
  const sent = Array.from({ length: 8 }, (_, index) => scim.send('POST', '/Users', { body: aUser(`user${index}`) }))
  const statuses = (await Promise.all(sent)).map(({ status }) => status)
  assert.deepEqual(statuses.toSorted(), [201, 201, 201, 429, 429, 429, 429, 429])
  assert.equal((await scim.send('GET', '/Users/none')).status, 404)
  for (let sent = 0; sent < 5; sent += 1) assert.equal((await scim.send('GET', '/Users')).status, 200)
})

test('a client that hangs up while it sends its body takes nothing from what its token may have on their way', async () => {
  await using api = await createTestApi({ scimLimits: { requestsPerSecond: 1000, requestsInFlight: 1 } })
  const scim = await createScimClient(api, 'okta scim v2.0')
  const status = async () => (await scim.send('GET', '/Users')).status
  assert.equal(await status(), 200)
  const { port, hostname } = new URL(await api.app.listen({ port: 0, host: '127.0.0.1' }))
  const begun = once(api.app.server, 'request')
  const socket = connect(Number(port), hostname)
  socket.write(`POST /scim/v2/${scim.directoryId}/Users HTTP/1.1\r\nHost: muster\r\n`)
  socket.write(`Authorization: Bearer ${scim.token}\r\nContent-Length: 100\r\n\r\n{"userName":`)
  await begun
  // The token is known by now, so the server waits for nothing but the body.
  await setTimeout(50)
  const before = await status()
  socket.resetAndDestroy()
  await once(socket, 'close')
  for (let tried = 1; tried < 500 && (await status()) !== 200; tried += 1) await setTimeout(20)
  assert.deepEqual([before, await status()], [429, 200])
})

test('a body that is too large or too deep is refused by the limit that it breaks', async () => {
  await using scim = await startScim('okta scim v2.0')
  const large = await scim.send('POST', '/Users', { body: { ...aUser('ada'), title: 'x'.repeat(2_097_152) } })
  assert.equal(large.status, 413)
  assert.match(large.body.detail, /2097152 bytes/)
  const deep = await scim.send('POST', '/Users', { body: `${'{"a":'.repeat(65)}1${'}'.repeat(65)}` })
  assert.equal(deep.status, 400)
  assert.match(deep.body.detail, /64 levels/)
})

test('with a retention of 0 days nothing is recorded, and what there is goes', async () => {
  await using scim = await startScim('okta scim v2.0')
  const { database, context } = scim.api
  await scim.send('GET', '/Users')
  assert.equal((await listOf(scim)).length, 1)
  const log = startScimRequestLog({ ...context, retentionDays: 0, ...context.directoryTokens })
  await log.stop()
  assert.deepEqual(await database.query({ text: 'select from scim_requests' }), [])
})

test('a request of SCIM 1.1 is in the log as those of 2.0 are', async () => {
  await using scim = await startScim('generic scim v1.1')
  const { api, directoryId, token } = scim
  const url = `/scim/v1/${directoryId}/Users/none`
  const answer = await api.app.inject({ url, headers: { authorization: `Bearer ${token}` } })
  const [{ path, status, error, token_id }] = await listOf(scim)
  assert.deepEqual([path, status], [url, 404])
  assert.equal(error.detail, answer.json().Errors[0].description)
  assert.match(token_id, /^directory_token_/)
})
