import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoExternalId } from '../../model/demo-organization.ts'
import { type Clock, systemClock } from '../../platform/clock.ts'
import { bootstrapKey, createTestApi, type TestApi } from '../../testing/api-app.ts'
import { createTestDirectory, type TestDirectory } from '../../testing/api-objects.ts'
import { creationOfUser } from '../../testing/directory-content.ts'
import { createApp } from '../app.ts'

type App = ReturnType<typeof createApp>
type World = AsyncDisposable & { readonly api: TestApi; readonly app: App; news(): void }

/** The server with its page over a database of its own. */
async function aDashboard({
  demo = false,
  clock = systemClock,
  publicUrl = 'http://muster.test',
}: {
  demo?: boolean
  clock?: Clock
  publicUrl?: string
} = {}): Promise<World> {
  const api = await createTestApi({ clock })
  const listeners = new Set<() => void>()
  const onNews = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const eventLog = { ...api.context.eventLog, onNews }
  const dashboard = { demo }
  const app = createApp({ ...api.context, eventLog, publicUrl: () => publicUrl, dashboard })
  const close = async () => {
    await app.close()
    await api[Symbol.asyncDispose]()
  }
  const news = () => {
    for (const listener of listeners) listener()
  }
  return { api, app, news, [Symbol.asyncDispose]: close }
}

async function addUser({ api }: World, directory: TestDirectory, userName: string): Promise<string> {
  const { user } = await api.context.submit(directory.scope, creationOfUser(userName))
  await api.feed()
  return user.id
}

async function newKey({ api }: World, body: object): Promise<string> {
  const answer = await api.call('POST', '/api_keys', { body: { name: 'test', ...body } })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.value
}

const signIn = ({ app }: World, key: string) =>
  app.inject({ method: 'POST', url: '/dashboard/session', payload: { api_key: key } })

