import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi, type TestApi } from '../testing/api-app.ts'

const organization = { id: 'org_01ACME', name: 'Acme', domains: [{ domain: 'acme.test', state: 'verified' }] }
const directory = {
  id: 'directory_01OKTA',
  organization_id: organization.id,
  name: 'Okta',
  type: 'okta scim v2.0',
  external_key: 'sPa12dwRQ',
  bearer_token: 'the-secret-that-okta-sends',
  created_at: '2024-03-01T10:00:00.000Z',
}
const ada = {
  object: 'directory_user',
  id: 'directory_user_01ADA',
  idp_id: '00u1',
  username: 'ada@acme.test',
  email: 'ada@acme.test',
  emails: [{ primary: true, type: 'work', value: 'ada@acme.test' }],
  first_name: 'Ada',
  last_name: 'Lind',
  name: 'Ada Lind',
  job_title: 'Engineer',
  state: 'active',
  custom_attributes: { department_name: 'Research', employee_number: '7', cost_code: 'C1', division_name: null },
  raw_attributes: {},
  created_at: '2024-03-02T10:00:00.000Z',
}
const bert = { id: 'directory_user_01BERT', idp_id: 'bert@acme.test', email: 'bert@acme.test', state: 'suspended' }
const group = { id: 'directory_group_01ENG', idp_id: 'Engineering', name: 'Engineering', member_ids: [ada.id, bert.id] }

const users = `/imports/directories/${directory.id}/users`
const groups = `/imports/directories/${directory.id}/groups`

type Result = { id: string; result: string; message: string | null }

async function bring(api: TestApi, path: string, body: object): Promise<Result[]> {
  const answer = await api.call('POST', path, { body })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body.data
}

const wordsOf = (results: readonly Result[]) => results.map(({ result }) => result)

