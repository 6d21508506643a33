import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NewOktaUser, OktaStatus } from '../../sandbox/okta/records.ts'
import { sendJson, startAnsweringServer } from '../../testing/answering-server.ts'
import { connectorTools, movingTime } from '../../testing/connector-tools.ts'
import { patient, readAll } from '../../testing/connector-world.ts'
import { startOktaWorld } from '../../testing/okta-world.ts'
import type { SourcePage } from '../connector.ts'
import { oktaConnector } from './okta.ts'

const person = (login: string, status: OktaStatus = 'ACTIVE'): NewOktaUser => ({
  status,
  profile: { login, email: login, firstName: 'Ada', lastName: 'Lind' },
})
const usersIn = (pages: readonly SourcePage[]) => pages.flatMap(({ users = [] }) => users)
const removedIn = (pages: readonly SourcePage[]) => pages.flatMap(({ removed = [] }) => removed)
const dayMs = 24 * 3_600_000

test('a service app without an administrator role, which Okta answers with 200 and nobody, is an error that says what to do', async () => {
  await using world = await startOktaWorld()
  world.sandbox.org.createUser(person('ada@example.com'))
  world.sandbox.switches.fault = 'no_admin_role'
  const { findings, users } = await world.open().check(patient())
  assert.equal(users.count, 0)
  const finding = findings.find(({ code }) => code === 'no_users')
  assert.equal(finding?.level, 'error')
  assert.match(finding?.text ?? '', /Admin roles.+Read-only Administrator/)
})

test('who is deactivated is listed as such, and is not gone', async () => {
  await using world = await startOktaWorld()
  const id = world.sandbox.org.createUser(person('ada@example.com', 'DEPROVISIONED'))
  const { pages } = await world.full()
  assert.deepEqual(
    usersIn(pages).map((user) => [user.id, user.status, user.statusDetail]),
    [[id, 'deactivated', 'DEPROVISIONED']],
  )
})

test('locked accounts and expired passwords are active: their people still work there', async () => {
  await using world = await startOktaWorld()
  const { org } = world.sandbox
  const statuses: readonly OktaStatus[] = [
    'STAGED',
    'PROVISIONED',
    'ACTIVE',
    'RECOVERY',
    'PASSWORD_EXPIRED',
    'LOCKED_OUT',
    'SUSPENDED',
    'DEPROVISIONED',
  ]
  for (const status of statuses) org.createUser(person(`${status.toLowerCase()}@example.com`, status))
  const { pages } = await world.full()
  assert.deepEqual(
    usersIn(pages).map(({ statusDetail, status, isLocked }) => `${statusDetail} ${status}${isLocked ? ' locked' : ''}`),
    [
      'STAGED staged',
      'PROVISIONED staged',
      'ACTIVE active',
      'RECOVERY active',
      'PASSWORD_EXPIRED active',
      'LOCKED_OUT active locked',
      'SUSPENDED suspended',
      'DEPROVISIONED deactivated',
    ],
  )
})

test('a change is told although the index of search does not know of it yet', async () => {
  await using world = await startOktaWorld()
  const { org } = world.sandbox
  const id = org.createUser(person('ada@example.com'))
  world.time.pass(dayMs)
  const { cursor } = await world.full()
  org.index.setLag(60 * 60_000)
  org.updateUser(id, { title: 'Director' })
  const late = org.createUser(person('ben@example.com'))
  const { pages } = await world.changes(cursor)
  assert.deepEqual(
    usersIn(pages).map((user) => user.id),
    [id, late],
  )
  assert.deepEqual(await world.open().findUsers('ben', 5, patient()), [])
})

test('nobody is removed because the log says so while Okta still has the user', async () => {
  await using world = await startOktaWorld()
  const { org } = world.sandbox
  const id = org.createUser(person('ada@example.com'))
  const gone = org.createUser(person('ben@example.com'))
  world.time.pass(dayMs)
  const { cursor } = await world.full()
  org.log.append('user.lifecycle.delete.initiated', { id, type: 'User', name: 'ada@example.com' })
  org.deleteUser(gone)
  const { pages } = await world.changes(cursor)
  assert.deepEqual(removedIn(pages), [{ kind: 'user', id: gone }])
  assert.deepEqual(
    usersIn(pages).map((user) => user.id),
    [id],
  )
})

for (const ahead of [-3 * 3_600_000, 3 * 3_600_000]) {
  test(`changes and deletions are told when Okta's clock is ${ahead / 3_600_000} hours from ours`, async () => {
    await using world = await startOktaWorld({ ahead, usesApiToken: true })
    const { org } = world.sandbox
    const ada = org.createUser(person('ada@example.com'))
    const ben = org.createUser(person('ben@example.com'))
    world.time.pass(dayMs)
    let { cursor } = await world.full()
    for (const title of ['Analyst', 'Director']) {
      world.time.pass(60_000)
      org.updateUser(ada, { title })
      const changes = await world.changes(cursor)
      assert.deepEqual(
        usersIn(changes.pages).map((user) => user.id),
        [ada],
      )
      ;({ cursor } = changes)
    }
    org.deleteUser(ben)
    const { pages } = await world.changes(cursor)
    assert.deepEqual(removedIn(pages), [{ kind: 'user', id: ben }])
  })
}

