import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectors } from '../connectors/connectors.ts'
import { ScimDirectoryType } from '../model/directory.ts'
import { createTestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { followLink, generateLink } from '../testing/portal-visit.ts'
import { memorySettings, startTestSync, untilRun } from '../testing/pulled-directory.ts'

test('how far a set-up has come is kept, and the operator sees it too', async () => {
  await using api = await createTestApi()
  const { id, organizationId } = await createTestDirectory(api)
  const path = `/directories/${id}/setup`
  const nothing = (await api.call('GET', path)).body
  assert.deepEqual([nothing.started_at, nothing.steps_done, nothing.provider], [null, [], null])

  const made = await generateLink(api, organizationId)
  const visit = await followLink(api, made.link)
  const put = (body: object) => visit.call('PUT', path, { body })
  await put({ provider: 'okta-scim-v2.0', current_step: 'guide.1' })
  await put({ steps: { 'guide.1': true, 'guide.2': true }, current_step: 'guide.3' })
  await put({ steps: { 'guide.1': false, 'guide.3': true } })
  const seen = (await api.call('GET', path)).body
  assert.deepEqual(seen.steps_done, ['guide.2', 'guide.3'])
  assert.deepEqual([seen.provider, seen.current_step, seen.link_id], ['okta-scim-v2.0', 'guide.3', made.id])
  assert.equal(seen.finished_at, null)

  const finished = (await put({ is_finished: true })).body
  assert.notEqual(finished.finished_at, null)
  assert.equal((await put({ is_finished: true })).body.finished_at, finished.finished_at)
  assert.equal((await put({ is_finished: false })).body.finished_at, null)
  assert.equal((await put({ steps: { 'Not a step': true } })).status, 422)
  const log = (await api.call('GET', '/audit_log?action=directory_setup.updated')).body
  assert.equal(log.data.length, 6)
})

test('everything that can be connected is one list, each with its steps and what it needs', async () => {
  await using api = await createTestApi({ connectors })
  const { body } = await api.call('GET', '/providers')
  const types = body.data.flatMap((provider: { directory_types: string[] }) => provider.directory_types)
  assert.deepEqual(types.toSorted(), [...ScimDirectoryType.options, ...connectors.map(({ type }) => type)].sort())
  assert.equal(new Set(body.data.map(({ id }: { id: string }) => id)).size, body.data.length)
  const of = (id: string) => body.data.find((provider: { id: string }) => provider.id === id)
  assert.match(JSON.stringify(of('okta-scim-v2.0').steps), /\{endpoint\}.*\{bearer_token\}/)
  assert.equal(of('okta-scim-v2.0').settings, null)
  assert.deepEqual(Object.keys(of('entra-id').settings.properties).slice(0, 2), ['tenant_id', 'client_id'])
  assert.match(of('azure-scim-v2.0').needs.plan, /Entra ID P1/)
})

test('a source is prepared first: nothing is read until its settings are given and its schedule is switched on', async () => {
  await using api = await createTestApi()
  await using _ = startTestSync(api)
  const { body: organization } = await api.call('POST', '/organizations', { body: { name: 'Acme' } })
  const body = { organization_id: organization.id, name: 'Okta', type: 'okta' }
  const { status, body: directory } = await api.call('POST', '/directories', { body })
  assert.deepEqual([status, directory.bearer_token], [201, null])
  const path = `/directories/${directory.id}/connection`
  const prepared = (await api.call('GET', path)).body
  assert.deepEqual([prepared.settings, prepared.schedule.is_enabled, prepared.next_run_at], [{}, false, null])
  const early = await api.call('POST', `/directories/${directory.id}/sync_runs`, { body: {} })
  assert.deepEqual([early.status, early.body.code], [409, 'connection_not_set_up'])
  assert.equal((await api.call('POST', `${path}/check`, { body: {} })).status, 422)

  const filled = (await api.call('PUT', path, { body: { settings: memorySettings } })).body
  assert.deepEqual([filled.schedule.is_enabled, filled.next_run_at], [false, null])
  assert.equal((await api.call('POST', `${path}/check`, { body: {} })).body.is_usable, true)
  assert.deepEqual((await api.call('GET', `/directories/${directory.id}/sync_runs`)).body.data, [])

  const started = await api.call('PUT', path, { body: { schedule: { is_enabled: true } } })
  assert.notEqual(started.body.next_run_at, null)
  const run = await untilRun(api, { id: directory.id }, ['completed'])
  assert.equal(run.trigger, 'changed')
  await api.call('DELETE', `/directories/${directory.id}`)
})
