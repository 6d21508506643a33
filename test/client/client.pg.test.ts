import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createTestDatabase, type TestDatabase } from '../../src/testing/database.ts'
import { freePort } from '../../src/testing/outside-program.ts'
import { type ServerProcess, startServerProcess, testApiKey } from '../../src/testing/server-process.ts'

// What others run is older than what we need: where the system has a Node of its own, the client runs on that.
const node = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => existsSync(path)) ?? process.execPath
const driver = fileURLToPath(new URL('driver.mjs', import.meta.url))
const build = fileURLToPath(new URL('../../scripts/build-client.ts', import.meta.url))
const limit = { timeout: 590_000 }

type Line = { readonly id: string; readonly email: string }

let folder: string
let database: TestDatabase
let server: ServerProcess
let port: number
let directory: { id: string; endpoint: string; bearer_token: string }

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-client-'))
  const built = spawnSync(process.execPath, [build, folder], { encoding: 'utf8' })
  assert.equal(built.status, 0, built.stdout + built.stderr)
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  database = await createTestDatabase()
  port = await freePort()
  server = await startServerProcess({ databaseUrl: database.url, port })
  const { id } = await post(`${server.url}/organizations`, testApiKey, { name: 'Acme' })
  directory = await post(`${server.url}/directories`, testApiKey, {
    organization_id: id,
    name: 'Okta',
    type: 'okta scim v2.0',
  })
}, limit)

after(async () => {
  await server.stop()
  await database[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

// biome-ignore lint/suspicious/noExplicitAny: what the server gives is looked into by those who ask
async function post(url: string, secret: string, body: object): Promise<any> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  assert.equal(answer.status, 201)
  return answer.json()
}

async function push(...names: string[]): Promise<void> {
  const url = `${server.url}/scim/v2/${directory.id}/Users`
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User']
  for (const name of names) {
    const userName = `${name}@acme.test`
    const emails = [{ value: userName, primary: true }]
    await post(url, directory.bearer_token, { schemas, userName, emails, active: true })
  }
}

function names(what: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${what}${index}`)
}

function start(mode: string, argument: string): { child: ChildProcess; lines: Line[] } {
  const client = join(folder, 'index.js')
  const child = spawn(node, [driver, client, mode, server.url, testApiKey, argument])
  const lines: Line[] = []
  let rest = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const [...whole] = (rest + chunk.toString()).split('\n')
    rest = whole.pop() ?? ''
    lines.push(...whole.map((line) => JSON.parse(line)))
  })
  child.stderr.on('data', (chunk: Buffer) => process.stderr.write(chunk))
  return { child, lines }
}

async function run(mode: string, argument: string) {
  const { child, lines } = start(mode, argument)
  const code = await new Promise((resolve) => child.on('close', resolve))
  assert.equal(code, 0)
  return lines as unknown[]
}

async function until(lines: readonly Line[], name: string): Promise<void> {
  while (!lines.some(({ email }) => email === `${name}@acme.test`)) await wait(20)
}

test('a list is gone through whole, page by page', limit, async () => {
  const pushed = names('page', 55)
  await push(...pushed)
  const [emails, page] = await run('pages', directory.id)
  assert.deepEqual(
    emails,
    pushed.map((name) => `${name}@acme.test`),
  )
  assert.deepEqual(page, [2, true])
})

test('errors are told apart by their class', limit, async () => {
  const [missing, forbidden, unauthorized, invalid, nowhere, cursor, followed] = (await run(
    'failures',
    'event_01KA3VA0B6D8F0H2K4N6Q8S0V2',
  )) as Record<string, unknown>[]
  assert.deepEqual(missing, {
    kinds: ['MusterError', 'NotFoundError'],
    code: 'entity_not_found',
    status: 404,
    hasRequestId: true,
    entityId: 'directory_none',
  })
  assert.deepEqual([forbidden?.kinds, forbidden?.permission], [['ForbiddenError', 'MusterError'], 'events:read'])
  assert.deepEqual(unauthorized?.kinds, ['MusterError', 'UnauthorizedError'])
  assert.deepEqual([invalid?.kinds, invalid?.status], [['MusterError', 'ValidationError'], 422])
  assert.match(JSON.stringify(invalid?.fields), /"field":"name"/)
  assert.deepEqual(nowhere?.kinds, ['ConnectionError', 'MusterError'])
  assert.deepEqual([cursor?.code, cursor?.status], ['invalid_request', 400])
  assert.deepEqual([followed?.code, followed?.status], ['invalid_request', 400])
})

test(
  'a follower misses nothing over a restart, and repeats only what it has not kept its place after',
  limit,
  async () => {
    const place = join(folder, 'place')
    const first = start('follow', place)
    await push('begin')
    await until(first.lines, 'begin')
    await server.kill()
    server = await startServerProcess({ databaseUrl: database.url, port })
    await push(...names('restarted', 30))
    await until(first.lines, 'restarted29')
    const ids = first.lines.map(({ id }) => id)
    assert.equal(new Set(ids).size, ids.length, 'nothing twice')
    first.child.kill('SIGKILL')
    await push(...names('meanwhile', 5))
    const kept = readFileSync(place, 'utf8')
    const second = start('follow', place)
    await until(second.lines, 'meanwhile4')
    second.child.kill('SIGKILL')
    const repeated = ids.slice(ids.indexOf(kept) + 1)
    assert.ok(repeated.length <= 20, `${repeated.length} were not kept`)
    assert.deepEqual(second.lines.map(({ id }) => id).slice(0, repeated.length), repeated)
    assert.deepEqual(
      second.lines.slice(repeated.length).map(({ email }) => email),
      names('meanwhile', 5).map((name) => `${name}@acme.test`),
    )
  },
)
