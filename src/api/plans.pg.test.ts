import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PlanChange, PlanDrift, PlanGuard } from '../model/overlay/plan.ts'
import { createTestApi, type TestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { memorySettings } from '../testing/pulled-directory.ts'
import { makeMember, signInAt } from '../testing/signed-in.ts'

async function start() {
  const api = await createTestApi()
  const { organizationId } = await createTestDirectory(api)
  const plans = `/organizations/${organizationId}/plans`
  const objects = `/organizations/${organizationId}/overlay/objects`
  return {
    api,
    organizationId,
    objects,
    plan: async (files: Readonly<Record<string, string>>, more: object = {}) => {
      const body = { files: Object.entries(files).map(([path, text]) => ({ path, text })), ...more }
      const answer = await api.call('POST', plans, { body })
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
      return answer.body
    },
    apply: (id: string, key?: string) => api.call('POST', `/plans/${id}/apply`, { ...(key && { key }) }),
    plans,
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  }
}

type Sent = (body: object) => Promise<{ readonly status: number; readonly body: { readonly value: string } }>

/** Makes a key that opens everything; gives its value. */
async function makeKey(send: Sent): Promise<string> {
  const { status, body } = await send({ name: 'CI' })
  assert.equal(status, 201)
  return body.value
}

/** An owner who has signed in. */
async function signedIn(api: TestApi, email = 'owner@muster.example') {
  const { member, linkToken } = await makeMember(api.context, { role: 'owner', email })
  const browser = await signInAt(api.app, { link_token: linkToken })
  const send = (path: string, body: object) => browser.send('POST', `/dashboard/api${path}`, { body })
  return {
    id: member.id,
    browser,
    approve: (plan: string) => send(`/plans/${plan}/approve`, {}),
    plan: async (path: string, files: object) => (await send(path, { files })).body.id as string,
    makeKey: () => makeKey((body) => send('/api_keys', body)),
  }
}

/** People of an organization, as the engine would have made them. */
async function insertPeople(api: TestApi, organizationId: string, count: number): Promise<string[]> {
  const rows = await api.database.query<{ id: string }>({
    text: `insert into people (organization_id, id, status, display_name, display_name_key, attributes, sources, version,
        created_at, updated_at)
      select $1, 'person_' || lpad(n::text, 26, '0'), 'active', 'Person ' || n, 'person ' || n,
        jsonb_build_object('title', case when n <= 2 then 'Lead' else 'Engineer' end), '{}', 1, now(), now()
      from generate_series(1, $2::integer) n returning id`,
    values: [organizationId, count],
  })
  return rows.map(({ id }) => id)
}

const team = (name: string) => `kind: Team\nid: platform\nname: ${name}\n`
const leads = 'kind: Group\nid: leads\nmembers:\n  rule: person.title == "Lead"\n  mode: exact\n'

test('files are planned, applied, and plan nothing afterwards', async () => {
  await using s = await start()
  await insertPeople(s.api, s.organizationId, 5)
  const files = { 'teams/platform.yaml': team('Platform'), 'groups/leads.yaml': leads }
  const planned = await s.plan(files)
  assert.deepEqual(
    planned.plan.changes.map(({ address, actions, people }: PlanChange) => [address, actions, people?.enter ?? 0]),
    [
      ['Group/leads', ['create'], 2],
      ['Team/platform', ['create'], 0],
    ],
  )
  assert.equal(planned.plan.changes[0].people.samples.enter[0].name, 'Person 1')
  const applied = await s.apply(planned.id)
  assert.equal(applied.status, 200, JSON.stringify(applied.body))
  assert.deepEqual([applied.body.state, applied.body.result.changes[0].outcome], ['applied', 'applied'])
  const again = await s.plan(files)
  assert.deepEqual([again.plan.changes, again.applyable], [[], false])
  const { body } = await s.api.call('GET', `${s.objects}/Team/platform`)
  assert.equal(body.managed_by.file, 'teams/platform.yaml')
  const second = await s.apply(planned.id)
  assert.equal(second.status, 409)
})

test('files with mistakes are told, and take nothing away', async () => {
  await using s = await start()
  await s.apply((await s.plan({ 'a.yaml': team('Platform') })).id)
  const planned = await s.plan({ 'a.yaml': 'kind: Team\nid: platform\nnmae: Platform\n' })
  assert.deepEqual(planned.plan.changes, [])
  assert.match(planned.plan.findings[0].text, /nmae/)
  const refused = await s.apply(planned.id)
  assert.equal(refused.body.code, 'plan_not_applyable')
})

test('a plan that would take away more than it shows is refused', async () => {
  await using s = await start()
  const [first] = await insertPeople(s.api, s.organizationId, 5)
  await s.apply((await s.plan({ 'a.yaml': leads })).id)
  await s.api.database.query({
    text: `insert into overlay_members (organization_id, kind, object_id, person_id, reasons, since)
      values ($1, 'Group', 'leads', $2, '[{"by":"rule"}]', now())`,
    values: [s.organizationId, first],
  })
  const planned = await s.plan({ 'a.yaml': leads.replace('Lead', 'Nobody') })
  assert.equal(planned.plan.changes[0].people.leave, 1)
  await s.api.database.query({
    text: `insert into overlay_members (organization_id, kind, object_id, person_id, reasons, since)
      values ($1, 'Group', 'leads', 'person_00000000000000000000000002', '[{"by":"rule"}]', now())`,
    values: [s.organizationId],
  })
  const refused = await s.apply(planned.id)
  assert.deepEqual([refused.status, refused.body.code], [409, 'plan_outdated'])
  assert.match(refused.body.message, /Group\/leads \(1 more would leave\)/)
})

test('a plan waits for the approval that the settings ask for, and not of whoever made it', async () => {
  await using s = await start()
  const settings = 'kind: Settings\nformatVersion: 1\napprovals:\n  - { when: deletions, by: [owner] }\n'
  await s.apply((await s.plan({ 'muster.yaml': settings, 'a.yaml': team('Platform') })).id)
  const key = await s.api.call('POST', '/api_keys', {
    body: {
      name: 'CI',
      organization_id: s.organizationId,
      permissions: ['plans:create', 'plans:apply', 'plans:approve'],
    },
  })
  const made = await s.api.call('POST', s.plans, {
    key: key.body.value,
    body: { files: [{ path: 'muster.yaml', text: settings }] },
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const { id } = made.body
  assert.equal((await s.apply(id, key.body.value)).body.code, 'plan_not_approved')
  const own = await s.api.call('POST', `/plans/${id}/approve`, { key: key.body.value, body: {} })
  assert.equal(own.body.code, 'plan_own_approval')
  const owner = await signedIn(s.api)
  const approved = await owner.browser.send('POST', `/dashboard/api/plans/${id}/approve`, {
    body: { reason: 'looked at' },
  })
  assert.deepEqual([approved.body.state, approved.body.approvals[0].role], ['approved', 'owner'])
  assert.equal(approved.body.plan.approvals[0].given, 1)
  assert.equal((await s.apply(id, key.body.value)).body.state, 'applied')
})

test('a key is whoever made it: nobody approves with one hand what the other planned', async () => {
  await using s = await start()
  const settings = 'kind: Settings\nformatVersion: 1\napprovals:\n  - { when: always, by: [owner] }\n'
  const files = [{ path: 'muster.yaml', text: settings }]
  const [ada, grace] = [await signedIn(s.api), await signedIn(s.api, 'grace@muster.example')]
  const own = await ada.makeKey()
  const ofItsKey = await makeKey((body) => s.api.call('POST', '/api_keys', { body, key: own }))
  const unknown = await makeKey((body) => s.api.call('POST', '/api_keys', { body }))
  const planBy = async (key?: string, more: object = {}) => {
    const made = await s.api.call('POST', s.plans, { body: { files, ...more }, ...(key && { key }) })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    return made.body
  }
  const approveBy = async (id: string, key?: string) =>
    (await s.api.call('POST', `/plans/${id}/approve`, { body: {}, ...(key && { key }) })).body.code
  for (const key of [own, ofItsKey]) {
    const { id, created_by } = await planBy(key)
    assert.equal(created_by.member_id, ada.id)
    assert.equal((await ada.approve(id)).body.code, 'plan_own_approval')
    assert.deepEqual([await approveBy(id, own), await approveBy(id, ofItsKey)], Array(2).fill('plan_own_approval'))
    assert.equal(await approveBy(id, unknown), 'plan_approval_by_key')
    assert.equal((await grace.approve(id)).body.state, 'approved')
  }
  const byMember = await ada.plan(s.plans, files)
  assert.deepEqual(
    [await approveBy(byMember, own), await approveBy(byMember)],
    ['plan_own_approval', 'plan_approval_by_key'],
  )
  const byUnknown = await planBy(unknown)
  assert.equal(byUnknown.created_by.member_id, null)
  assert.equal(await approveBy(byUnknown.id), 'plan_approval_by_key', 'the key of the configuration is nobody either')
  assert.equal((await ada.approve(byUnknown.id)).body.state, 'approved')
  const named = await planBy(unknown, { author: { name: ['Ada', 'OWNER@muster.example'], files: [] } })
  assert.equal((await ada.approve(named.id)).body.code, 'plan_own_approval', 'the author of the files')
})

test('an approval that was given before it was asked for does not count when it is of whoever made the plan', async () => {
  await using s = await start()
  const owner = await signedIn(s.api)
  const settings = 'kind: Settings\nformatVersion: 1\n'
  await s.apply((await s.plan({ 'muster.yaml': settings })).id)
  const id = await owner.plan(s.plans, [
    { path: 'muster.yaml', text: settings },
    { path: 'a.yaml', text: team('Platform') },
  ])
  assert.equal((await owner.approve(id)).body.state, 'approved', 'nobody asks for it')
  const asking = `${settings}approvals:\n  - { when: always, by: [owner] }\n`
  await s.apply((await s.plan({ 'muster.yaml': asking })).id)
  assert.equal((await s.apply(id)).body.code, 'plan_not_approved')
})

test('guards count what applies of the last 24 hours removed, but for what was let pass by name or is back', async () => {
  await using s = await start()
  const files = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`g${index}.yaml`, `kind: Group\nid: g${index}\n`]))
  const deletions = async (count: number, more: object = {}) => {
    const { id, plan } = await s.plan(files(count), more)
    const [guard] = plan.guards
    const result = plan.applyable ? (await s.apply(id)).body.state : 'blocked'
    return [guard.count, guard.used, guard.limit, result]
  }
  await s.apply((await s.plan(files(20))).id)
  assert.deepEqual(await deletions(17), [3, 0, 5, 'applied'])
  assert.deepEqual(await deletions(14), [3, 3, 5, 'blocked'])
  assert.deepEqual(await deletions(14, { allow: ['Group'] }), [3, 3, 5, 'applied'])
  assert.deepEqual(await deletions(12), [2, 3, 5, 'applied'], 'what was let pass by name is not counted')
  assert.deepEqual(await deletions(11), [1, 5, 5, 'blocked'])
  await s.api.call('POST', `${s.objects}/Group/g18/restore`, { body: {} })
  await s.apply((await s.plan({ ...files(12), 'g19.yaml': 'kind: Group\nid: g19\n' })).id)
  const { plan } = await s.plan(files(11))
  assert.deepEqual(
    plan.guards.map(({ count, used }: PlanGuard) => [count, used]),
    [[2, 3]],
    'those that are back are not gone',
  )
})

