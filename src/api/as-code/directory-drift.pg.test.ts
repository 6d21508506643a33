import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PlanChange, PlanDrift } from '../../model/overlay/plan.ts'
import { lockOrganizationStream } from '../../store/organization-stream.ts'
import { createTestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'
import { memorySettings } from '../../testing/pulled-directory.ts'
import { untilWaiting } from '../../testing/until-waiting.ts'

const file = `kind: Directory
id: okta
directory: Okta
mapping:
  - { target: job_title, expression: user.title }
scope: { rule: user.active, onLeave: keep }
guards: { users: 25% }
`

type Files = Readonly<Record<string, string>>

/** An organization with a directory that is read, as its file declares it. */
async function start() {
  const api = await createTestApi()
  const { organizationId } = await createTestDirectory(api)
  const connected = { name: 'Okta', type: 'okta', connection: { settings: memorySettings } }
  const made = await api.call('POST', '/directories', { body: { organization_id: organizationId, ...connected } })
  const organization = `/organizations/${organizationId}`
  const connection = `/directories/${made.body.id}/connection`
  const plan = async (files: Files) => {
    const body = { files: Object.entries(files).map(([path, text]) => ({ path, text })) }
    const answer = await api.call('POST', `${organization}/plans`, { body })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body
  }
  const apply = (id: string) => api.call('POST', `/plans/${id}/apply`)
  return {
    ...{ api, organizationId, plan, apply },
    async applyFiles(files: Files) {
      const applied = await apply((await plan(files)).id)
      assert.equal(applied.body.state, 'applied', JSON.stringify(applied.body))
    },
    change: (body: object) => api.call('PUT', connection, { body }),
    connection: async () => (await api.call('GET', connection)).body,
    drift: async (): Promise<PlanDrift[]> => (await api.call('GET', `${organization}/drift`)).body.data,
    export: async (): Promise<Files> => {
      const { body } = await api.call('GET', `${organization}/overlay/export`)
      return Object.fromEntries(body.files.map(({ path, text }: { path: string; text: string }) => [path, text]))
    },
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  }
}

const actionsOf = (changes: readonly PlanChange[]) =>
  changes.map(({ actions, address, reason }) => [actions.join('+'), address, reason])

test('a connection that was changed by hand is planned to be put back, put back, and planned no more', async () => {
  await using s = await start()
  const files = { 'okta.yaml': file }
  await s.applyFiles(files)
  assert.deepEqual([(await s.plan(files)).plan.changes, await s.drift()], [[], []])
  await s.change({ scope: { rule: null }, mapping: [{ target: 'job_title', expression: 'user.role' }] })
  const { id, plan } = await s.plan(files)
  assert.deepEqual(actionsOf(plan.changes), [['update', 'Directory/okta', 'drifted']])
  assert.deepEqual(
    Object.fromEntries(plan.changes[0].fields.map(({ key, before }: PlanChange['fields'][number]) => [key, before])),
    { mapping: [{ target: 'job_title', expression: 'user.role' }], scope: { onLeave: 'keep' } },
  )
  assert.deepEqual(
    plan.drift.map(({ kind, key, place }: PlanDrift) => [kind, key, place?.file]),
    [
      ['connection', 'mapping', 'okta.yaml'],
      ['connection', 'scope', 'okta.yaml'],
    ],
  )
  assert.equal((await s.apply(id)).body.state, 'applied')
  const { scope, mapping } = await s.connection()
  assert.deepEqual([scope.rule, scope.on_leave, mapping[0].expression], ['user.active', 'keep', 'user.title'])
  assert.deepEqual([(await s.plan(files)).plan.changes, await s.drift()], [[], []])
})

test('what is exported says what the connection has, and changes nothing of it', async () => {
  await using s = await start()
  await s.applyFiles({ 'okta.yaml': file, 'muster.yaml': 'kind: Settings\nformatVersion: 1\n' })
  await s.change({ guards: { users: { percent: 90, at_least: 1 } } })
  const exported = await s.export()
  assert.match(exported['directories/okta.yaml'] ?? '', /percent: 90\n +atLeast: 1\n/)
  const { id, plan } = await s.plan(exported)
  assert.deepEqual(actionsOf(plan.changes), [['manage', 'Directory/okta', 'keys_changed']])
  await s.apply(id)
  assert.deepEqual((await s.connection()).guards.users, { percent: 90, at_least: 1 })
  assert.deepEqual([(await s.plan(await s.export())).plan.changes, await s.drift()], [[], []])
})

test('what no file declares any more is whoever’s set it at the connection', async () => {
  await using s = await start()
  await s.applyFiles({ 'okta.yaml': file })
  const fewer = file.replace(/guards.*\n/, '')
  await s.applyFiles({ 'okta.yaml': fewer })
  await s.change({ guards: { users: { percent: 90, at_least: 1 } } })
  assert.deepEqual([(await s.plan({ 'okta.yaml': fewer })).plan.changes, await s.drift()], [[], []])
  await s.applyFiles({ 'okta.yaml': fewer.replace('user.title', 'user.role') })
  assert.deepEqual((await s.connection()).guards.users, { percent: 90, at_least: 1 })
  const exported = await s.export()
  assert.doesNotMatch(exported['directories/okta.yaml'] ?? '', /guards/)
  await s.apply((await s.plan(exported)).id)
  assert.deepEqual((await s.connection()).guards.users, { percent: 90, at_least: 1 })
})

test('a scope that is changed after a plan was made is not put back by it unseen', async () => {
  await using s = await start()
  const files = { 'okta.yaml': file }
  await s.applyFiles(files)
  const { id } = await s.plan({ ...files, 'team.yaml': 'kind: Team\nid: platform\n' })
  await s.change({ scope: { rule: 'true' } })
  const refused = await s.apply(id)
  assert.deepEqual([refused.status, refused.body.code], [409, 'plan_outdated'])
  assert.match(refused.body.message, /Directory\/okta \(update\)/)
  assert.equal((await s.connection()).scope.rule, 'true')
})

test('nor is one that the plan puts back from something else', async () => {
  await using s = await start()
  const files = { 'okta.yaml': file }
  await s.applyFiles(files)
  await s.change({ scope: { rule: 'user.employed' } })
  const { id } = await s.plan(files)
  await s.change({ scope: { rule: 'true' } })
  const refused = await s.apply(id)
  assert.deepEqual([refused.status, refused.body.code], [409, 'plan_outdated'])
  assert.match(refused.body.message, /Directory\/okta \(scope\)/)
  assert.equal((await s.connection()).scope.rule, 'true')
})

test('nor one that is changed while a plan is applied', async () => {
  await using s = await start()
  await s.applyFiles({ 'okta.yaml': file })
  const { id } = await s.plan({ 'okta.yaml': file.replace('user.active', 'user.employed') })
  const { database } = s.api
  const applied = await database.transaction(async (transaction) => {
    await lockOrganizationStream(transaction, s.organizationId, new Date())
    const applying = s.apply(id)
    await untilWaiting(database, 1)
    await s.change({ scope: { rule: 'true' } })
    return { applying }
  })
  const { body } = await applied.applying
  assert.deepEqual(
    [body.state, body.result.changes[0].outcome, body.result.changes[0].text],
    ['failed', 'failed', 'Somebody has changed scope of the connection meanwhile. Plan again and look at it.'],
  )
  assert.equal((await s.connection()).scope.rule, 'true')
})

test('a mapping that the connection refuses is told, and stops nothing else', async () => {
  await using s = await start()
  const wrong = file.replace('job_title', 'custom_attributes.nobody_has_it')
  const { id } = await s.plan({ 'okta.yaml': wrong, 'team.yaml': 'kind: Team\nid: platform\n' })
  const { body } = await s.apply(id)
  assert.deepEqual(
    body.result.changes.map(({ address, outcome }: PlanChange & { outcome: string }) => [address, outcome]),
    [
      ['Directory/okta', 'failed'],
      ['Team/platform', 'applied'],
    ],
  )
  assert.match(body.result.changes[0].text, /custom_attributes.nobody_has_it/)
})
