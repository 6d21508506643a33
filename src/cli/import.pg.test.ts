import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { bootstrapKey, createTestApi, type TestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { creationOfGroup, creationOfUser } from '../testing/directory-content.ts'
import { type PolisContent, polisKey, startFakePolis } from '../testing/fake-polis.ts'
import { startFakeWorkos, type WorkosContent, workosKey } from '../testing/fake-workos.ts'
import { runApiVerb } from './api-verb.ts'
import { importVerb } from './import.ts'

const environment = { MUSTER_API_KEY: bootstrapKey, WORKOS_API_KEY: workosKey, POLIS_API_KEY: polisKey }

async function listen(api: TestApi): Promise<string> {
  return api.app.listen({ host: '127.0.0.1', port: 0 })
}

/** Runs `muster import` against the server, and gives what it printed and what it told meanwhile. */
async function run(api: TestApi, args: readonly string[], settings: NodeJS.ProcessEnv = {}) {
  const printed: string[] = []
  const told: string[] = []
  const url = api.app.server.listening ? `http://127.0.0.1:${portOf(api)}` : await listen(api)
  await runApiVerb(importVerb, args, {
    environment: { ...environment, MUSTER_URL: url, ...settings },
    folder: tmpdir(),
    print: (text) => printed.push(text),
    tell: (text) => told.push(text),
  })
  return { printed: printed.join('\n'), told }
}

function portOf(api: TestApi): number {
  const address = api.app.server.address()
  return typeof address === 'object' && address ? address.port : 0
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => String(index).padStart(4, '0'))

function workosContent(): WorkosContent {
  const directory = {
    object: 'directory',
    state: 'linked',
    external_key: 'key1',
    created_at: '2024-01-01T00:00:00.000Z',
  }
  const users = numbered(230).map((n) => ({
    object: 'directory_user',
    id: `directory_user_${n}`,
    directory_id: 'directory_1',
    idp_id: `00u${n}`,
    username: `user${n}@acme.test`,
    email: `user${n}@acme.test`,
    first_name: 'User',
    last_name: n,
    state: n === '0007' ? 'inactive' : 'active',
    custom_attributes: { department_name: 'Research' },
    raw_attributes: {},
    created_at: '2024-01-02T00:00:00.000Z',
  }))
  return {
    organizations: [
      { object: 'organization', id: 'org_1', name: 'Acme', domains: [], external_id: null, metadata: {} },
      {
        object: 'organization',
        id: 'org_2',
        name: 'Umbra',
        domains: [],
        external_id: 'crm-2',
        metadata: { tier: 'gold' },
      },
    ],
    directories: [
      { ...directory, id: 'directory_1', organization_id: 'org_1', name: 'Okta', type: 'okta scim v2.0' },
      { ...directory, id: 'directory_2', organization_id: 'org_2', name: 'Bamboo', type: 'bamboohr' },
      {
        ...directory,
        id: 'directory_3',
        organization_id: 'org_2',
        name: 'Going',
        type: 'okta scim v2.0',
        state: 'deleting',
      },
    ],
    users,
    groups: ['directory_group_1', 'directory_group_2'].map((id) => ({
      ...{ object: 'directory_group', id, directory_id: 'directory_1', idp_id: `G ${id}`, name: `G ${id}` },
    })),
    members: { directory_group_1: users.slice(0, 150).map(({ id }) => id) },
  }
}

async function count(api: TestApi, path: string): Promise<number> {
  let total = 0
  for (let after = ''; ; ) {
    const { body } = await api.call('GET', `${path}&limit=100&order=asc${after}`)
    total += body.data.length
    if (body.list_metadata.after === null) return total
    after = `&after=${body.list_metadata.after}`
  }
}

test('WorkOS is imported page by page, with its ids, however busy it is, and again without doing anything twice', async () => {
  await using api = await createTestApi()
  // Each third list begins with a refusal; Retry-After says that there is no need to wait.
  const trouble = (request: number) => {
    if (request % 7 === 3) return { status: 429, body: { message: 'Ratelimited' }, headers: { 'retry-after': '0' } }
    return request % 7 === 5 ? { status: 500, body: { message: 'Oops' }, headers: { 'retry-after': '0' } } : null
  }
  await using workos = await startFakeWorkos(workosContent(), { pageSize: 30, trouble })
  const args = ['workos', '--from', workos.url, '--json']
  const { printed, told } = await run(api, args)
  const summary = JSON.parse(printed)
  assert.deepEqual(
    Object.values<{ found: number; created: number; skipped: number }>(summary.tallies).map((tally) => [
      tally.found,
      tally.created,
      tally.skipped,
    ]),
    [
      [2, 2, 0],
      [2, 1, 1],
      [230, 230, 0],
      [2, 2, 0],
    ],
  )
  assert.equal(summary.memberships, 150)
  assert.match(summary.remarks[0], /directory_2 skipped: "bamboohr"/)
  assert.deepEqual(summary.differences, [])
  assert.deepEqual(told, ['Okta (directory_1): 230 users, 2 groups'])

  assert.equal(await count(api, '/directory_users?directory=directory_1'), 230)
  assert.equal(await count(api, '/directory_users?group=directory_group_1'), 150)
  const { body: user } = await api.call('GET', '/directory_users/directory_user_0007')
  assert.deepEqual([user.state, user.idp_id, user.created_at], ['inactive', '00u0007', '2024-01-02T00:00:00.000Z'])
  assert.equal((await api.call('GET', '/organizations/org_2')).body.external_id, 'crm-2')

  const again = JSON.parse((await run(api, args)).printed)
  assert.deepEqual(
    Object.values<{ unchanged: number }>(again.tallies).map(({ unchanged }) => unchanged),
    [2, 1, 230, 2],
  )
})

test('a dry run reads and counts everything and writes nothing', async () => {
  await using api = await createTestApi()
  await using workos = await startFakeWorkos(workosContent())
  const { printed } = await run(api, ['workos', '--from', workos.url, '--dry-run'])
  assert.match(printed, /users +230\n/)
  assert.match(printed, /memberships +150\n/)
  assert.match(printed, /Nothing was written/)
  assert.deepEqual((await api.call('GET', '/organizations')).body.data, [])
})

test('one organization of WorkOS is imported with the bearer tokens of a file', async () => {
  await using api = await createTestApi()
  await using workos = await startFakeWorkos(workosContent())
  const folder = await mkdtemp(join(tmpdir(), 'muster-import-'))
  try {
    const file = join(folder, 'tokens.json')
    await writeFile(file, JSON.stringify({ directory_1: 'the-token-of-okta-1' }))
    await run(api, ['workos', '--from', workos.url, '--organization', 'org_1', '--tokens', file])
    await writeFile(file, '[]')
    const wrong = run(api, ['workos', '--from', workos.url, '--tokens', file])
    await assert.rejects(wrong, { message: /--tokens must name a JSON file/ })
  } finally {
    await rm(folder, { recursive: true })
  }
  assert.equal((await api.call('GET', '/organizations')).body.data.length, 1)
  const filter = encodeURIComponent('userName eq "user0001@acme.test"')
  const headers = { authorization: 'Bearer the-token-of-okta-1' }
  const found = await api.app.inject({ url: `/scim/v2/directory_1/Users?filter=${filter}`, headers })
  assert.equal(found.json().Resources[0].id, 'directory_user_0001')
})

test('another server of ours can be imported from, since it speaks the same API', async () => {
  await using api = await createTestApi()
  await using old = await createTestApi()
  const { id, scope, organizationId } = await createTestDirectory(old)
  const { user } = await old.context.submit(scope, creationOfUser('ada@acme.test'))
  await old.context.submit(scope, creationOfUser('bert@acme.test', { active: false }))
  const { group } = await old.context.submit(scope, creationOfGroup('Engineering', [user.id]))
  const { printed } = await run(api, ['workos', '--from', await listen(old)], { WORKOS_API_KEY: bootstrapKey })
  assert.match(printed, /Both sides have as many users and groups/)
  for (const path of [
    `directory_users/${user.id}`,
    `directory_groups/${group.id}`,
    `organizations/${organizationId}`,
  ]) {
    const [there, here] = [await old.call('GET', `/${path}`), await api.call('GET', `/${path}`)]
    const comparable = ({ updated_at: _, groups, ...rest }: Record<string, unknown>) => ({
      ...rest,
      groups: Array.isArray(groups) ? groups.map((one) => one.id) : undefined,
    })
    assert.deepEqual(comparable(here.body), comparable(there.body), path)
  }
  assert.deepEqual((await api.call('GET', `/directories/${id}`)).body.metadata.users, { active: 1, inactive: 1 })
})

function polisContent(): PolisContent {
  const directory = (id: string, tenant: string, type: string) => ({
    ...{ id, tenant, product: 'app', type, name: `Directory of ${tenant}`, log_webhook_events: false },
    deactivated: id === 'd-2',
    scim: {
      path: `/api/scim/v2.0/${id}`,
      endpoint: `https://polis.test/api/scim/v2.0/${id}`,
      secret: `secret-of-${id}-0123`,
    },
    webhook: { endpoint: '', secret: '' },
  })
  const user = (directoryId: string, n: string) => ({
    directoryId,
    object: {
      ...{ id: `${directoryId}-u${n}`, first_name: 'User', last_name: n, email: `user${n}@acme.test`, active: true },
      raw: {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        id: `${directoryId}-u${n}`,
        userName: `user${n}@acme.test`,
        externalId: `00u${n}`,
        name: { givenName: 'User', familyName: n },
        emails: [{ primary: true, value: `user${n}@acme.test`, type: 'work' }],
        active: true,
      },
    },
  })
  const users = [...numbered(120).map((n) => user('d-1', n)), user('d-2', '0001')]
  return {
    directories: [
      directory('d-1', 'acme', 'okta-scim-v2'),
      directory('d-2', 'umbra', 'azure-scim-v2'),
      directory('d-3', 'umbra', 'google'),
    ],
    users,
    groups: [
      {
        directoryId: 'd-1',
        object: {
          id: 'g-1',
          name: 'Engineering',
          raw: { schemas: [], id: 'g-1', displayName: 'Engineering', members: [] },
        },
      },
    ],
    members: { 'g-1': users.slice(0, 70).map(({ object }) => object.id) },
  }
}

test('Polis is imported: each tenant is an organization, and its identity providers go on with their tokens', async () => {
  await using api = await createTestApi()
  const trouble = (request: number) =>
    request % 5 === 2 ? { status: 503, body: { error: { message: 'Busy' } }, headers: { 'retry-after': '0' } } : null
  await using polis = await startFakePolis(polisContent(), { pageSize: 20, trouble })
  const args = ['polis', '--from', polis.url, '--product', 'app']
  const { printed } = await run(api, args)
  assert.match(printed, /organizations +2 +2/)
  assert.match(printed, /users +121 +121/)
  assert.match(printed, /memberships +70\n/)
  assert.match(printed, /d-3 skipped: "google"/)
  const { body: organization } = await api.call('GET', '/organizations/external_id/acme')
  const { body: directory } = await api.call('GET', '/directories/d-1')
  assert.equal(directory.organization_id, organization.id)
  assert.equal((await api.call('GET', '/directories/d-2')).body.state, 'unlinked', 'it is deactivated there')

  const headers = { authorization: 'Bearer secret-of-d-1-0123', 'content-type': 'application/scim+json' }
  const filter = encodeURIComponent('userName eq "user0003@acme.test"')
  const found = await api.app.inject({ url: `/scim/v2/d-1/Users?filter=${filter}`, headers })
  assert.equal(found.json().Resources[0].id, 'd-1-u0003')
  const Operations = [{ op: 'replace', value: { active: false } }]
  const payload = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations }
  const patched = await api.app.inject({
    method: 'PATCH',
    url: '/scim/v2/d-1/Users/d-1-u0003',
    headers,
    payload: JSON.stringify(payload),
  })
  assert.deepEqual([patched.statusCode, patched.json().active], [200, false])

  const again = (await run(api, args)).printed
  assert.match(again, /d-1-u0003 skipped: Its identity provider has written it here since/)
  assert.match(again, /directories d-2 left: .*is inactive/)
  assert.equal((await api.call('GET', '/directory_users/d-1-u0003')).body.state, 'inactive')
})