test('a rejected plan cannot be applied', async () => {
  await using s = await start()
  const { id } = await s.plan({ 'a.yaml': team('Platform') })
  const rejected = await s.api.call('POST', `/plans/${id}/reject`, { body: { reason: 'not now' } })
  assert.equal(rejected.body.state, 'rejected')
  assert.equal((await s.apply(id)).body.code, 'plan_closed')
})

test('what a file declares is not changed beside it, but for what cannot wait, and that is drift', async () => {
  await using s = await start()
  await s.apply((await s.plan({ 'teams/platform.yaml': team('Platform') })).id)
  const path = `${s.objects}/Team/platform`
  const refused = await s.api.call('PATCH', path, { body: { document: { name: 'Mine' } } })
  assert.match(refused.body.message, /"name" of Team\/platform is declared in teams\/platform.yaml:1/)
  const free = await s.api.call('PATCH', path, { body: { document: { description: 'Ours' } } })
  assert.deepEqual([free.status, free.body.document.description], [200, 'Ours'])
  await s.api.call('PATCH', path, { body: { document: { name: 'Mine' }, override: true } })
  const drift = await s.api.call('GET', `/organizations/${s.organizationId}/drift`)
  assert.deepEqual(
    drift.body.data.map(({ address, key, declared, actual }: PlanDrift) => [address, key, declared, actual]),
    [['Team/platform', 'name', 'Platform', 'Mine']],
  )
  const reverted = await s.api.call('POST', `${path}/revert`, { body: {} })
  assert.equal(reverted.body.document.name, 'Platform')
})

