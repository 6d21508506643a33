import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../../testing/api-app.ts'
import { putDocuments } from '../../testing/overlay-documents.ts'
import { createPeopleWorld } from '../../testing/people-world.ts'

const numbered = (number: string) => ({ custom: { employee_number: number } })
const ada = { givenName: 'Ada', familyName: 'Lovelace' }

/** Ada, who has a number and an address at work, and twice somebody of another address, who is her, too. */
async function setUp() {
  const api = await createTestApi()
  const world = await createPeopleWorld({ database: api.database, onPeopleChanged: api.context.onPeopleChanged })
  const { organizationId } = world
  const freelance = { mail: 'ada@freelance.example', ...ada, title: 'Advisor' }
  const [first = '', second = '', third = ''] = await world.arrive(
    { directory: 0, name: 'a', mail: 'ada@acme.example', ...ada, ...numbered('1') },
    { directory: 1, name: 'b', ...freelance },
    { directory: 2, name: 'c', ...freelance },
  )
  const people = await world.personIds()
  return {
    api,
    world,
    organizationId,
    users: { first, second, third },
    into: people['0/a'] ?? '',
    from: people['1/b'] ?? '',
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}

type Link = { readonly directory_user_id: string; readonly rule: string; readonly pinned: boolean }

test('two people are made one in one call: told before, explained after, kept by the rules, in the history and the audit log', async () => {
  await using company = await setUp()
  const { api, world, organizationId, users, into, from } = company
  const before = await world.picture()
  const preview = (await api.call('GET', `/people/${into}/merge?person_id=${from}`)).body
  assert.deepEqual(await world.picture(), before)
  const { body: done, status } = await api.call('POST', `/people/${into}/merge`, { body: { person_id: from } })
  assert.equal(status, 200, JSON.stringify(done))
  assert.deepEqual(done, preview)
  const moved = done.links.map((link: Link) => link.directory_user_id).sort()
  assert.deepEqual(moved, [users.second, users.third].sort())
  const title = done.changes.find(({ attribute }: { attribute: string }) => attribute === 'title')
  assert.deepEqual(title, { attribute: 'title', before: null, after: 'Advisor' })
  await world.follow(Object.values(users))
  const links: Link[] = (await api.call('GET', `/people/${into}/links`)).body.data
  assert.equal(links.filter(({ rule, pinned }) => rule === 'manual' && pinned).length, 2)
  assert.equal((await world.picture()).people.length, 1)
  const gone = await api.call('GET', `/people/${from}/explain`)
  assert.deepEqual([gone.body.code, gone.body.message.includes(into)], ['person_merged', true])
  const [merged] = (await api.call('GET', `/people/${into}/explain`)).body.merged
  assert.deepEqual([merged.person_id, merged.display_name], [from, 'Ada Lovelace'])
  const history = (await api.call('GET', `/people/${from}/link_history`)).body.data
  const left = history.filter((one: { action: string }) => one.action === 'unlinked')
  assert.deepEqual(
    left.map((one: { cause: { source: string } }) => one.cause.source),
    ['api', 'api'],
  )
  const types = (await world.events()).map(({ type }) => type)
  assert.equal(types.filter((type) => type === 'person.unlinked').length, 2)
  assert.equal(types.at(-1) === 'person.linked' && types.includes('person.deleted'), true)
  const [entry] = (await api.call('GET', `/audit_log?organization_id=${organizationId}&limit=1`)).body.data
  assert.deepEqual([entry.action, entry.target.id, entry.after.merged_person_id], ['person.merged', into, from])
})

test('what files and people said of the one who is merged by name is said of the other from then on', async () => {
  await using company = await setUp()
  const { api, organizationId, into, from } = company
  const teams = [
    { kind: 'Team', id: 'advisors', name: 'Advisors', members: { mode: 'exact', add: ['mail:ada@freelance.example'] } },
    { kind: 'Team', id: 'guests', name: 'Guests' },
  ]
  await putDocuments(api.database, organizationId, { documents: teams })
  const hand = `/organizations/${organizationId}/member_objects/Team/guests/hand_members`
  const put = await api.call('POST', hand, { body: { person_id: from } })
  assert.equal(put.status, 200, JSON.stringify(put.body))
  await api.call('POST', `/people/${into}/merge`, { body: { person_id: from } })
  const { data } = (await api.call('GET', `/people/${into}/memberships`)).body
  const teamsNow = data.map((one: { object_id: string }) => one.object_id).sort()
  assert.deepEqual(teamsNow, ['advisors', 'guests'])
})

test('everybody below follows the manager that a person has by a merge', async () => {
  await using company = await setUp()
  const { api, world, organizationId, users, into, from } = company
  await world.arrive({
    directory: 0,
    name: 'boss',
    mail: 'boss@acme.example',
    givenName: 'Grace',
    familyName: 'Hopper',
  })
  const group = {
    kind: 'Group',
    id: 'below',
    members: { mode: 'exact', rule: 'person.reportsTo("mail:boss@acme.example")' },
  }
  await putDocuments(api.database, organizationId, { documents: [group] })
  const freelance = { directory: 1, name: 'b', mail: 'ada@freelance.example', ...ada }
  await world.change(users.second, { ...freelance, custom: { manager_email: 'boss@acme.example' } })
  await world.follow([users.second])
  const report = { mail: 'emil@acme.example', givenName: 'Emil', familyName: 'Ames' }
  await world.arrive({ directory: 0, name: 'r', ...report, custom: { manager_email: 'ada@acme.example' } })
  const emil = (await world.personIds())['0/r'] ?? ''
  const groups = async () => (await api.call('GET', `/people/${emil}/memberships`)).body.data.length
  assert.equal(await groups(), 0)
  await api.call('POST', `/people/${into}/merge`, { body: { person_id: from } })
  assert.equal(await groups(), 1)
})

test('who became one with somebody who becomes another is that one, and a merge tells of another status', async () => {
  await using company = await setUp()
  const { api, world, users, into, from } = company
  await world.arrive({ directory: 0, name: 'd', mail: 'ada@other.example', ...ada, ...numbered('2') })
  const last = (await world.personIds())['0/d'] ?? ''
  await world.change(users.first, { directory: 0, name: 'a', mail: 'ada@acme.example', ...ada, active: false })
  await world.follow([users.first])
  const { body } = await api.call('POST', `/people/${into}/merge`, { body: { person_id: from } })
  const status = body.changes.find(({ attribute }: { attribute: string }) => attribute === 'status')
  assert.deepEqual(status, { attribute: 'status', before: 'left', after: 'active' })
  await api.call('POST', `/people/${last}/merge`, { body: { person_id: into } })
  const { message } = (await api.call('GET', `/people/${from}`)).body
  assert.ok(message.includes(last) && !message.includes(into), message)
  const { merged } = (await api.call('GET', `/people/${last}/explain`)).body
  assert.deepEqual(new Set(merged.map((one: { person_id: string }) => one.person_id)), new Set([into, from]))
})

test('nobody is merged with themselves, with somebody of another organization, or without the right to write', async () => {
  await using company = await setUp()
  const { api, organizationId, into, from } = company
  const merge = (person: string, options = {}) =>
    api.call('POST', `/people/${into}/merge`, { body: { person_id: person }, ...options })
  assert.equal((await merge(into)).status, 422)
  await using other = await createPeopleWorld({ database: api.database })
  await other.arrive({ directory: 0, name: 'x' })
  assert.equal((await merge((await other.personIds())['0/x'] ?? '')).status, 404)
  const body = { name: 'key', organization_id: organizationId, permissions: ['people:read'] }
  const { value } = (await api.call('POST', '/api_keys', { body })).body
  assert.equal((await merge(from, { key: value })).status, 403)
  assert.equal((await api.call('GET', `/people/${into}/merge?person_id=${from}`, { key: value })).status, 200)
})

test('a merge tells of a directory of which the person would be two active users', async () => {
  await using company = await setUp()
  const { api, world, into } = company
  await world.arrive({ directory: 0, name: 'd', mail: 'ada@other.example', ...ada, ...numbered('2') })
  const other = (await world.personIds())['0/d'] ?? ''
  const preview = (await api.call('GET', `/people/${into}/merge?person_id=${other}`)).body
  assert.deepEqual(preview.directories_twice, [{ id: world.directoryIds[0], name: 'Test' }])
})

test('values that matched are not shown of a sensitive attribute to those who only read', async () => {
  await using company = await setUp()
  const { api, world, organizationId } = company
  const documents = [
    { kind: 'PersonSchema', attributes: { taxId: { type: 'text', sensitive: true } } },
    { kind: 'Matching', rules: [{ on: ['taxId'] }] },
  ]
  await putDocuments(api.database, organizationId, { documents })
  const known = { custom: { tax_id: 'T-4711' } }
  await world.arrive({ directory: 0, name: 'x', ...known }, { directory: 1, name: 'y', ...known })
  const person = (await world.personIds())['0/x'] ?? ''
  const body = { name: 'key', organization_id: organizationId, permissions: ['people:read'] }
  const { value: key } = (await api.call('POST', '/api_keys', { body })).body
  for (const path of ['links', 'link_history', 'timeline']) {
    const seen = (await api.call('GET', `/people/${person}/${path}`, { key })).body
    assert.ok(seen.data.length > 0, path)
    assert.doesNotMatch(JSON.stringify(seen), /T-4711/, path)
  }
  assert.match(JSON.stringify((await api.call('GET', `/people/${person}/links`)).body), /T-4711/)
})