test('what the log told once is not told again, and the log is polled, not bounded', async () => {
  await using world = await startOktaWorld()
  const { org } = world.sandbox
  const gone = org.createUser(person('ada@example.com'))
  world.time.pass(dayMs)
  const full = await world.full()
  org.deleteUser(gone)
  const first = await world.changes(full.cursor)
  const second = await world.changes(first.cursor)
  assert.equal(removedIn(first.pages).length, 1)
  assert.deepEqual(removedIn(second.pages), [])
  assert.match(full.cursor ?? '', /sortOrder=ASCENDING/)
  assert.doesNotMatch(full.cursor ?? '', /until=/)
})

test('a cursor from longer ago than Okta keeps its log asks for a full run', async () => {
  await using world = await startOktaWorld()
  world.sandbox.org.createUser(person('ada@example.com'))
  const { cursor } = await world.full()
  world.time.pass(88 * dayMs)
  await world.changes(cursor)
  world.time.pass(2 * dayMs)
  await assert.rejects(world.changes(cursor), { code: 'cursor_expired' })
})

test('a scope that was not granted is named', async () => {
  await using world = await startOktaWorld()
  world.sandbox.org.createUser(person('ada@example.com'))
  world.sandbox.switches.grantedScopes = ['okta.users.read', 'okta.groups.read']
  const { missing, findings } = await world.open().check(patient())
  assert.deepEqual(missing, ['okta.logs.read'])
  assert.deepEqual(
    findings.filter(({ level }) => level === 'error').map(({ code }) => code),
    ['scope_missing', 'log_refused'],
  )
})

test('links to another host are not followed, unless it is named as an address of the same org', async () => {
  await using world = await startOktaWorld()
  const { org, switches, url } = world.sandbox
  for (const name of ['ada', 'ben', 'cleo']) org.createUser(person(`${name}@example.com`))
  const other = url.replace('127.0.0.1', 'localhost')
  switches.linkOrigin = other
  await assert.rejects(world.full(), { code: 'unreadable', message: /localhost:\d+, which is not followed/ })
  const { pages } = await readAll(world.open({ other_url: other }).full(null, patient()))
  assert.equal(usersIn(pages).length, 3)
})

test('tokens that are bound to a key (DPoP) are used where the app demands it, and API tokens instead of an app', async () => {
  await using world = await startOktaWorld()
  world.sandbox.org.createUser(person('ada@example.com'))
  world.sandbox.switches.requiresDpop = true
  assert.equal(usersIn((await world.full()).pages).length, 1)
  const { apiToken } = world.sandbox.credentials
  const source = world.open({ client_id: '', private_key: '', api_token: apiToken })
  const { findings, missing } = await source.check(patient())
  assert.match(findings.find(({ code }) => code === 'credential')?.text ?? '', /API token of admin@okta\.invalid/)
  assert.deepEqual(missing, [])
  assert.equal(usersIn((await readAll(source.full(null, patient()))).pages).length, 1)
})

test('nobody waits for the reset when only too many requests were under way at once', async () => {
  await using world = await startOktaWorld()
  const { org, switches } = world.sandbox
  for (const name of ['ada', 'ben', 'cleo']) org.createUser(person(`${name}@example.com`))
  switches.fault = 'concurrency_limit'
  assert.equal(usersIn((await world.full()).pages).length, 3)
  const waits = world.time.waited()
  assert.ok(waits > 0 && waits < 30_000, `${waits} ms were waited`)
})

test('the group Everyone is read only where it is wanted, and groups of applications always', async () => {
  await using world = await startOktaWorld()
  const { org } = world.sandbox
  const ada = org.createUser(person('ada@example.com'))
  org.createGroup({ name: 'Imported', type: 'APP_GROUP', members: [ada] })
  const namesOf = (pages: readonly SourcePage[]) => pages.flatMap(({ groups = [] }) => groups.map(({ name }) => name))
  assert.deepEqual(namesOf((await world.full()).pages), ['Imported'])
  const { pages } = await readAll(world.open({ include_everyone: true }).full(null, patient()))
  assert.deepEqual(namesOf(pages), ['Everyone', 'Imported'])
  assert.equal(pages.flatMap(({ members = [] }) => members).length, 2)
})

test('a deactivated user whom Okta still lists as a member is one', async () => {
  await using world = await startOktaWorld()
  const { org } = world.sandbox
  const ada = org.createUser(person('ada@example.com'))
  const groupId = org.createGroup({ name: 'Sales', members: [ada] })
  org.setStatus(ada, 'DEPROVISIONED')
  const { pages } = await world.full()
  assert.deepEqual(
    pages.flatMap(({ members = [] }) => members),
    [{ groupId, memberIds: [ada] }],
  )
})