test('an object is made by hand, deleted and restored', async () => {
  await using s = await start()
  const document = { kind: 'Group', id: 'guests', name: 'Guests' }
  assert.equal((await s.api.call('POST', s.objects, { body: { document } })).status, 201)
  assert.equal((await s.api.call('POST', s.objects, { body: { document } })).body.code, 'overlay_object_exists')
  assert.equal((await s.api.call('DELETE', `${s.objects}/Group/guests`)).status, 200)
  assert.deepEqual((await s.api.call('GET', s.objects)).body.data, [])
  assert.equal((await s.api.call('GET', `${s.objects}?deleted=true`)).body.data[0].id, 'guests')
  const restored = await s.api.call('POST', `${s.objects}/Group/guests/restore`, { body: {} })
  assert.deepEqual([restored.status, restored.body.deleted_at], [200, null])
})

test('a key may plan without being able to apply', async () => {
  await using s = await start()
  const key = await s.api.call('POST', '/api_keys', {
    body: { name: 'pull requests', organization_id: s.organizationId, permissions: ['plans:create'] },
  })
  const made = await s.api.call('POST', s.plans, {
    key: key.body.value,
    body: { files: [{ path: 'a.yaml', text: team('Platform') }] },
  })
  assert.equal(made.status, 201)
  assert.equal((await s.apply(made.body.id, key.body.value)).status, 403)
})

