import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { bootstrapKey, createTestApi } from '../testing/api-app.ts'
import { type ApiVerb, runApiVerb } from './api-verb.ts'
import { audit } from './audit.ts'
import { directories } from './directories.ts'
import { keys } from './keys.ts'
import { organizations } from './organizations.ts'
import { tokens } from './tokens.ts'

async function listeningApi() {
  const api = await createTestApi()
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  return { api, url, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() }
}

async function run(environment: NodeJS.ProcessEnv, verb: ApiVerb, args: readonly string[]) {
  const printed: string[] = []
  const folder = environment.PWD ?? '/nonexistent'
  await runApiVerb(verb, args, { environment, folder, print: (text) => printed.push(text) })
  return printed.join('\n')
}

test('the verbs make, show and end what the API has, as tables or as JSON', async () => {
  await using server = await listeningApi()
  const environment = { MUSTER_URL: server.url, MUSTER_API_KEY: bootstrapKey }
  const json = async (verb: ApiVerb, ...args: string[]) => JSON.parse(await run(environment, verb, [...args, '--json']))

  assert.match(await run(environment, organizations, ['list']), /muster organizations create/)
  const acme = await json(organizations, 'create', 'Acme', '--external-id', 'crm-1')
  assert.match(acme.id, /^org_/)
  const options = ['--organization', acme.id, '--type', 'azure scim v2.0', '--name', 'Entra']
  const directory = await json(directories, 'create', ...options)
  assert.ok(directory.bearer_token)
  const policy = ['--name', 'Entra', '--deprovisioning', 'delete_after_grace', '--grace-days', '14']
  assert.match(
    await run(environment, directories, ['update', directory.id, ...policy]),
    /policy: delete_after_grace, grace_days: 14, restore_days: 30/,
  )
  assert.match(
    await run(environment, directories, ['list']),
    new RegExp(`${directory.id} +Entra +azure scim v2.0 +validating +0 +0`),
  )

  const token = await json(tokens, 'create', directory.id, '--expires-in-days', '90')
  assert.match(await run(environment, tokens, ['revoke', directory.id, token.id, '--in-seconds', '60']), /ends at/)
  assert.match(await run(environment, tokens, ['revoke', directory.id, token.id]), /is revoked/)
  assert.equal((await json(tokens, 'list', directory.id)).data.length, 2)

  const key = await json(keys, 'create', '--name', 'reader', '--scope', 'events:read', '--scope', 'directories:read')
  assert.deepEqual(key.permissions, ['events:read', 'directories:read'])
  assert.match(await run(environment, keys, ['list']), /reader +sk_\.\.\.\w{4} +events:read, directories:read +all/)
  assert.match(await run(environment, keys, ['revoke', key.id]), /is revoked/)
  assert.match(await run(environment, keys, ['list']), /no API keys/)
})

test('directories are paused, resumed and deleted by verbs, and organizations deleted', async () => {
  await using server = await listeningApi()
  const environment = { MUSTER_URL: server.url, MUSTER_API_KEY: bootstrapKey }
  const json = async (verb: ApiVerb, ...args: string[]) => JSON.parse(await run(environment, verb, [...args, '--json']))
  const acme = await json(organizations, 'create', 'Acme')
  const options = ['--organization', acme.id, '--type', 'azure scim v2.0', '--name', 'Entra']
  const { id } = await json(directories, 'create', ...options)
  assert.match(await run(environment, directories, ['pause', id]), /is unlinked/)
  assert.match(await run(environment, directories, ['resume', id]), /is validating/)
  assert.deepEqual(await json(directories, 'delete', id), { id, deleted: true })
  assert.match(await run(environment, directories, ['list']), /deleting/)
  assert.match(await run(environment, organizations, ['delete', acme.id]), /is deleted/)
  assert.match(await run(environment, organizations, ['list']), /no organizations/)
})

test('the keys of one organization are listed by themselves', async () => {
  await using server = await listeningApi()
  const environment = { MUSTER_URL: server.url, MUSTER_API_KEY: bootstrapKey }
  const json = async (verb: ApiVerb, ...args: string[]) => JSON.parse(await run(environment, verb, [...args, '--json']))
  const acme = await json(organizations, 'create', 'Acme')
  const key = await json(keys, 'create', '--name', 'bound', '--organization', acme.id)
  await json(keys, 'create', '--name', 'unbound')
  const { data } = await json(keys, 'list', '--organization', acme.id)
  assert.deepEqual(
    data.map(({ id }: { id: string }) => id),
    [key.id],
  )
})