async function cookieOf(world: World, key: string): Promise<string> {
  const answer = await signIn(world, key)
  assert.equal(answer.statusCode, 204, answer.body)
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

const read = async ({ app }: World, url: string, cookie = '') => {
  const answer = await app.inject({ url, headers: { cookie } })
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
}

test('the root leads to the page, and the page, without a session, to the sign-in', async () => {
  await using world = await aDashboard()
  const { app } = world
  assert.equal((await app.inject({ url: '/' })).headers.location, '/dashboard')
  assert.equal((await app.inject({ url: '/dashboard' })).headers.location, '/dashboard/sign-in')
  for (const url of ['/dashboard/data', '/dashboard/users', '/dashboard/users/x/data', '/dashboard/stream']) {
    assert.equal((await app.inject({ url })).statusCode, 401, url)
  }
})

test('an API key opens the page by a cookie that scripts cannot read and other sites cannot send', async () => {
  await using world = await aDashboard()
  const directory = await createTestDirectory(world.api)
  const id = await addUser(world, directory, 'ada@x.example')
  const answer = await signIn(world, bootstrapKey)
  assert.match(
    String(answer.headers['set-cookie']),
    /^muster_session=[\w-]+; Path=\/dashboard; Max-Age=43200; HttpOnly; SameSite=Strict$/,
  )
  assert.doesNotMatch(String(answer.headers['set-cookie']), /sk_/)

  const cookie = await cookieOf(world, bootstrapKey)
  assert.equal((await world.app.inject({ url: '/dashboard', headers: { cookie } })).statusCode, 200)
  const { body } = await read(world, '/dashboard/data', cookie)
  assert.deepEqual(
    body.directories.map((one: { users: object }) => one.users),
    [{ active: 1, inactive: 0 }],
  )
  assert.equal(body.events[0].sentence, 'ada Testwell was added (Engineering)')
  assert.equal(body.events[0].user_id, id)
})

test('a wrong key, a key without the right to read people, and a forged cookie open nothing', async () => {
  await using world = await aDashboard()
  assert.equal((await signIn(world, 'sk_wrong')).statusCode, 401)
  const weak = await signIn(world, await newKey(world, { permissions: ['events:read'] }))
  assert.equal(weak.statusCode, 403)
  assert.match(weak.json().message, /directory_users:read/)
  const needed = ['directories:read', 'directory_users:read', 'directory_groups:read', 'events:read']
  for (const missing of needed) {
    const key = await newKey(world, { permissions: needed.filter((permission) => permission !== missing) })
    const answer = await signIn(world, key)
    assert.equal(answer.statusCode, 403, missing)
    assert.match(answer.json().message, new RegExp(`lacks ${missing}\\.`))
    assert.match(answer.json().message, new RegExp(`--scope ${needed.join(',')}`))
  }
  assert.equal((await signIn(world, await newKey(world, { permissions: needed }))).statusCode, 204)
  const cookie = await cookieOf(world, bootstrapKey)
  const forged = `${cookie.slice(0, -4)}AAAA`
  for (const bad of [forged, 'muster_session=x', 'muster_session=']) {
    assert.equal((await read(world, '/dashboard/data', bad)).status, 401, bad)
  }
})

test('guessing is stopped after ten wrong keys, and a right key passes all the same', async () => {
  await using world = await aDashboard()
  for (let attempt = 0; attempt < 10; attempt += 1) assert.equal((await signIn(world, 'sk_wrong')).statusCode, 401)
  const stopped = await signIn(world, 'sk_wrong')
  assert.equal(stopped.statusCode, 429)
  assert.ok(Number(stopped.headers['retry-after']) > 0)
  const weak = await newKey(world, { permissions: ['events:read'] })
  assert.equal((await signIn(world, weak)).statusCode, 403, 'a known key is told what it lacks')
  assert.equal((await signIn(world, bootstrapKey)).statusCode, 204, 'others behind the same proxy lock nobody out')
})

test('where browsers come by https, the cookie never travels without it, proxy or not', async () => {
  await using world = await aDashboard({ publicUrl: 'https://muster.example' })
  assert.match(String((await signIn(world, bootstrapKey)).headers['set-cookie']), /; Secure$/)
  const out = await world.app.inject({ method: 'DELETE', url: '/dashboard/session' })
  assert.match(String(out.headers['set-cookie']), /Max-Age=0.*; Secure$/)
})

test('a session ends after twelve hours', async () => {
  let now = new Date()
  await using world = await aDashboard({ clock: { now: () => now } })
  const cookie = await cookieOf(world, bootstrapKey)
  now = new Date(now.getTime() + 11.9 * 3_600_000)
  assert.equal((await read(world, '/dashboard/data', cookie)).status, 200)
  now = new Date(now.getTime() + 0.2 * 3_600_000)
  assert.equal((await read(world, '/dashboard/data', cookie)).status, 401)
})

test("a key of one organization shows nothing of another's", async () => {
  await using world = await aDashboard()
  const acme = await createTestDirectory(world.api, 'Acme')
  const other = await createTestDirectory(world.api, 'Other')
  await addUser(world, acme, 'ada@acme.example')
  const stranger = await addUser(world, other, 'eve@other.example')
  const cookie = await cookieOf(
    world,
    await newKey(world, { organization_id: acme.organizationId, permissions: ['*'] }),
  )

  const overview = await read(world, '/dashboard/data', cookie)
  assert.equal(overview.body.organization, 'Acme')
  assert.doesNotMatch(JSON.stringify(overview.body), /eve@|Other/)
  const users = await read(world, '/dashboard/users?q=', cookie)
  assert.deepEqual(
    users.body.users.map((user: { name: string }) => user.name),
    ['ada Testwell'],
  )
  assert.equal((await read(world, `/dashboard/users/${stranger}/data`, cookie)).status, 404)
})

test('a demo is open without a key, for its own organization alone', async () => {
  await using world = await aDashboard({ demo: true })
  const other = await createTestDirectory(world.api, 'Other')
  await addUser(world, other, 'eve@other.example')
  assert.deepEqual((await read(world, '/dashboard/data')).body.directories, [], 'nothing before the demo has moved in')

  const { body: demo } = await world.api.call('POST', '/organizations', {
    body: { name: 'Demo', external_id: demoExternalId },
  })
  const body = { organization_id: demo.id, name: 'Okta', type: 'okta scim v2.0' }
  const { body: directory } = await world.api.call('POST', '/directories', { body })
  const scope = { organizationId: demo.id, directoryId: directory.id }
  await addUser(world, { ...other, id: directory.id, organizationId: demo.id, scope }, 'ada@demo.example')
  const overview = await read(world, '/dashboard/data')
  assert.equal(overview.body.organization, 'Demo')
  assert.doesNotMatch(JSON.stringify(overview.body), /eve@|Other/)
  assert.equal((await world.app.inject({ url: '/dashboard' })).statusCode, 200)
  const all = await read(world, '/dashboard/data', await cookieOf(world, bootstrapKey))
  assert.equal(all.body.directories.length, 2, 'whoever signs in sees what the key opens')
})

test('a user is shown in three forms, with groups and events; people are found by parts of names', async () => {
  await using world = await aDashboard()
  const directory = await createTestDirectory(world.api)
  const id = await addUser(world, directory, 'Grace@x.example')
  await addUser(world, directory, 'ada@x.example')
  const cookie = await cookieOf(world, bootstrapKey)
  const { body } = await read(world, `/dashboard/users/${id}/data`, cookie)
  assert.equal(body.normalised.object, 'directory_user')
  assert.equal(body.document.userName, 'Grace@x.example')
  assert.equal(body.received.method, 'POST')
  assert.deepEqual(
    body.events.map((event: { type: string }) => event.type),
    ['dsync.user.created'],
  )
  const found = await read(world, '/dashboard/users?q=rACE', cookie)
  assert.deepEqual(
    found.body.users.map((user: { id: string }) => user.id),
    [id],
  )
  assert.equal((await read(world, '/dashboard/users?q=%25', cookie)).body.users.length, 0, 'signs are no wildcards')
})

test('the files of the page are served by their types, cached by ETag, and may load nothing from elsewhere', async () => {
  await using world = await aDashboard()
  const { app } = world
  const script = await app.inject({ url: '/dashboard/files/overview.js' })
  assert.equal(script.headers['content-type'], 'text/javascript; charset=utf-8')
  const policy = String(script.headers['content-security-policy'])
  assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'/)
  assert.doesNotMatch(policy, /unsafe|http|\*/)
  const headers = { 'if-none-match': String(script.headers.etag) }
  assert.equal((await app.inject({ url: '/dashboard/files/overview.js', headers })).statusCode, 304)
  for (const name of ['nothing.js', '..%2F..%2Fpackage.json', '%2e%2e%2fstyle.css']) {
    assert.equal((await app.inject({ url: `/dashboard/files/${name}` })).statusCode, 404, name)
  }
})

test('the stream sends what happens, and goes on after the last event that the browser saw', {
  timeout: 30_000,
}, async () => {
  await using world = await aDashboard()
  const directory = await createTestDirectory(world.api)
  await addUser(world, directory, 'ada@x.example')
  const cookie = await cookieOf(world, bootstrapKey)
  const url = await world.app.listen({ host: '127.0.0.1', port: 0 })
  const first = await openStream(`${url}/dashboard/stream`, { cookie })
  await addUser(world, directory, 'grace@x.example')
  world.news()
  const message = await first.until('grace')
  assert.doesNotMatch(message, /ada/, 'what was there before is not sent again')
  const lastId = /^id: (\d+)$/m.exec(message)?.[1] ?? ''
  first.close()

  await addUser(world, directory, 'mary@x.example')
  const second = await openStream(`${url}/dashboard/stream`, { cookie, 'last-event-id': lastId })
  assert.doesNotMatch(await second.until('mary'), /grace/)
  second.close()
})

test('after a rush the stream sends the newest events only, and says so', { timeout: 30_000 }, async () => {
  await using world = await aDashboard()
  const directory = await createTestDirectory(world.api)
  const names = Array.from({ length: 130 }, (_, index) => `user${index}@x.example`)
  await Promise.all(names.map((name) => world.api.context.submit(directory.scope, creationOfUser(name))))
  await world.api.feed()
  const cookie = await cookieOf(world, bootstrapKey)
  const url = await world.app.listen({ host: '127.0.0.1', port: 0 })
  const stream = await openStream(`${url}/dashboard/stream?after=0`, { cookie })
  const message = await stream.until('"missed":true')
  assert.equal(message.match(/"sentence"/g)?.length, 50)
  stream.close()
})

test('nobody follows on more than ten pages at once, so that others can; and HEAD opens no stream', {
  timeout: 30_000,
}, async () => {
  await using world = await aDashboard()
  const cookie = await cookieOf(world, bootstrapKey)
  const other = await cookieOf(world, await newKey(world, {}))
  const url = `${await world.app.listen({ host: '127.0.0.1', port: 0 })}/dashboard/stream`
  assert.equal((await fetch(url, { method: 'HEAD', headers: { cookie } })).status, 404)

  const streams = []
  for (let count = 0; count < 10; count += 1) streams.push(await openStream(url, { cookie }))
  const again = await cookieOf(world, bootstrapKey)
  for (const refused of [cookie, again]) {
    const answer = await fetch(url, { headers: { cookie: refused } })
    assert.equal(answer.status, 503)
    assert.match(await answer.text(), /More than 10 streams/)
  }
  streams.push(await openStream(url, { cookie: other }))
  for (const stream of streams) stream.close()
})

test('who has no directory yet is shown both commands that make one', async () => {
  await using world = await aDashboard()
  const { body } = await world.app.inject({ url: '/dashboard/files/directory-cards.js' })
  assert.match(
    body,
    /\.\/bin\/muster organizations create "Acme"[\s\S]*\.\/bin\/muster directories create --organization <id> --type "okta scim v2\.0" --name Okta/,
  )
})

/** Reads a stream until a text has come, and gives everything so far. */
async function openStream(url: string, headers: Record<string, string>) {
  const controller = new AbortController()
  const response = await fetch(url, { headers, signal: controller.signal })
  assert.equal(response.headers.get('content-type'), 'text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader() ?? assert.fail()
  let text = ''
  return {
    async until(wanted: string): Promise<string> {
      while (!text.includes(wanted) || !text.endsWith('\n\n'))
        text += (await reader.read()).value ?? assert.fail('the stream ended')
      return text
    },
    close: () => controller.abort(),
  }
}