test('what a document says of a connection goes there, and is told when it is changed there', async () => {
  await using s = await start()
  const made = await s.api.call('POST', '/directories', {
    body: {
      ...{ organization_id: s.organizationId, name: 'Okta', type: 'okta' },
      connection: { settings: memorySettings },
    },
  })
  const connection = `/directories/${made.body.id}/connection`
  const file = 'kind: Directory\nid: okta\ndirectory: Okta\nguards:\n  users: 25%\n'
  const applied = await s.apply((await s.plan({ 'okta.yaml': file })).id)
  assert.equal(applied.body.state, 'applied', JSON.stringify(applied.body))
  const usersOf = async () => (await s.api.call('GET', connection)).body.guards.users
  assert.deepEqual(await usersOf(), { percent: 25, at_least: 5 })
  await s.api.call('PUT', connection, { body: { guards: { users: { percent: 90, at_least: 1 } } } })
  const drift = await s.api.call('GET', `/organizations/${s.organizationId}/drift`)
  assert.deepEqual([drift.body.data[0].kind, drift.body.data[0].key], ['connection', 'guards'])
  await s.api.call('POST', `${s.objects}/Directory/okta/revert`, { body: {} })
  assert.deepEqual(await usersOf(), { percent: 25, at_least: 5 })
})

test('a connection that does not take what a document says is told, and stops nothing else', async () => {
  await using s = await start()
  const [directory] = (await s.api.call('GET', `/directories?organization_id=${s.organizationId}`)).body.data
  const file = `kind: Directory\nid: scim\ndirectory: ${directory.id}\nguards:\n  users: 25%\n`
  const applied = await s.apply((await s.plan({ 'a.yaml': file, 'b.yaml': team('Platform') })).id)
  assert.deepEqual(
    [applied.body.state, ...applied.body.result.changes.map(({ outcome }: { outcome: string }) => outcome)],
    ['failed', 'failed', 'applied'],
  )
})

test('a rule that asks for the members of another group counts those who were added to it by hand', async () => {
  await using s = await start()
  const [first = '', second = ''] = await insertPeople(s.api, s.organizationId, 2)
  const open = 'kind: Group\nid: open\nmembers:\n  add: []\n  mode: additive\n'
  await s.apply((await s.plan({ 'open.yaml': open })).id)
  const path = `/organizations/${s.organizationId}/member_objects/Group/open/hand_members`
  for (const person of [first, second]) await s.api.call('POST', path, { body: { person_id: person } })
  const rule = 'kind: Group\nid: those\nmembers:\n  rule: person.memberOf("open")\n  mode: exact\n'
  const { plan } = await s.plan({ 'open.yaml': open, 'those.yaml': rule })
  assert.deepEqual(
    plan.changes.map(({ address, people }: PlanChange) => [address, people?.enter]),
    [['Group/those', 2]],
  )
})