async function bringAll(api: TestApi): Promise<string[]> {
  const results = [
    await bring(api, '/imports/organizations', { organizations: [organization] }),
    await bring(api, '/imports/directories', { directories: [directory] }),
    await bring(api, users, { users: [ada, bert] }),
    await bring(api, groups, { groups: [group] }),
  ]
  return results.flatMap(wordsOf)
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Sends what Okta sends, with the token that it had before. */
async function scim(api: TestApi, [method, path]: readonly [Method, string], body?: object) {
  const answer = await api.app.inject({
    method,
    url: `/scim/v2/${directory.id}${path}`,
    headers: { authorization: `Bearer ${directory.bearer_token}`, 'content-type': 'application/scim+json' },
    ...(body ? { payload: JSON.stringify(body) } : {}),
  })
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
}

test('what is imported has its ids, is shown as before, and is told of like any creation', async () => {
  await using api = await createTestApi()
  assert.deepEqual(await bringAll(api), Array(5).fill('created'))
  const shown = (await api.call('GET', `/directory_users/${ada.id}`)).body
  for (const field of [
    'id',
    'idp_id',
    'username',
    'email',
    'emails',
    'first_name',
    'last_name',
    'name',
    'job_title',
    'state',
    'created_at',
  ] as const)
    assert.deepEqual(shown[field], ada[field], field)
  const { department_name, employee_number, cost_code, division_name } = shown.custom_attributes
  assert.deepEqual([department_name, employee_number, cost_code, division_name], ['Research', '7', 'C1', undefined])
  assert.deepEqual(
    shown.groups.map(({ id, idp_id }: Record<string, string>) => [id, idp_id]),
    [[group.id, 'Engineering']],
  )
  assert.equal((await api.call('GET', `/directory_users/${bert.id}`)).body.state, 'inactive')
  const kept = (await api.call('GET', `/directories/${directory.id}`)).body
  assert.deepEqual(
    [kept.external_key, kept.created_at, kept.metadata.users],
    ['sPa12dwRQ', directory.created_at, { active: 1, inactive: 1 }],
  )
  assert.equal((await api.call('GET', `/organizations/${organization.id}`)).body.domains[0].state, 'verified')
  await api.feed()
  const { data: events } = (await api.call('GET', '/events?order=asc&limit=100')).body
  assert.deepEqual(
    events.map(({ event }: { event: string }) => event),
    [
      'dsync.token.created',
      'dsync.activated',
      'dsync.user.created',
      'dsync.user.created',
      'dsync.group.created',
      'dsync.group.user_added',
      'dsync.group.user_added',
    ],
  )
  assert.equal(events[2].context?.actor?.source ?? 'api', 'api')
})

test('an import can be repeated: it brings what is new, and nothing twice', async () => {
  await using api = await createTestApi()
  await bringAll(api)
  await api.feed()
  const before = (await api.call('GET', '/events?limit=100')).body.data.length
  assert.deepEqual(await bringAll(api), Array(5).fill('unchanged'))
  await api.feed()
  assert.equal((await api.call('GET', '/events?limit=100')).body.data.length, before)
  const promoted = { ...ada, job_title: 'Lead' }
  assert.deepEqual(wordsOf(await bring(api, users, { users: [promoted, bert] })), ['updated', 'unchanged'])
  assert.deepEqual(wordsOf(await bring(api, groups, { groups: [{ ...group, member_ids: [ada.id] }] })), ['updated'])
  assert.equal((await api.call('GET', `/directory_users?group=${group.id}`)).body.data.length, 1)
  const more = { ...group, member_ids: [bert.id], members: 'add' }
  assert.deepEqual(wordsOf(await bring(api, groups, { groups: [more] })), ['updated'])
  assert.equal((await api.call('GET', `/directory_users?group=${group.id}`)).body.data.length, 2)
})

test('the identity provider goes on with its token, finds who was imported, and changes that user', async () => {
  await using api = await createTestApi()
  await bringAll(api)
  const found = await scim(api, ['GET', `/Users?filter=${encodeURIComponent('userName eq "Ada@acme.test"')}`])
  assert.equal(found.body.totalResults, 1)
  const [resource] = found.body.Resources
  assert.equal(resource.id, ada.id)
  assert.deepEqual([resource.externalId, resource.name.givenName, resource.emails[0].value], ['00u1', 'Ada', ada.email])
  assert.equal(resource['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'].department, 'Research')

  const put = await scim(api, ['PUT', `/Users/${ada.id}`], {
    ...resource,
    name: { givenName: 'Ada', familyName: 'Berg' },
  })
  assert.deepEqual([put.status, put.body.id], [200, ada.id])
  const patch = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', value: { active: true } }],
  }
  assert.equal((await scim(api, ['PATCH', `/Users/${bert.id}`], patch)).status, 200)
  const groupFilter = encodeURIComponent('displayName eq "Engineering"')
  assert.equal((await scim(api, ['GET', `/Groups?filter=${groupFilter}`])).body.Resources[0].id, group.id)
  assert.equal(
    (await scim(api, ['POST', '/Users'], { schemas: resource.schemas, userName: 'ada@acme.test' })).status,
    409,
  )

  assert.equal((await api.call('GET', `/directory_users?directory=${directory.id}`)).body.data.length, 2)
  const shown = (await api.call('GET', `/directory_users/${ada.id}`)).body
  assert.deepEqual([shown.last_name, shown.idp_id, shown.created_at], ['Berg', '00u1', ada.created_at])
  const again = await bring(api, users, { users: [ada, bert] })
  assert.deepEqual(wordsOf(again), ['skipped', 'skipped'])
  assert.match(again[0]?.message ?? '', /written it here since/)
  assert.equal((await api.call('GET', `/directory_users/${ada.id}`)).body.last_name, 'Berg')
})

test('who was deleted here since is not brought back by an import', async () => {
  await using api = await createTestApi()
  await bringAll(api)
  assert.equal((await scim(api, ['DELETE', `/Users/${ada.id}`])).status, 204)
  const [result] = await bring(api, users, { users: [ada] })
  assert.deepEqual([result?.result, result?.message?.includes('deleted here')], ['skipped', true])
  assert.equal((await api.call('GET', `/directory_users/${ada.id}`)).status, 404)
})

test('a user with its SCIM resource is what that says, without what is secret or of the other server', async () => {
  await using api = await createTestApi()
  await bringAll(api)
  const raw = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:example:unknown'],
    id: '0f3c-1',
    userName: 'carl@acme.test',
    externalId: '00u3',
    name: { givenName: 'Carl', familyName: 'Dahl' },
    emails: [{ primary: true, value: 'carl@acme.test', type: 'work' }],
    locale: 'en-US',
    password: 'secret',
    groups: [],
  }
  const carl = {
    id: '0f3c-1',
    email: 'carl@acme.test',
    first_name: 'Carl',
    last_name: 'Dahl',
    state: 'active',
    raw_attributes: raw,
  }
  assert.deepEqual(wordsOf(await bring(api, users, { users: [carl] })), ['created'])
  const { body } = await scim(api, ['GET', '/Users/0f3c-1'])
  assert.deepEqual(
    [body.userName, body.externalId, body.locale, body.active],
    ['carl@acme.test', '00u3', 'en-US', true],
  )
  const { document } = (await api.call('GET', '/directory_users/0f3c-1/source')).body
  assert.deepEqual([document.password, document.id, document.groups], [undefined, undefined, undefined])
})

