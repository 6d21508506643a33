import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../../testing/api-app.ts'
import { putDocuments } from '../../testing/overlay-documents.ts'
import { createPeopleWorld } from '../../testing/people-world.ts'

const ada = {
  name: 'ada',
  mail: 'ada@acme.example',
  givenName: 'Ada',
  familyName: 'Lovelace',
  title: 'Engineer',
  custom: { employee_number: '10042', department_name: 'Engineering' },
}
const grace = {
  name: 'grace',
  mail: 'grace@acme.example',
  givenName: 'Grace',
  familyName: 'Hopper',
  title: 'Lead',
  custom: { employee_number: '10001' },
}

/** Three directories, an API over them, and Ada in two of them, with Grace as her manager. */
async function setUp() {
  const api = await createTestApi()
  const world = await createPeopleWorld({ database: api.database, onPeopleChanged: api.context.onPeopleChanged })
  const { organizationId } = world
  const [adaInHr = '', graceInHr = '', adaInOkta = ''] = await world.arrive(
    { directory: 0, ...ada, custom: { ...ada.custom, manager_id: '10001' } },
    { directory: 0, ...grace },
    { directory: 1, ...ada, title: 'Software Engineer' },
  )
  const people = await world.personIds()
  const call = async (path: string, options = {}) => {
    const { status, body } = await api.call('GET', path, options)
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const key = async (permissions: string[]): Promise<string> => {
    const body = { name: 'key', organization_id: organizationId, permissions }
    return (await api.call('POST', '/api_keys', { body })).body.value
  }
  return {
    api,
    world,
    organizationId,
    users: { adaInHr, graceInHr, adaInOkta },
    people: { ada: people['0/ada'] ?? '', grace: people['0/grace'] ?? '' },
    call,
    key,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}

type Named = { readonly display_name: string }
const namesOf = (body: { readonly data: readonly Named[] }) => body.data.map(({ display_name: name }) => name)

test('people are listed once, by name, and found by what any of their users is called', async () => {
  await using world = await setUp()
  const { call, organizationId, people } = world
  const list = (query = '') => call(`/people?organization_id=${organizationId}${query}`)
  const all = await list()
  assert.deepEqual(namesOf(all), ['Ada Lovelace', 'Grace Hopper'])
  assert.deepEqual(all.data[0].manager, { id: people.grace, display_name: 'Grace Hopper' })
  assert.equal(all.data[0].directory_ids.length, 2)
  for (const text of ['lov', 'ADA@acme', '10042', 'ada lovel']) {
    assert.deepEqual(namesOf(await list(`&search=${encodeURIComponent(text)}`)), ['Ada Lovelace'], text)
  }
  assert.deepEqual(namesOf(await list(`&manager=${people.grace}`)), ['Ada Lovelace'])
  assert.deepEqual(namesOf(await list(`&directory=${world.world.directoryIds[1]}`)), ['Ada Lovelace'])
  assert.deepEqual(namesOf(await list('&statuses=left,pre_hire')), [])
  assert.deepEqual(namesOf(await list('&service=true')), [])
  const count = await call(`/people/count?organization_id=${organizationId}&search=acme.example`)
  assert.deepEqual(count, { object: 'search_count', count: 0, is_exact: true })
  const first = await list('&limit=1&sort=created_at&order=asc')
  const next = await list(`&limit=1&sort=created_at&order=asc&after=${first.list_metadata.after}`)
  assert.equal(new Set([...namesOf(first), ...namesOf(next)]).size, 2)
  assert.equal(next.list_metadata.after, null)
})

test('a list of people is of one organization, and a key of another sees nothing of it', async () => {
  await using world = await setUp()
  const { api, organizationId, people } = world
  assert.equal((await api.call('GET', '/people')).status, 422)
  const other = await api.call('POST', '/organizations', { body: { name: 'Other' } })
  const { body } = await api.call('POST', '/api_keys', { body: { name: 'k', organization_id: other.body.id } })
  const key = body.value as string
  assert.deepEqual((await api.call('GET', `/people?organization_id=${organizationId}`, { key })).body.data, [])
  assert.equal((await api.call('GET', `/people/${people.ada}`, { key })).status, 404)
})

test('every value is explained: whose word it is, by which rule, and what the others say', async () => {
  await using world = await setUp()
  const { call, people, users } = world
  const explained = await call(`/people/${people.ada}/explain`)
  const title = explained.attributes.find(({ name }: { name: string }) => name === 'title')
  assert.deepEqual([title.value, title.rule, title.written_in], ['Engineer', 'owner', null])
  assert.deepEqual(
    title.candidates.map((one: Record<string, unknown>) => [one.directory_user_id, one.value, one.wins]),
    [
      [users.adaInHr, 'Engineer', true],
      [users.adaInOkta, 'Software Engineer', false],
    ],
  )
  assert.equal(explained.manager.id, people.grace)
  assert.deepEqual(explained.status, {
    value: 'active',
    because: 'A directory has this person active.',
    until: null,
  })
})

test('sensitive values are shown to those who may change people, and to nobody else', async () => {
  await using world = await setUp()
  const { api, call, key, people, organizationId } = world
  await putDocuments(api.database, organizationId, {
    documents: [{ kind: 'PersonSchema', id: 'person', attributes: { salaryBand: { type: 'text', sensitive: true } } }],
  })
  const [id = ''] = await world.world.arrive({
    directory: 2,
    ...ada,
    custom: { ...ada.custom, salary_band: 'Band-Seven' },
  })
  assert.ok(id)
  const seen = await call(`/people/${people.ada}`)
  assert.deepEqual([seen.attributes.salaryBand, seen.masked_attributes], ['Band-Seven', []])
  const reader = await key(['people:read', 'directory_users:read'])
  const masked = await call(`/people/${people.ada}`, { key: reader })
  assert.deepEqual([masked.attributes.salaryBand, masked.masked_attributes], [undefined, ['salaryBand']])
  for (const path of ['', '/explain', '/timeline']) {
    const { body } = await api.call('GET', `/people/${people.ada}${path}`, { key: reader })
    assert.doesNotMatch(JSON.stringify(body.attributes ?? body), /Band-Seven/, path)
  }
})

test('a user is unlinked, linked by hand and left to the rules again; people, events and the audit log follow', async () => {
  await using world = await setUp()
  const { api, call, people, users, organizationId } = world
  const path = `/people/${people.ada}/links`
  const link = `${path}/${users.adaInOkta}`
  assert.equal((await api.call('DELETE', link)).status, 204)
  assert.equal((await call(path)).data.length, 1)
  assert.equal((await call(`/people?organization_id=${organizationId}`)).data.length, 3)
  assert.equal((await api.call('DELETE', link)).status, 404)
  const linked = await api.call('POST', path, { body: { directory_user_id: users.adaInOkta } })
  assert.deepEqual([linked.status, linked.body.rule, linked.body.pinned], [201, 'manual', true])
  assert.equal((await call(`/people?organization_id=${organizationId}`)).data.length, 2)
  const released = await api.call('POST', `${link}/release`)
  assert.deepEqual([released.body.person_id, released.body.pinned], [people.ada, false])
  const history = await call(`/people/${people.ada}/link_history`)
  assert.ok(history.data.length >= 3)
  const audit = await call(`/audit_log?target=${people.ada}`)
  assert.deepEqual(
    audit.data.map(({ action }: { action: string }) => action),
    ['person.link_released', 'person.linked', 'person.unlinked'],
  )
  const types = (await world.world.events()).map(({ type }) => type)
  for (const type of ['person.unlinked', 'person.linked', 'person.deleted'] as const) assert.ok(types.includes(type))
})

test('somebody who is gone has a story, and one who became another leads to that one', async () => {
  await using world = await setUp()
  const { api, call, people, users, organizationId } = world
  const link = `/people/${people.ada}/links/${users.adaInOkta}`
  await api.call('DELETE', link)
  const { data } = await call(`/people?organization_id=${organizationId}&search=lovelace`)
  const other = data.find(({ id }: { id: string }) => id !== people.ada)
  await api.call('POST', `/people/${people.ada}/links`, { body: { directory_user_id: users.adaInOkta } })
  const gone = await api.call('GET', `/people/${other.id}`)
  assert.deepEqual([gone.status, gone.body.code], [404, 'person_merged'])
  assert.match(gone.body.message, new RegExp(people.ada))
  const story = await call(`/people/${other.id}/timeline`)
  assert.ok(story.data.some(({ event }: { event: { type: string } | null }) => event?.type === 'person.deleted'))
})

test('a user that matches two people waits for somebody to decide, beside both', async () => {
  await using world = await setUp()
  const { api, call, organizationId } = world
  const desk = { mail: 'desk@acme.example', title: 'Receptionist' }
  await world.world.arrive({ directory: 0, name: 'day', ...desk, custom: { employee_number: '1' } })
  await world.world.arrive({ directory: 1, name: 'night', ...desk, custom: { employee_number: '2' } })
  const [user = ''] = await world.world.arrive({ directory: 2, name: 'desk', ...desk, title: 'Concierge' })
  const open = await call(`/match_cases?organization_id=${organizationId}&state=open`)
  const count = await call(`/match_cases/count?organization_id=${organizationId}&state=open`)
  assert.equal(count.count, 1)
  const [{ id }] = open.data
  const found = await call(`/match_cases/${id}`)
  assert.equal(found.directory_user_id, user)
  const [one, other] = found.people
  const agreesOn = (name: string) => found.comparison.find((row: { name: string }) => row.name === name).agrees
  assert.deepEqual(
    [agreesOn('mail'), agreesOn('title')],
    [
      [true, true],
      [false, false],
    ],
  )
  assert.deepEqual([one.links.length, other.links.length], [1, 1])
  const body = { action: 'link', person_id: other.id }
  assert.equal((await api.call('POST', `/match_cases/${id}/decide`, { body: { action: 'link' } })).status, 422)
  const decided = await api.call('POST', `/match_cases/${id}/decide`, { body })
  assert.deepEqual(decided.body.decision, body)
  assert.equal((await api.call('POST', `/match_cases/${id}/decide`, { body })).status, 409)
  const links = await call(`/people/${other.id}/links`)
  assert.ok(links.data.some((link: Record<string, unknown>) => link.directory_user_id === user && link.pinned === true))
})

test('of several who decide the same case at once one does, and the case says what holds', async () => {
  await using world = await setUp()
  const { api, call, organizationId } = world
  const desk = { mail: 'desk@acme.example' }
  await world.world.arrive({ directory: 0, name: 'day', ...desk, custom: { employee_number: '1' } })
  await world.world.arrive({ directory: 1, name: 'night', ...desk, custom: { employee_number: '2' } })
  const [user = ''] = await world.world.arrive({ directory: 2, name: 'desk', ...desk })
  const [{ id, candidates }] = (await call(`/match_cases?organization_id=${organizationId}&state=open`)).data
  const bodies = [...candidates, ...candidates].map(({ person_id }) => ({ action: 'link', person_id }))
  const answers = await Promise.all(bodies.map((body) => api.call('POST', `/match_cases/${id}/decide`, { body })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409])
  const { decision } = await call(`/match_cases/${id}`)
  const { data } = await call(`/people/${decision.person_id}/links`)
  assert.ok(data.some((link: Record<string, unknown>) => link.directory_user_id === user))
})

test('the timeline tells of a person and of every user that it is, in one line of time', async () => {
  await using world = await setUp()
  const { call, key, people } = world
  const { data } = await call(`/people/${people.ada}/timeline?limit=100`)
  const types: string[] = data.map(({ event }: { event: { type: string } }) => event.type)
  assert.equal(types.filter((type) => type === 'dsync.user.created').length, 2)
  assert.ok(types.includes('person.created') && types.includes('person.linked'))
  const places = new Set(data.map(({ directory_id: id }: { directory_id: string | null }) => id))
  assert.deepEqual(places, new Set([null, world.world.directoryIds[0], world.world.directoryIds[1]]))
  const times = data.map(({ at }: { at: string }) => at)
  assert.deepEqual(times, times.toSorted().reverse())
  const pages: string[] = []
  for (let after = ''; pages.length < 50; ) {
    const page = await call(`/people/${people.ada}/timeline?limit=2${after && `&after=${after}`}`)
    pages.push(...page.data.map(({ id }: { id: string }) => id))
    if (page.list_metadata.after === null) break
    after = page.list_metadata.after
  }
  assert.deepEqual(
    pages,
    data.map(({ id }: { id: string }) => id),
  )
  const onlyPeople = await call(`/people/${people.ada}/timeline?limit=100`, { key: await key(['people:read']) })
  assert.ok(onlyPeople.data.every(({ directory_id: id }: { directory_id: string | null }) => id === null))
})