test('what the command line changed is in the audit log, by its name and as a change of the command line', async () => {
  await using server = await listeningApi()
  const environment = { MUSTER_URL: server.url, MUSTER_API_KEY: bootstrapKey }
  assert.match(await run(environment, audit, ['list']), /no such entries/)
  await run(environment, organizations, ['create', 'Acme'])
  await server.api.call('POST', '/organizations', { body: { name: 'Globex' } })
  const table = await run(environment, audit, ['list', '--action', 'organization.created', '--since', '2020-01-01'])
  assert.match(table, /organization\.created +org_\w+ +org_\w+ +MUSTER_API_KEY +api +127\.0\.0\.1\n/)
  assert.match(table, /organization\.created +org_\w+ +org_\w+ +MUSTER_API_KEY +cli +127\.0\.0\.1$/)
  const { data } = JSON.parse(await run(environment, audit, ['list', '--limit', '1', '--json']))
  assert.equal(data[0].after.name, 'Globex')
  assert.match(await run(environment, audit, ['list', '--target', 'org_none']), /no such entries/)
})

test('a list is whole, however many pages it takes', async () => {
  await using server = await listeningApi()
  const environment = { MUSTER_URL: server.url, MUSTER_API_KEY: bootstrapKey }
  for (let count = 0; count < 101; count += 1)
    await server.api.call('POST', '/organizations', { body: { name: `o${count}` } })
  const { data } = JSON.parse(await run(environment, organizations, ['list', '--json']))
  assert.equal(data.length, 101)
})

test('a name with control characters cannot steer the terminal', async () => {
  await using server = await listeningApi()
  const environment = { MUSTER_URL: server.url, MUSTER_API_KEY: bootstrapKey }
  await server.api.call('POST', '/organizations', { body: { name: 'a\u001b[2Jb\nc\u202ed' } })
  const printed = await run(environment, organizations, ['list'])
  assert.match(printed, /a \[2Jb cd /)
})

test('on this machine the key of the data directory serves, elsewhere it is not sent', async () => {
  await using server = await listeningApi()
  const folder = await mkdtemp(join(tmpdir(), 'muster-cli-'))
  try {
    await mkdir(join(folder, '.muster'))
    await writeFile(join(folder, '.muster', 'api-key'), `${bootstrapKey}\n`)
    assert.match(await run({ MUSTER_URL: server.url, PWD: folder }, organizations, ['list']), /no organizations/)
    await rename(join(folder, '.muster'), join(folder, 'elsewhere'))
    const here = { MUSTER_URL: server.url, PWD: folder }
    await assert.rejects(run(here, organizations, ['list']), { code: 'api_key_missing', message: /--data-dir/ })
    assert.match(await run(here, organizations, ['list', '--data-dir', 'elsewhere']), /no organizations/)
    assert.match(await run(here, keys, ['list', '--data-dir', join(folder, 'elsewhere')]), /no API keys/)
    const elsewhere = run({ MUSTER_URL: 'http://muster.example', PWD: folder }, organizations, ['list'])
    await assert.rejects(elsewhere, { code: 'api_key_missing' })
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('what goes wrong is said with what to do', async () => {
  await using server = await listeningApi()
  const environment = { MUSTER_URL: server.url, MUSTER_API_KEY: bootstrapKey }
  const fails = (settings: NodeJS.ProcessEnv, code: string, message: RegExp) =>
    assert.rejects(run(settings, organizations, ['list']), { message, code })
  await fails({ MUSTER_URL: 'http://127.0.0.1:1', MUSTER_API_KEY: 'x' }, 'server_unreachable', /muster serve/)
  await fails({ ...environment, MUSTER_API_KEY: 'sk_wrong' }, 'api_call_refused', /MUSTER_API_KEY/)
  await fails({ ...environment, MUSTER_URL: 'nonsense' }, 'invalid_configuration', /MUSTER_URL/)
  await assert.rejects(run(environment, keys, ['revoke', 'api_key_none']), { message: /api_key_none/ })
})

test('a command line that makes no sense is told how it should look', async () => {
  const code = 'ERR_PARSE_ARGS_COMMAND'
  const wrong: readonly (readonly [ApiVerb, readonly string[], RegExp])[] = [
    [organizations, [], /muster organizations create <name>/],
    [organizations, ['make'], /There is no "muster organizations make"/],
    [organizations, ['create'], /Usage: muster organizations create <name>/],
    [organizations, ['list', '--all'], /--all/],
    [keys, ['revoke', 'a', 'b'], /Usage: muster keys revoke <id>/],
  ]
  for (const [verb, args, message] of wrong) await assert.rejects(run({}, verb, args), { message, code })
  const settings = { MUSTER_API_KEY: 'x' }
  await assert.rejects(run(settings, keys, ['create']), { message: /--name is required/, code })
  await assert.rejects(run(settings, tokens, ['create', 'd', '--expires-in-days', 'x']), {
    message: /whole number/,
    code,
  })
})