test('one tenant of Polis is imported alone', async () => {
  await using api = await createTestApi()
  await using polis = await startFakePolis(polisContent())
  await run(api, ['polis', '--from', polis.url, '--product', 'app', '--tenant', 'umbra'])
  const { data } = (await api.call('GET', '/directories')).body
  assert.deepEqual(
    data.map(({ id }: { id: string }) => id),
    ['d-2'],
  )
})

test('an import that is cut off goes on when it is run again', async () => {
  await using api = await createTestApi()
  const content = workosContent()
  await using gone = await startFakeWorkos(content, {
    pageSize: 30,
    trouble: (request) => (request > 8 ? { status: 403, body: { message: 'The key was revoked' } } : null),
  })
  await assert.rejects(run(api, ['workos', '--from', gone.url]), { message: /The key was revoked.*it goes on/ })
  assert.ok((await count(api, '/directory_users?directory=directory_1')) < 230)
  await using back = await startFakeWorkos(content, { pageSize: 30 })
  const { tallies } = JSON.parse((await run(api, ['workos', '--from', back.url, '--json'])).printed)
  assert.equal(tallies.users.created + tallies.users.unchanged, 230)
  assert.ok(tallies.users.unchanged > 0)
  assert.equal(await count(api, '/directory_users?directory=directory_1'), 230)
})

