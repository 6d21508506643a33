import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SourceError } from '../../connectors/source-error.ts'
import { bootstrapKey, createTestApi } from '../../testing/api-app.ts'
import { assertDescribedEvent } from '../../testing/described-events.ts'
import { createMemorySource, type MemorySource } from '../../testing/memory-connector.ts'
import { createPulledDirectory, startTestSync, untilRun } from '../../testing/pulled-directory.ts'

async function startCompany(count = 12) {
  const source = createMemorySource()
  source.putUsers(count)
  source.putGroup('g1', ['u00001', 'u00002'])
  const api = await createTestApi({ connectors: [source.connector] })
  const engine = startTestSync(api)
  const { id } = await createPulledDirectory(api)
  const path = `/directories/${id}`
  const first = await untilRun(api, { id }, ['completed', 'failed'])
  return {
    ...{ source, api, path, id, first },
    post: (below: string, body: object = {}) => api.call('POST', `${path}/${below}`, { body }),
    until: (states: Parameters<typeof untilRun>[2], after: string) => untilRun(api, { id, after }, states),
    async users() {
      const { body } = await api.call('GET', `/directory_users?directory=${id}&limit=100`)
      return body.data.length
    },
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}

/** A source that stands still before its second page until the test lets it go on, or the engine gives it up. */
function holdSecondPage({ faults }: MemorySource) {
  const reached = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  faults.beforePage = async (page, signal) => {
    if (page !== 1) return
    signal.addEventListener('abort', () => goOn.resolve())
    reached.resolve()
    await goOn.promise
  }
  return { reached: reached.promise, release: () => goOn.resolve() }
}

test('a new directory is read at once, and again when somebody asks', async () => {
  await using acme = await startCompany()
  assert.deepEqual([acme.first.kind, acme.first.trigger, acme.first.state], ['full', 'connected', 'completed'])
  assert.deepEqual([acme.first.counts.users_created, acme.first.counts.memberships_added], [12, 2])
  assert.equal(await acme.users(), 12)
  assert.equal((await acme.api.call('GET', acme.path)).body.state, 'linked')
  acme.source.putUser('late')
  const asked = await acme.post('sync_runs', { kind: 'full' })
  assert.deepEqual([asked.status, asked.body.kind, asked.body.trigger], [201, 'full', 'manual'])
  await acme.until(['completed'], acme.first.id)
  assert.equal(await acme.users(), 13)
  const { body: run } = await acme.api.call('GET', `/sync_runs/${asked.body.id}`)
  assert.deepEqual([run.directory_id, run.counts.users_created, run.counts.unchanged], [acme.id, 1, 13])
  await acme.api.feed()
  const { body: events } = await acme.api.call('GET', '/events?limit=100')
  for (const { event, data } of events.data) assertDescribedEvent({ type: event, data })
})

test('removals beyond the limit wait with their names, and exactly those that were approved are carried out', async () => {
  await using acme = await startCompany()
  for (const id of ['u00001', 'u00002', 'u00003', 'u00004', 'u00005', 'u00006']) acme.source.removeUser(id)
  await acme.post('sync_runs', { kind: 'full' })
  const run = await acme.until(['waiting'], acme.first.id)
  assert.equal(run.counts.held, 6)
  assert.equal(await acme.users(), 12)
  const { body: held } = await acme.api.call('GET', `${acme.path}/sync_runs/${run.id}/removals?states=held&limit=100`)
  assert.equal(held.data.length, 6)
  assert.deepEqual([held.data[0].kind, held.data[0].reason], ['user', 'absent'])
  assert.match(held.data[0].name, /u0000/)
  const changed = await acme.post(`sync_runs/${run.id}/approve`, { removals: 5 })
  assert.deepEqual([changed.status, changed.body.code], [409, 'removals_changed'])
  const approved = await acme.post(`sync_runs/${run.id}/approve`, { removals: 6, reason: 'Lyon has closed' })
  assert.equal(approved.status, 200)
  await acme.until(['completed'], acme.first.id)
  assert.equal(await acme.users(), 6)
  const { body: log } = await acme.api.call('GET', '/audit_log?action=sync_run.approved')
  assert.deepEqual([log.data[0].target.id, log.data[0].after.reason], [run.id, 'Lyon has closed'])
  await acme.api.feed()
  const { body: events } = await acme.api.call(
    'GET',
    '/events?limit=100&events=muster.sync_run.decided,muster.sync_run.waiting',
  )
  for (const { event, data } of events.data) assertDescribedEvent({ type: event, data })
  const decided = events.data[1].data
  assert.deepEqual([decided.decision, decided.reason, decided.removals], ['approved', 'Lyon has closed', 6])
})

test('what was rejected stays and is not asked for again, and a decision needs its own permission', async () => {
  await using acme = await startCompany()
  for (const id of ['u00001', 'u00002', 'u00003', 'u00004', 'u00005', 'u00006']) acme.source.removeUser(id)
  await acme.post('sync_runs', { kind: 'full' })
  const run = await acme.until(['waiting'], acme.first.id)
  const { body: key } = await acme.api.call('POST', '/api_keys', {
    body: { name: 'k', permissions: ['sync_runs:write'] },
  })
  const reject = `${acme.path}/sync_runs/${run.id}/reject`
  assert.equal((await acme.api.call('POST', reject, { body: {}, key: key.value })).status, 403)
  assert.equal((await acme.api.call('POST', reject, { body: {} })).body.state, 'completed')
  const again = await acme.post(`sync_runs/${run.id}/approve`)
  assert.deepEqual([again.status, again.body.code], [409, 'sync_run_not_possible'])
  const asked = await acme.post('sync_runs', { kind: 'full' })
  const next = await acme.until(['completed', 'waiting'], run.id)
  assert.deepEqual([next.id, next.state, await acme.users()], [asked.body.id, 'completed', 12])
})

test('a run is paused at its page, goes on, and is cancelled', async () => {
  await using acme = await startCompany(40)
  const { reached } = holdSecondPage(acme.source)
  const { body: run } = await acme.post('sync_runs', { kind: 'full' })
  await acme.until(['running'], acme.first.id)
  await reached
  const same = await acme.post('sync_runs')
  assert.deepEqual([same.status, same.body.id], [201, run.id])
  assert.equal((await acme.post(`sync_runs/${run.id}/pause`)).body.requested, 'pause')
  await acme.until(['paused'], acme.first.id)
  const open = await acme.post('sync_runs')
  assert.deepEqual([open.status, open.body.code], [409, 'sync_run_open'])
  acme.source.faults.beforePage = null
  assert.equal((await acme.post(`sync_runs/${run.id}/resume`)).body.state, 'queued')
  await acme.until(['completed'], acme.first.id)
  assert.equal((await acme.post(`sync_runs/${run.id}/cancel`)).status, 409)
})

test('the progress of a run is a stream that ends with it', async () => {
  await using acme = await startCompany()
  const { reached, release } = holdSecondPage(acme.source)
  const { body: run } = await acme.post('sync_runs', { kind: 'full' })
  await acme.until(['running'], acme.first.id)
  await reached
  const url = await acme.api.app.listen({ host: '127.0.0.1', port: 0 })
  const headers = { authorization: `Bearer ${bootstrapKey}` }
  const answer = await fetch(`${url}${acme.path}/sync_runs/${run.id}/progress`, { headers })
  assert.match(String(answer.headers.get('content-type')), /text\/event-stream/)
  release()
  const told = (await answer.text())
    .split('\n\n')
    .flatMap((part) => (part.startsWith('data: ') ? [JSON.parse(part.slice(6))] : []))
  assert.deepEqual([told[0].state, told.at(-1).state], ['running', 'completed'])
  assert.equal(told.at(-1).counts.seen, 13)
  const none = await acme.api.call('GET', `${acme.path}/sync_runs/sync_run_none/progress`)
  assert.equal(none.status, 404)
  const { body: other } = await acme.api.call('POST', '/organizations', { body: { name: 'Other' } })
  const { body: key } = await acme.api.call('POST', '/api_keys', { body: { name: 'k', organization_id: other.id } })
  const foreign = await acme.api.call('GET', `${acme.path}/sync_runs/${run.id}/progress`, { key: key.value })
  assert.equal(foreign.status, 404)
})

test('whoever is bound to one organization cannot take all streams of progress from the others', async () => {
  await using acme = await startCompany()
  const { reached, release } = holdSecondPage(acme.source)
  const { body: run } = await acme.post('sync_runs', { kind: 'full' })
  await reached
  const { body: key } = await acme.api.call('POST', '/api_keys', {
    body: { name: 'k', organization_id: (await acme.api.call('GET', acme.path)).body.organization_id },
  })
  const url = await acme.api.app.listen({ host: '127.0.0.1', port: 0 })
  const end = new AbortController()
  const open = async (secret: string) => {
    const headers = { authorization: `Bearer ${secret}` }
    const { status } = await fetch(`${url}${acme.path}/sync_runs/${run.id}/progress`, { headers, signal: end.signal })
    return status
  }
  const own = await Promise.all(Array.from({ length: 21 }, () => open(key.value)))
  assert.deepEqual(
    [own.filter((status) => status === 200).length, own.filter((status) => status === 503).length],
    [20, 1],
  )
  assert.equal(await open(bootstrapKey), 200)
  end.abort()
  release()
})

test('a record that cannot be taken is a problem with what to do, and is gone when it is solved', async () => {
  await using acme = await startCompany()
  const taken = { login: 'u00001@example.com' }
  acme.source.putUser('twin', { attributes: taken })
  await acme.post('sync_runs')
  const run = await acme.until(['completed'], acme.first.id)
  assert.equal(run.counts.refused, 1)
  const { body: problems } = await acme.api.call('GET', `${acme.path}/problems`)
  const [problem] = problems.data
  assert.deepEqual([problem.code, problem.source_id], ['user_name_taken', 'twin'])
  acme.source.putUser('u00001', { attributes: { login: 'other@example.com' } })
  await acme.post('sync_runs')
  const renamed = await acme.until(['completed'], run.id)
  assert.equal((await acme.post(`problems/${problem.id}/retry`)).status, 200)
  await acme.until(['completed'], renamed.id)
  assert.equal(await acme.users(), 13)
  assert.deepEqual((await acme.api.call('GET', `${acme.path}/problems`)).body.data, [])
})

test('a refused credential puts the directory into quarantine, with what to do, until it works again', async () => {
  await using acme = await startCompany()
  acme.source.faults.closed = new SourceError('credentials_refused', 'Make a new key.')
  await acme.post('sync_runs', { kind: 'full' })
  const run = await acme.until(['failed'], acme.first.id)
  assert.deepEqual([run.error_code, run.error_text], ['credentials_refused', 'Make a new key.'])
  assert.equal((await acme.api.call('GET', acme.path)).body.state, 'invalid_credentials')
  const { body: connection } = await acme.api.call('GET', `${acme.path}/connection`)
  assert.deepEqual([connection.quarantine.code, connection.quarantine.text], ['credentials_refused', 'Make a new key.'])
  const repeatable = { body: {}, headers: { 'idempotency-key': 'once' } }
  for (const _ of ['first', 'repeated']) {
    const refused = await acme.api.call('POST', `${acme.path}/sync_runs`, repeatable)
    assert.deepEqual([refused.status, refused.body.code], [409, 'directory_quarantined'])
  }
  acme.source.faults.closed = null
  const asked = await acme.post('sync_runs')
  assert.deepEqual([asked.status, asked.body.code], [409, 'directory_quarantined'])
  await acme.until(['completed'], run.id)
  assert.equal((await acme.api.call('GET', acme.path)).body.state, 'linked')
  await acme.api.feed()
  const { body: events } = await acme.api.call(
    'GET',
    '/events?limit=100&events=muster.directory.quarantined,muster.directory.recovered',
  )
  assert.equal(events.data.length, 2)
  for (const { event, data } of events.data) assertDescribedEvent({ type: event, data })
})

test('a user whom the source does not have any more is not restored by the API, but comes back from there with the same id', async () => {
  await using acme = await startCompany()
  const { body: users } = await acme.api.call('GET', `/directory_users?directory=${acme.id}&limit=100`)
  const { id } = users.data.find(({ idp_id }: { idp_id: string }) => idp_id === 'u00003')
  acme.source.removeUser('u00003')
  await acme.post('sync_runs', { kind: 'full' })
  const run = await acme.until(['completed'], acme.first.id)
  assert.equal((await acme.api.call('GET', `/directory_users/${id}`)).status, 404)
  const refused = await acme.api.call('POST', `/directory_users/${id}/restore`)
  assert.deepEqual([refused.status, refused.body.code], [409, 'user_is_pulled'])
  acme.source.putUser('u00003')
  await acme.post('sync_runs')
  await acme.until(['completed'], run.id)
  assert.equal((await acme.api.call('GET', `/directory_users/${id}`)).body.idp_id, 'u00003')
})
