import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../../testing/api-app.ts'
import { putDocuments } from '../../testing/overlay-documents.ts'
import { createPeopleWorld } from '../../testing/people-world.ts'

const ada = { mail: 'ada@acme.example', givenName: 'Ada', familyName: 'Lovelace' }
const peers = { peers: ['d0', 'd1'], conflict: 'case' }

/** Ada in two directories, of equal say about her title and her salary band, of which they say otherwise. */
async function setUp() {
  const api = await createTestApi()
  const world = await createPeopleWorld({ database: api.database, onPeopleChanged: api.context.onPeopleChanged })
  const { organizationId, directoryIds } = world
  const directories = directoryIds.map((directory, index) => ({ kind: 'Directory', id: `d${index}`, directory }))
  await putDocuments(api.database, organizationId, {
    documents: [
      ...directories,
      { kind: 'PersonSchema', attributes: { salaryBand: { type: 'text', sensitive: true } } },
      { kind: 'Authority', attributes: { title: peers, salaryBand: peers } },
    ],
  })
  const [hr = '', okta = ''] = await world.arrive(
    { directory: 0, name: 'a', ...ada, title: 'Engineer', custom: { salary_band: 'Band-Six' } },
    { directory: 1, name: 'b', ...ada, title: 'Lead', custom: { salary_band: 'Band-Seven' } },
  )
  const list = async (query = '', options = {}) =>
    (await api.call('GET', `/attribute_cases?organization_id=${organizationId}${query}`, options)).body.data
  const key = async (permissions: string[]): Promise<string> =>
    (await api.call('POST', '/api_keys', { body: { name: 'key', organization_id: organizationId, permissions } })).body
      .value
  return {
    api,
    organizationId,
    users: { hr, okta },
    personId: (await world.personIds())['0/a'] ?? '',
    list,
    key,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}

test('a case about a title is listed with what each says, decided and taken back; the person, the audit log and explain follow', async () => {
  await using company = await setUp()
  const { api, organizationId, users, personId, list } = company
  const [open, ...others] = await list('&state=open&attribute=title')
  assert.deepEqual(others, [])
  assert.deepEqual([open.person_id, open.person_name, open.value], [personId, 'Ada Lovelace', null])
  const said = open.candidates.map((one: Record<string, unknown>) => [one.directory_user_id, one.value])
  assert.deepEqual(said, [
    [users.hr, 'Engineer'],
    [users.okta, 'Lead'],
  ])
  const count = await api.call('GET', `/attribute_cases/count?organization_id=${organizationId}&state=open`)
  assert.equal(count.body.count, 2)
  const decide = (body: object) => api.call('POST', `/attribute_cases/${open.id}/decide`, { body })
  assert.equal((await decide({ directory_user_id: personId })).status, 422)
  const decided = await decide({ directory_user_id: users.okta })
  assert.deepEqual(
    [decided.body.state, decided.body.chosen_user_id, decided.body.value],
    ['decided', users.okta, 'Lead'],
  )
  assert.equal((await decide({ directory_user_id: users.hr })).body.code, 'attribute_case_closed')
  const explained = (await api.call('GET', `/people/${personId}/explain`)).body
  const title = explained.attributes.find(({ name }: { name: string }) => name === 'title')
  assert.deepEqual([title.value, title.rule, title.case_id], ['Lead', 'chosen', open.id])
  const reopened = await api.call('POST', `/attribute_cases/${open.id}/reopen`, { body: {} })
  assert.deepEqual([reopened.body.state, reopened.body.value], ['open', 'Lead'])
  const { data } = (await api.call('GET', `/audit_log?organization_id=${organizationId}&limit=2`)).body
  const actions = data.map(({ action }: { action: string }) => action)
  assert.deepEqual(actions, ['attribute_case.reopened', 'attribute_case.decided'])
})

test('values of a sensitive attribute are in no case, event or audit entry that others than owners read', async () => {
  await using company = await setUp()
  const { api, organizationId, users, list, key } = company
  const reader = await key(['people:read'])
  const [masked] = await list('&attribute=salaryBand', { key: reader })
  assert.equal(masked.masked, true)
  assert.doesNotMatch(JSON.stringify(masked), /Band-/)
  const one = await api.call('GET', `/attribute_cases/${masked.id}`, { key: reader })
  assert.doesNotMatch(JSON.stringify(one.body), /Band-/)
  const [seen] = await list('&attribute=salaryBand')
  assert.match(JSON.stringify(seen), /Band-Seven/)
  const body = { directory_user_id: users.okta }
  assert.equal((await api.call('POST', `/attribute_cases/${masked.id}/decide`, { key: reader, body })).status, 403)
  await api.call('POST', `/attribute_cases/${masked.id}/decide`, { body })
  const { data } = (await api.call('GET', `/audit_log?organization_id=${organizationId}`)).body
  assert.ok(data.some(({ action }: { action: string }) => action === 'attribute_case.decided'))
  assert.doesNotMatch(JSON.stringify(data), /Band-/)
})

test('a key of another organization finds no case', async () => {
  await using company = await setUp()
  const { api, users, list } = company
  const [open] = await list()
  const other = await api.call('POST', '/organizations', { body: { name: 'Other' } })
  const { body } = await api.call('POST', '/api_keys', { body: { name: 'k', organization_id: other.body.id } })
  const options = { key: body.value as string, body: { directory_user_id: users.okta } }
  assert.equal((await api.call('POST', `/attribute_cases/${open.id}/decide`, options)).status, 404)
})