test('a group that is too large for one call comes whole', async () => {
  await using api = await createTestApi()
  const memberIds = Array.from({ length: 10_001 }, (_, index) => `u${index}`)
  const polis = polisContent()
  await using fake = await startFakePolis({ ...polis, users: [], members: { 'g-1': memberIds } })
  const { printed } = await run(api, ['polis', '--from', fake.url, '--product', 'app', '--tenant', 'acme'])
  assert.match(printed, /groups +1 +1 /)
  const [row] = await api.database.query<{ member_count: number }>({ text: 'select member_count from groups' })
  assert.equal(row?.member_count, 10_001)
})

test('what keeps an import from beginning is said with what to do', async () => {
  await using api = await createTestApi()
  await using workos = await startFakeWorkos(workosContent())
  const fails = (args: readonly string[], message: RegExp, settings: NodeJS.ProcessEnv = {}) =>
    assert.rejects(run(api, args, settings), { message })
  const from = ['--from', workos.url]
  await fails(['workos', ...from, '--key-env', 'NOTHING_HERE'], /NOTHING_HERE is empty/)
  await fails(['workos', ...from], /status 401 \(Unauthorized\)/, { WORKOS_API_KEY: 'wrong' })
  await fails(['workos', '--from', 'nonsense'], /--from must be an http/)
  await fails(['polis', '--product', 'app'], /--from is required/)
  await fails(['polis', ...from], /--product is required/)
  await fails(['polis', ...from, '--product', 'app'], /status 401/)
  await fails(['workos', ...from, '--organization', 'org_none'], /status 404/)
})
