import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemClock } from '../platform/clock.ts'
import { createIds } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { createTestDatabase } from '../testing/database.ts'
import { startServerProcess, testApiKey } from '../testing/server-process.ts'
import { startLiveTail } from './live-tail.ts'
import { runDemo } from './run-demo.ts'
import type { HappeningReport } from './trickle.ts'

// One of the demo's sources is a Google Workspace on this machine.
const openNetworks = { MUSTER_ALLOW_PRIVATE_NETWORKS: 'true' }

const platform = { clock: systemClock, newId: createIds(), log: silentLog }

type Watched = { readonly told: readonly HappeningReport[]; readonly stop: AbortController }

/** Runs the demo until `stop` is called for, and gives what was told; `pause` is waited for between two happenings. */
async function run(
  url: string,
  {
    pause,
    onTold,
  }: { pause(watched: Watched): Promise<void>; onTold?(report: HappeningReport, stop: AbortController): void },
): Promise<HappeningReport[]> {
  const stop = new AbortController()
  const told: HappeningReport[] = []
  await runDemo({
    url,
    apiKey: testApiKey,
    platform,
    signal: stop.signal,
    seed: 11,
    pause: () => pause({ told, stop }),
    onHappening(report) {
      told.push(report)
      onTold?.(report, stop)
    },
  })
  return told
}

/** Runs the demo at full speed until so many things have happened, and gives what was told. */
function runFor(url: string, happenings: number): Promise<HappeningReport[]> {
  return run(url, {
    async pause({ told, stop }) {
      if (told.length >= happenings) stop.abort()
      stop.signal.throwIfAborted()
    },
  })
}

/** Runs the demo, without anything happening in it, until this is told. */
function runUntil(url: string, isEnough: (report: HappeningReport) => boolean): Promise<HappeningReport[]> {
  return run(url, {
    pause: ({ stop: { signal } }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    onTold(report, stop) {
      if (isEnough(report)) stop.abort()
    },
  })
}

async function read(url: string, path: string) {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${testApiKey}` } })
  assert.equal(answer.status, 200, path)
  return answer.json() as Promise<{
    data: {
      id: string
      name: string
      event: string
      revoked_at: string | null
      metadata: { users: { active: number; inactive: number }; groups: number }
      reason: string
      state: string
      candidates: object[]
      attributes: { title: string; department: string; mail: string }
    }[]
  }>
}

test('the demo moves a company of 300 in, lets things happen, and goes on after a restart', {
  timeout: 120_000,
}, async () => {
  await using created = await createTestDatabase()
  await using server = await startServerProcess({ databaseUrl: created.url, environment: openNetworks })

  const told = await runFor(server.url, 30)
  assert.ok(told.length >= 30)
  const { data: all } = await read(server.url, '/directories?order=asc')
  assert.deepEqual(
    all.map(({ name }) => name),
    ['Harrowmere Okta', 'Quillhaven Entra ID', 'Brightmoor Google Workspace'],
  )
  const before = all.slice(0, 2)
  assert.deepEqual(
    before.map(({ metadata }) => metadata.groups),
    [15, 10],
  )
  const people = (directories: typeof before) =>
    directories.reduce((sum, { metadata }) => sum + metadata.users.active + metadata.users.inactive, 0)
  const hires = (reports: HappeningReport[]) =>
    reports.filter(
      ({ directory, sentence }) =>
        !directory.startsWith('Brightmoor') && / starts as | gets a second account/.test(sentence),
    ).length
  // The last that was told of may have been under way when the demo was stopped.
  const hasGrown = (users: number, from: number, by: number) => users === from + by || users === from + by - 1
  assert.ok(hasGrown(people(before), 334, hires(told)), `${people(before)} users, ${hires(told)} hires`)

  const again = await runFor(server.url, 5)
  const after = (await read(server.url, '/directories?order=asc')).data.slice(0, 2)
  assert.deepEqual(
    after.map(({ id }) => id),
    before.map(({ id }) => id),
  )
  assert.ok(hasGrown(people(after), people(before), hires(again)), 'nobody is pushed twice')
  for (const { id } of after) {
    const { data: tokens } = await read(server.url, `/directories/${id}/tokens`)
    assert.equal(tokens.filter((token) => token.revoked_at === null).length, 1, 'tokens of earlier runs are ended')
  }
  assert.equal((await read(server.url, '/organizations')).data.length, 1)
})

test('people of two directories are one person, and of two users somebody has to say whose they are', {
  timeout: 120_000,
}, async () => {
  await using created = await createTestDatabase()
  await using server = await startServerProcess({ databaseUrl: created.url, environment: openNetworks })
  const told = await runUntil(server.url, ({ sentence }) => sentence.includes(' users of three directories are '))
  assert.match(
    told.at(-1)?.sentence ?? '',
    /^398 users of three directories are 364 people, and 2 matches wait for you/,
  )

  const { data: organizations } = await read(server.url, '/organizations')
  const scope = `organization_id=${organizations[0]?.id}`
  const { data: cases } = await read(server.url, `/match_cases?${scope}`)
  assert.deepEqual(cases.map(({ reason, state, candidates }) => [reason, state, candidates.length]).sort(), [
    ['disputed', 'open', 2],
    ['low_confidence', 'open', 1],
  ])
  const { data: people } = await read(server.url, `/people?search=Q2044&${scope}`)
  assert.deepEqual(
    people.map(({ attributes: { title, department, mail } }) => [title, department, mail]),
    [['Senior Data Engineer', 'Data Engineering', 'babajide.afolabi@harrowmere.example']],
    'work by the word of the own company, the address by that of the headquarters',
  )
})

test('the live tail counts a rush in one line, and tells what comes after it one by one', {
  timeout: 120_000,
}, async () => {
  await using created = await createTestDatabase()
  await using server = await startServerProcess({ databaseUrl: created.url, environment: openNetworks })
  const stop = new AbortController()
  const written: string[] = []
  const output = { write: (text: string) => written.push(text) }
  const tail = startLiveTail({ url: server.url, apiKey: testApiKey, output, environment: {}, signal: stop.signal })
  await runFor(server.url, 2)
  const until = Date.now() + 90_000
  while (!written.join('').includes('Many at once') && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 50))
  stop.abort()
  await tail.finished

  const text = written.join('')
  assert.ok(
    text.includes(`${server.url}/`) && text.includes(testApiKey),
    'the banner says where the page is and which key to use',
  )
  assert.match(text, /Many at once: [\d,]+ events \(\d+ users, \d+ groups, [\d,]+ memberships[^)]*\)/)
  assert.ok(text.split('\n').length < 200, 'there is no line for each of a thousand events')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a color would be one
  assert.doesNotMatch(text, /\x1b/, 'no colors where the output is no terminal')
})
