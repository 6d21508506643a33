import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createCsvConnector } from '../connectors/csv/csv.ts'
import { bootstrapKey, createTestApi } from '../testing/api-app.ts'
import { createMemorySource } from '../testing/memory-connector.ts'
import { seldom, startTestSync, untilRun } from '../testing/pulled-directory.ts'
import { type ApiVerb, runApiVerb } from './api-verb.ts'
import { connect } from './connect.ts'
import { connectors } from './connectors.ts'
import { directories } from './directories.ts'
import { problems } from './problems.ts'
import { runs } from './runs.ts'
import { sync } from './sync.ts'
import { formatProgress } from './sync-progress.ts'
import { upload } from './upload.ts'

async function startServer() {
  const source = createMemorySource()
  source.putUsers(12)
  const api = await createTestApi({ connectors: [source.connector, createCsvConnector({ rows: 500, members: 5000 })] })
  const engine = startTestSync(api)
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const folder = await mkdtemp(join(tmpdir(), 'muster-cli-'))
  const told: string[] = []
  const answers: string[] = []
  const interrupt: { now?: () => void } = {}
  async function run(verb: ApiVerb, ...args: string[]) {
    const printed: string[] = []
    const environment = { MUSTER_URL: url, MUSTER_API_KEY: bootstrapKey }
    const tell = (text: string) => void told.push(text)
    const print = (text: string) => void printed.push(text)
    const ask = async () => answers.shift() ?? ''
    const onInterrupt = (act: () => void) => {
      interrupt.now = act
      return { [Symbol.dispose]() {} }
    }
    const person = { ...(answers.length > 0 && { ask }), onInterrupt }
    const exitCode = await runApiVerb(verb, args, { environment, folder, print, tell, ...person })
    return { exitCode, text: printed.join('\n') }
  }
  const { body: organization } = await api.call('POST', '/organizations', { body: { name: 'Acme' } })
  async function create(type: string, ...settings: string[]): Promise<string> {
    const options = ['--organization', organization.id, '--type', type, '--name', 'Pulled', '--json']
    return JSON.parse((await run(directories, 'create', ...options, ...settings)).text).id
  }
  /** Waits for the first run of a directory, after which nothing is read of itself. */
  async function untilRead(id: string, states: Parameters<typeof untilRun>[2] = ['completed']) {
    const first = await untilRun(api, { id }, states)
    await api.call('PUT', `/directories/${id}/connection`, { body: { schedule: seldom } })
    return first
  }
  return {
    ...{ source, api, folder, told, answers, interrupt, run, create, untilRead },
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]()
      // After a request that was given up fetch opens a connection on which it asks nothing.
      api.app.server.closeAllConnections()
      await api[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

test('a directory is connected, checked and read from the command line, with a secret from a file', async () => {
  await using server = await startServer()
  const { run, source } = server
  assert.match(
    (await run(connectors)).text,
    /okta +Memory +company, \[host\], key, \[spare_key\]\ncsv +CSV files +\[source\]/,
  )
  await writeFile(join(server.folder, 'key.pem'), 'secret')
  const id = await server.create('okta', '--setting', 'company=acme', '--setting-file', 'key=key.pem')
  const first = await server.untilRead(id)
  const check = await run(connect, 'check', id)
  assert.deepEqual([check.exitCode, check.text], [0, 'It sees 12 users and 0 groups.'])
  assert.match((await run(connect, 'show', id)).text, /key +\*{8}/)
  source.putUser('late')
  const watched = await run(sync, id, '--full', '--watch')
  assert.equal(watched.exitCode, 0)
  assert.match(watched.text, /is done: .*users created 1/)
  assert.ok(server.told.length > 0)
  assert.match((await run(runs, 'list', id)).text, new RegExp(`${first.id} .* full +connected +completed`))
  const twin = { login: 'late@example.com' }
  source.putUser('twin', { attributes: twin })
  await run(sync, id, '--watch')
  assert.match((await run(problems, id)).text, /user +\S+ +user_name_taken/)
})

test('a sync that holds removals ends with 2, and they are shown and approved by the id of the run alone', async () => {
  await using server = await startServer()
  const { run, source, api } = server
  const id = await server.create('okta', '--setting', 'company=acme', '--setting', 'key=k')
  await server.untilRead(id)
  for (const user of [...source.users.keys()].slice(0, 7)) source.removeUser(user)
  const watched = await run(sync, id, '--full', '--watch')
  assert.equal(watched.exitCode, 2)
  const [, runId = ''] = /muster runs approve (\w+)/.exec(watched.text) ?? []
  assert.match((await run(runs, 'removals', runId)).text, /user +\S.* absent +held/)
  await assert.rejects(run(runs, 'approve', runId), /Nothing is approved/)
  await assert.rejects(run(runs, 'approve', runId, '--removals', '6', '--yes'), /holds 7 removals by now, not 6/)
  server.told.length = 0
  const approved = await run(runs, 'approve', runId, '--reason', 'closed', '--yes')
  assert.match(approved.text, /^7 removals are approved\. .* is (queued|running|done)/)
  assert.deepEqual([server.told[0], server.told.length], ['This removes 7:', 8])
  assert.match(server.told[1] ?? '', /user {2}First u0000\d.* \(absent\)/)
  await untilRun(api, { id }, ['completed'])
  assert.match((await run(runs, 'show', runId)).text, /state +completed/)
})

test('a sync that fails ends with 1 and says what to do', async () => {
  await using server = await startServer()
  const { run, source } = server
  const id = await server.create('okta', '--setting', 'company=acme', '--setting', 'key=k')
  await server.untilRead(id)
  source.faults.onlyUsers = null
  source.faults.beforePage = () => {
    throw new Error('not foreseen')
  }
  const watched = await run(sync, id, '--full', '--watch')
  assert.deepEqual([watched.exitCode, /is failed: Something went wrong/.test(watched.text)], [1, true])
})

test('files are uploaded together and read when the last is there', async () => {
  await using server = await startServer()
  const { run, api, folder } = server
  const id = await server.create('csv', '--setting', 'port=22', '--setting', 'source=upload')
  const first = await server.untilRead(id, ['completed', 'failed'])
  await writeFile(join(folder, 'users.csv'), 'id,email\n1,ada@acme.test\n')
  await writeFile(join(folder, 'groups.csv'), 'id,name\ng1,Engineering\n')
  assert.match((await run(upload, id, 'groups.csv', 'users.csv')).text, /users\.csv +25 /)
  const read = await untilRun(api, { id, after: first.id }, ['completed'])
  assert.deepEqual([read.counts.users_created, read.counts.groups_created], [1, 1])
})

test('a person who is asked before removals and does not say yes approves nothing', async () => {
  await using server = await startServer()
  const { run, source, api } = server
  const id = await server.create('okta', '--setting', 'company=acme', '--setting', 'key=k')
  await server.untilRead(id)
  for (const user of [...source.users.keys()].slice(0, 7)) source.removeUser(user)
  await run(sync, id, '--full', '--watch')
  const { body } = await api.call('GET', `/directories/${id}/sync_runs?limit=1`)
  const runId = body.data[0].id
  server.answers.push('y', 'yes')
  await assert.rejects(run(runs, 'approve', runId), /Nothing is approved/)
  assert.equal((await api.call('GET', `/sync_runs/${runId}`)).body.state, 'waiting')
  assert.match((await run(runs, 'approve', runId)).text, /7 removals are approved/)
})

test('who does not want to see more of a run leaves it going, and is told how to see it again', async () => {
  await using server = await startServer()
  const { run, source, api } = server
  const id = await server.create('okta', '--setting', 'company=acme', '--setting', 'key=k')
  const first = await server.untilRead(id)
  const holding = Promise.withResolvers<void>()
  source.faults.beforePage = () => holding.promise
  const watching = run(sync, id, '--full', '--watch')
  while (server.told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  server.interrupt.now?.()
  const { exitCode, text } = await watching
  assert.deepEqual([exitCode, /goes on: .* --watch" shows it again, .*runs cancel/.test(text)], [130, true])
  holding.resolve()
  await untilRun(api, { id, after: first.id }, ['completed'])
})

test('what cannot be read or changes nothing is a wrong command line', async () => {
  await using server = await startServer()
  const { run } = server
  const id = await server.create('okta', '--setting', 'company=a=b', '--setting', 'key=k')
  assert.match((await run(connect, 'show', id)).text, /company +a=b/)
  const refused = async (verb: ApiVerb, args: readonly string[], words: RegExp) =>
    assert.rejects(run(verb, ...args), { name: 'UsageError', message: words })
  await refused(connect, ['update', id], /nothing to change/)
  await refused(connect, ['update', id, '--setting-file', 'key=none.pem'], /none\.pem cannot be read/)
  await refused(connect, ['update', id, '--setting', 'company'], /must be <name>=<value>/)
  await refused(upload, [id, 'none.csv'], /none\.csv cannot be read/)
  await assert.rejects(run(connect, 'update', id, '--setting', 'host=evil.test'), /settings\.key must be given again/)
  await assert.rejects(run(sync, 'directory_none'), /no directory "directory_none"/)
  await assert.rejects(run(runs, 'show', 'sync_run_none'), /no sync run "sync_run_none"/)
})

test('the progress of a run is one line, with a bar where it is known how much there is', () => {
  const progress = { state: 'running', phase: 'listing', counts: { seen: 120 }, expected: 240 }
  assert.equal(
    formatProgress({ ...progress, records_per_second: 60.4, seconds_left: 2 }),
    'listing    [############............] 120 of 240, 60/s, 2 s left',
  )
  const unknown = { ...progress, expected: null, records_per_second: null, seconds_left: null }
  assert.equal(formatProgress(unknown), 'listing    120 records')
  assert.equal(formatProgress({ ...unknown, state: 'queued' }), 'queued')
})