test('what cannot be imported is refused by itself, with the reason', async () => {
  await using api = await createTestApi()
  await bringAll(api)
  const other = { id: 'org_02', name: 'Other', external_id: 'crm-2', domains: [{ domain: 'acme.test' }] }
  const nameless = { id: 'org_03' }
  const clash = { id: 'org_04', name: 'Clash', external_id: 'crm-2' }
  const organizations = await bring(api, '/imports/organizations', { organizations: [other, nameless, clash] })
  assert.deepEqual(wordsOf(organizations), ['created', 'refused', 'refused'])
  assert.match(organizations[0]?.message ?? '', /acme\.test/)
  assert.match(organizations[1]?.message ?? '', /name: /)
  assert.deepEqual(
    await bring(api, '/imports/organizations', { organizations: [{ name: 'Other', external_id: 'crm-2' }] }),
    [{ object: 'import_result', id: 'org_02', result: 'unchanged', message: null }],
  )

  const base = { ...directory, id: 'directory_02', organization_id: 'org_02', bearer_token: undefined }
  const directories = await bring(api, '/imports/directories', {
    directories: [
      { ...base, type: 'bamboohr' },
      { ...base, organization_id: 'org_none' },
      { ...base, id: directory.id },
      { ...base, bearer_token: directory.bearer_token },
      { ...base, bearer_token: 'short' },
      base,
    ],
  })
  assert.deepEqual(wordsOf(directories), ['refused', 'refused', 'refused', 'refused', 'refused', 'created'])
  const into = '/imports/directories/directory_02/users'
  const results = await bring(api, into, {
    users: [ada, { id: 'x y' }, { id: 'user_without_any_name' }, { ...bert, id: 'u1' }, { ...bert, id: 'u2' }, null],
  })
  assert.deepEqual(wordsOf(results), ['refused', 'refused', 'refused', 'created', 'refused', 'refused'])
  assert.match(results[0]?.message ?? '', /Another directory/)
  assert.match(results[4]?.message ?? '', /userName "bert@acme\.test" exists already/)
})

test('only a key that is bound to no organization imports', async () => {
  await using api = await createTestApi()
  await bringAll(api)
  const { body: key } = await api.call('POST', '/api_keys', {
    body: { name: 'acme', organization_id: organization.id },
  })
  for (const [path, body] of [
    ['/imports/organizations', { organizations: [organization] }],
    ['/imports/directories', { directories: [directory] }],
    [users, { users: [ada] }],
    [groups, { groups: [group] }],
  ] as const)
    assert.equal((await api.call('POST', path, { body, key: key.value })).body.code, 'organization_bound', path)
  assert.equal((await api.call('POST', '/imports/directories/none/users', { body: { users: [ada] } })).status, 404)
  assert.equal((await api.call('POST', users, { body: { users: Array(101).fill(ada) } })).status, 422)
})

test('a directory that was deleted can be imported again: its stream goes on', async () => {
  await using api = await createTestApi()
  await bringAll(api)
  const { removeDeleted } = await import('../directory/deletion.ts')
  await api.call('DELETE', `/directories/${directory.id}`)
  const [early] = await bring(api, '/imports/directories', { directories: [directory] })
  assert.equal(early?.result, 'refused')
  await removeDeleted(api.context)
  assert.deepEqual(await bringAll(api), ['unchanged', 'created', 'created', 'created', 'created'])
  await api.feed()
  const { data: events } = (await api.call('GET', '/events?order=asc&limit=100')).body
  const types = events.map(({ event }: { event: string }) => event)
  assert.equal(types.filter((type: string) => type === 'dsync.deleted').length, 1)
  assert.equal(types.lastIndexOf('dsync.user.created') > types.indexOf('dsync.deleted'), true)
})

test('of two with the same id in one call the first counts, so that nobody is there twice', async () => {
  await using api = await createTestApi()
  await bringAll(api)
  const cyd = { id: 'directory_user_01CYD', username: 'cyd@acme.test' }
  const results = await bring(api, users, { users: [cyd, { ...cyd, username: 'dan@acme.test' }] })
  assert.deepEqual(wordsOf(results), ['created', 'skipped'])
  assert.match(results[1]?.message ?? '', /same id/)
  const ops = { id: 'directory_group_01OPS', name: 'Operations' }
  assert.deepEqual(wordsOf(await bring(api, groups, { groups: [ops, ops] })), ['created', 'skipped'])
  const { metadata } = (await api.call('GET', `/directories/${directory.id}`)).body
  assert.deepEqual(metadata, { users: { active: 2, inactive: 1 }, groups: 2 })
  const found = await scim(api, ['GET', '/Users?filter=userName%20eq%20%22cyd@acme.test%22'])
  assert.equal(found.body.Resources[0].id, cyd.id)
})
