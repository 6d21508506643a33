import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sendJson, startAnsweringServer } from '../../testing/answering-server.ts'
import { connectorTools, movingTime } from '../../testing/connector-tools.ts'
import { readAll, readChanges, refusedAs } from '../../testing/entra-source.ts'
import { entraConnector } from './entra.ts'

/** Pages of the feeds in the order in which they are asked for, and users as they are read alone. */
type Script = {
  readonly users: readonly (readonly object[])[]
  readonly groups?: readonly (readonly object[])[]
  readonly alone?: Readonly<Record<string, object>>
}

/** A Graph that says in its feeds what a test wants; a round per page but the first, which has all but the last of `rounds`. */
async function openScript(t: TestContext, { users, groups = [], alone = {} }: Script, firstPages = 1) {
  const time = movingTime()
  const left = { users: [...users], groups: [...groups] }
  const told = { users: 0, groups: 0 }
  const server = await startAnsweringServer(({ method, url, body }, response) => {
    const { pathname } = url
    if (pathname.endsWith('/token')) return sendJson(response, { access_token: 'given', expires_in: 3600 })
    if (pathname.endsWith('/$batch')) return sendJson(response, answerBatch(body, alone))
    const [, feed] = /^\/v1\.0\/(users|groups)\/delta$/.exec(pathname) ?? []
    if (method !== 'GET' || (feed !== 'users' && feed !== 'groups')) return sendJson(response, { value: [] })
    told[feed] += 1
    const isMore = told[feed] < firstPages && left[feed].length > 1
    const link = `${server.origin}${pathname}?$token=${told[feed]}`
    sendJson(response, {
      value: left[feed].shift() ?? [],
      [isMore ? '@odata.nextLink' : '@odata.deltaLink']: link,
    })
  })
  const settings = {
    tenant_id: 'tenant',
    client_id: 'client',
    client_secret: 'the secret',
    login_url: server.origin,
    graph_url: server.origin,
  }
  const source = entraConnector.open(entraConnector.settings.parse(settings), connectorTools(time))
  t.after(async () => {
    await source.close()
    await server[Symbol.asyncDispose]()
  })
  return { source, server }
}

function answerBatch(body: string, alone: Readonly<Record<string, object>>) {
  const { requests } = JSON.parse(body) as { requests: { id: string; url: string }[] }
  return {
    responses: requests.map(({ id, url }) => {
      const found = alone[/^\/users\/([^?]+)/.exec(url)?.[1] ?? '']
      return found ? { id, status: 200, body: found } : { id, status: 404, body: {} }
    }),
  }
}

const user = (id: string, more: object = {}) => ({ id, userPrincipalName: `${id}@example.com`, ...more })
const gone = (id: string) => ({ id, '@removed': { reason: 'deleted' } })
const memberOf = (more: object) => ({ '@odata.type': '#microsoft.graph.user', ...more })

test('a new manager stays, whether the former one is told before, after or apart', async (t) => {
  const { source } = await openScript(t, {
    users: [
      [user('ada', { 'manager@delta': [{ id: 'old' }] }), user('old'), user('new')],
      [user('ada', { 'manager@delta': [{ id: 'new' }] }), user('ada', { 'manager@delta': [gone('old')] })],
      [user('ada', { 'manager@delta': [{ id: 'new' }, gone('old')] })],
      [user('ada', { 'manager@delta': [gone('old')] })],
    ],
    alone: { ada: user('ada', { manager: { id: 'new' } }) },
  })
  let { cursor } = await readAll(source)
  for (const _ of ['before', 'after', 'apart']) {
    const changes = await readChanges(source, cursor)
    assert.equal(changes.picture.users.get('ada')?.manager, 'new')
    cursor = changes.cursor
  }
})

test('a manager who was taken away is gone, also where a replica still shows the old one', async (t) => {
  const { source } = await openScript(t, {
    users: [
      [user('ada', { 'manager@delta': [{ id: 'old' }] })],
      [user('ada', { 'manager@delta': [gone('old')] })],
      [user('ada', { 'manager@delta': [{ id: 'old' }, gone('old')] })],
    ],
    alone: { ada: user('ada', { manager: { id: 'old' } }) },
  })
  let { cursor } = await readAll(source)
  for (const _ of ['alone', 'after it was told']) {
    const changes = await readChanges(source, cursor)
    assert.equal(changes.picture.users.get('ada')?.manager, null)
    cursor = changes.cursor
  }
})

test('who leaves a group while everything is listed has left it after the next round', async (t) => {
  const groups = [
    [{ id: 'team', displayName: 'Team', 'members@delta': [memberOf({ id: 'ada' }), memberOf({ id: 'ben' })] }],
    [{ id: 'team', 'members@delta': [memberOf(gone('ada')), memberOf(gone('ben'))] }],
    [{ id: 'team', 'members@delta': [memberOf({ id: 'ben' })] }],
    [],
  ]
  const { source } = await openScript(t, { users: [[user('ada'), user('ben')]], groups }, 3)
  const first = await readAll(source)
  const { pages, picture, cursor } = await readChanges(source, first.cursor, first.picture)
  assert.deepEqual(pages[0]?.memberChanges, [{ groupId: 'team', added: [], removed: ['ada'] }])
  assert.deepEqual([...(picture.members.get('team') ?? [])], ['ben'])
  assert.deepEqual(
    (await readChanges(source, cursor)).pages.flatMap(({ memberChanges = [] }) => memberChanges),
    [],
  )
})

test('however many guests change, who was deleted comes back with the memberships', async (t) => {
  const guests = Array.from({ length: 600 }, (_, index) => user(`guest${index}`, { userType: 'Guest' }))
  const { source, server } = await openScript(t, {
    users: [[user('ada'), user('ben')], [gone('ada')], guests, [user('ada')]],
    alone: { ada: user('ada') },
  })
  let { cursor } = await readAll(source)
  for (const _ of ['deleted', 'guests', 'back']) cursor = (await readChanges(source, cursor)).cursor
  assert.ok(server.received.some(({ url }) => url.pathname === '/v1.0/users/ada/memberOf'))
})

test('settings that lead elsewhere are refused before anything is called', () => {
  const tools = { ...connectorTools(movingTime()), allowPrivateNetworks: false }
  const credential = { tenant_id: 'tenant', client_id: 'client', client_secret: 'the secret' }
  for (const url of [
    'https://127.0.0.1:8443',
    'https://[::1]',
    'http://graph.microsoft.com',
    'https://169.254.169.254',
  ])
    for (const name of ['login_url', 'graph_url'])
      assert.throws(
        () => entraConnector.open(entraConnector.settings.parse({ ...credential, [name]: url }), tools),
        refusedAs('settings_invalid'),
        `${name} ${url}`,
      )
  for (const tenant_id of ['tenant\r\nx: y', 'a/b', 'a?b', 'user@host'])
    assert.equal(entraConnector.settings.safeParse({ ...credential, tenant_id }).success, false)
})
