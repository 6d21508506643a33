import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { testConnector } from '../../testing/connector-suite.ts'
import { testPlatform } from '../../testing/directories.ts'
import { googleFaults, startGoogleStandIn } from '../../testing/google-stand-in.ts'
import { addPerson, openWorkspace, pagesOf, signal } from '../../testing/google-workspace.ts'
import type { SourcePage } from '../connector.ts'
import { createMemoryBudget } from '../memory-budget.ts'
import { SourceError } from '../source-error.ts'
import { googleConnector } from './google.ts'
import { GoogleSettings } from './settings.ts'

testConnector({ connector: googleConnector, start: startGoogleStandIn, faults: googleFaults })

test('suspended and archived users are suspended, and the manager is named by e-mail address', async () => {
  await using world = await openWorkspace()
  const { sandbox, source } = world
  const { workspace } = sandbox
  addPerson(sandbox, 'anna', { managerEmail: 'Boss@example.com', orgUnitPath: '/Sales/Europe' })
  workspace.changeUser(addPerson(sandbox, 'bob'), { suspended: true })
  workspace.changeUser(addPerson(sandbox, 'carl'), { archived: true })
  const users = (await pagesOf(source.full(null, signal))).flatMap((page) => page.users ?? [])
  assert.deepEqual(
    users.map(({ alias, status, statusDetail, manager, orgUnit }) => ({
      alias,
      status,
      statusDetail,
      manager,
      orgUnit,
    })),
    [
      {
        alias: 'anna@example.com',
        status: 'active',
        statusDetail: 'ACTIVE',
        manager: 'boss@example.com',
        orgUnit: '/Sales/Europe',
      },
      { alias: 'bob@example.com', status: 'suspended', statusDetail: 'SUSPENDED', manager: null, orgUnit: '/' },
      { alias: 'carl@example.com', status: 'suspended', statusDetail: 'ARCHIVED', manager: null, orgUnit: '/' },
    ],
  )
})

test('what is asked for is masked: no times of logins arrive', async () => {
  await using world = await openWorkspace()
  addPerson(world.sandbox, 'anna')
  const [page] = await pagesOf(world.source.full(null, signal))
  const attributes = page?.users?.[0]?.attributes ?? {}
  assert.equal(attributes.primaryEmail, 'anna@example.com')
  assert.deepEqual(
    Object.keys(attributes).filter((name) => /login|etag|kind|setup/i.test(name)),
    [],
  )
})

test('the members of a large group come on several pages, and going on after any of them loses none', async () => {
  await using world = await openWorkspace(3)
  const { sandbox, source } = world
  const people = Array.from({ length: 8 }, (_, index) => addPerson(sandbox, `user${index}`))
  const [large, small] = ['large', 'small'].map((name) =>
    sandbox.workspace.addGroup({ name, email: `${name}@example.com` }),
  )
  for (const id of people) sandbox.workspace.addMember(large ?? '', { id, type: 'USER' })
  sandbox.workspace.addMember(small ?? '', { id: large ?? '', type: 'GROUP' })
  const membersOf = (pages: SourcePage[]) =>
    new Set(
      pages
        .flatMap((page) => page.members ?? [])
        .flatMap(({ groupId, memberIds }) => memberIds.map((id) => `${groupId} ${id}`)),
    )
  const pages = await pagesOf(source.full(null, signal))
  const whole = membersOf(pages)
  assert.equal(whole.size, 9)
  for (const [index, { resume }] of pages.entries()) {
    const before = pages.slice(0, index + 1)
    const after = await pagesOf(source.full(resume, signal))
    assert.deepEqual(membersOf([...before, ...after]), whole)
  }
})

test('members of a group are found through the groups within it', async () => {
  await using world = await openWorkspace(2)
  const { sandbox, source } = world
  const { workspace } = sandbox
  const [outer, inner] = ['outer', 'inner'].map((name) => workspace.addGroup({ name, email: `${name}@example.com` }))
  const people = ['anna', 'bob', 'carl'].map((name) => addPerson(sandbox, name))
  for (const id of people) workspace.addMember(inner ?? '', { id, type: 'USER' })
  workspace.addMember(outer ?? '', { id: inner ?? '', type: 'GROUP' })
  const ids = []
  for await (const some of source.membersOf?.(outer ?? '', signal) ?? []) ids.push(...some)
  assert.deepEqual(new Set(ids), new Set([inner, ...people]))
})

test('an account that may read nobody is an error of the check, although Google answers 200', async () => {
  await using world = await openWorkspace()
  addPerson(world.sandbox, 'anna')
  assert.deepEqual(
    (await world.source.check(signal)).findings.filter(({ level }) => level !== 'ok'),
    [],
  )
  world.sandbox.setFault('revoked_scope')
  const { findings } = await world.source.check(signal)
  assert.deepEqual(
    findings.filter(({ level }) => level === 'error').map(({ code }) => code),
    ['no_users_visible'],
  )
})

test('a key file that asks for tokens elsewhere, or that is none, is refused before anything is sent', async () => {
  await using world = await openWorkspace()
  const { keyFile, url } = world.sandbox
  const platform = testPlatform()
  const files = { list: async () => [], read: async function* () {} }
  const tools = {
    platform,
    allowPrivateNetworks: true,
    files,
    filesFolder: null,
    budget: createMemoryBudget({ clock: platform.clock, wait: async () => {} }),
  }
  const open = (key: unknown) =>
    googleConnector.open(GoogleSettings.parse({ service_account_key: JSON.stringify(key), api_url: url }), tools)
  for (const key of [{ ...keyFile, token_uri: 'https://tokens.example.net/' }, 'no key file', {}]) {
    assert.throws(
      () => open(key),
      (error) => error instanceof SourceError && error.code === 'settings_invalid',
    )
  }
})

test('push channels tell of changed users, and a call with another token is refused', async () => {
  await using world = await openWorkspace()
  const { sandbox, source } = world
  const calls: { headers: Record<string, string | undefined> }[] = []
  const receiver = createServer((request, response) => {
    calls.push({ headers: request.headers as Record<string, string> })
    response.end()
    receiver.emit('called')
  }).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  try {
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/wake`
    const first = await source.subscribe?.({ url, secret: 'channel-secret' }, null, signal)
    const renewed = await source.subscribe?.({ url, secret: 'channel-secret' }, first?.state ?? null, signal)
    assert.ok((renewed?.renewAt.getTime() ?? 0) > Date.now() + 86_400_000)
    while (calls.length < 8) await once(receiver, 'called')
    calls.length = 0
    addPerson(sandbox, 'anna')
    while (calls.length < 1) await once(receiver, 'called')
    const [call] = calls
    const request = { method: 'POST', headers: call?.headers ?? {}, query: {}, body: {} }
    const wakeUps = googleConnector.wakeUps
    assert.deepEqual(wakeUps?.receive(request, 'channel-secret')?.isWake, true)
    assert.equal(wakeUps?.receive(request, 'another-secret')?.status, 403)
    const sync = { ...request, headers: { ...request.headers, 'x-goog-resource-state': 'sync' } }
    assert.equal(wakeUps?.receive(sync, 'channel-secret').isWake, false)
    await source.unsubscribe?.(renewed?.state ?? {}, signal)
    calls.length = 0
    addPerson(sandbox, 'bob')
    assert.equal(calls.length, 0)
  } finally {
    receiver.closeAllConnections()
    receiver.close()
  }
})