test('a group with more members than a page holds comes in parts, and whole when its members changed', async () => {
  await using world = await startOktaWorld()
  const { org, switches } = world.sandbox
  switches.largestPage = 1000
  const members = Array.from({ length: 4500 }, (_, index) => org.createUser(person(`p${index}@example.com`)))
  const groupId = org.createGroup({ name: 'All', members: members.slice(1) })
  org.createGroup({ name: 'Few', members: members.slice(0, 2) })
  const { pages, cursor } = await world.full()
  const told = pages.map((page) => (page.members ?? []).reduce((sum, { memberIds }) => sum + memberIds.length, 0))
  assert.ok(Math.max(...told) <= 5000)
  assert.equal(
    told.reduce((sum, count) => sum + count, 0),
    4501,
  )
  org.addMember(groupId, members[0] ?? '')
  const changes = await world.changes(cursor)
  const whole = changes.pages
    .flatMap(({ wholeGroups = [] }) => wholeGroups)
    .filter((group) => group.groupId === groupId)
  assert.deepEqual(
    whole.map(({ memberIds }) => memberIds.length),
    [4500],
  )
})

test('a group whose members are not found, although it is there, is not taken for an empty one', async () => {
  await using world = await startOktaWorld()
  const { org, switches } = world.sandbox
  const groupId = org.createGroup({ name: 'Sales', members: [org.createUser(person('ada@example.com'))] })
  const { cursor } = await world.full()
  org.addMember(groupId, org.createUser(person('ben@example.com')))
  switches.fault = 'hidden_members'
  await assert.rejects(world.full(), { code: 'permission_missing' })
  await assert.rejects(world.changes(cursor), { code: 'permission_missing' })
})

test('what changed while the role of the app covered no users is told once it does again', async () => {
  await using world = await startOktaWorld()
  const { org, switches } = world.sandbox
  const ada = org.createUser(person('ada@example.com'))
  const { cursor } = await world.full()
  world.time.pass(dayMs)
  org.updateUser(ada, { title: 'Chief' })
  world.time.pass(dayMs)
  switches.fault = 'no_users_role'
  const blind = await world.changes(cursor)
  assert.deepEqual(usersIn(blind.pages), [])
  switches.fault = null
  const { pages } = await world.changes(blind.cursor)
  assert.deepEqual(
    usersIn(pages).map(({ id, attributes }) => [id, (attributes.profile as { title?: string }).title]),
    [[ada, 'Chief']],
  )
})

test('an app that was granted no scope at all gets a report that names all of them', async () => {
  await using world = await startOktaWorld()
  world.sandbox.switches.grantedScopes = []
  const { missing, findings } = await world.open().check(patient())
  assert.deepEqual(missing, ['okta.users.read', 'okta.groups.read', 'okta.logs.read'])
  assert.equal(findings.find(({ code }) => code === 'credential')?.level, 'error')
})

test('settings that lead elsewhere are refused before anything is called', () => {
  const tools = { ...connectorTools(movingTime()), allowPrivateNetworks: false }
  const credential = { api_token: '00abcdefghijklmnop' }
  for (const org_url of [
    '127.0.0.1:8443',
    'https://[::1]/',
    'https://2130706433',
    'http://acme.okta.com',
    '169.254.169.254',
    'localhost',
    'acme.okta.com\r\nx: y',
  ])
    assert.throws(
      () => oktaConnector.open(oktaConnector.settings.parse({ org_url, ...credential }), tools),
      { code: 'settings_invalid' },
      org_url,
    )
})

test('a group that is gone, or goes while it is read, is no empty group for a scope', async () => {
  await using world = await startOktaWorld()
  const { org, switches } = world.sandbox
  switches.largestPage = 1
  const members = ['ada', 'ben'].map((name) => org.createUser(person(`${name}@example.com`)))
  const groupId = org.createGroup({ name: 'Sales', members })
  const reading = world.open().membersOf?.(groupId, patient())[Symbol.asyncIterator]()
  assert.deepEqual((await reading?.next())?.value, [members[0]])
  org.deleteGroup(groupId)
  await assert.rejects(async () => await reading?.next(), { code: 'settings_invalid' })
  const gone = world.open().membersOf?.(groupId, patient())[Symbol.asyncIterator]()
  await assert.rejects(async () => await gone?.next(), {
    code: 'settings_invalid',
    message: /Take it out of the scope/,
  })
})

test('a log that leads round and round is given up', async () => {
  await using server = await startAnsweringServer(({ url }, response) => {
    response.setHeader('link', `<${server.origin}${url.pathname}?after=1>; rel="next"`)
    sendJson(response, [{ eventType: 'user.session.start' }])
  })
  const settings = oktaConnector.settings.parse({ org_url: server.origin, api_token: '00abcdefghijklmnop' })
  const time = movingTime()
  const source = oktaConnector.open(settings, connectorTools(time))
  const since = time.platform.clock.now().toISOString()
  const cursor = JSON.stringify({ log: `${server.origin}/api/v1/logs?after=0`, since })
  const read = async () => await Array.fromAsync(source.incremental?.(cursor, null, patient()) ?? [])
  await assert.rejects(read, { code: 'listing_incomplete' })
  await source.close()
})
