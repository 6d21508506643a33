import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { EVENTS_SCENARIOS, type EventsBenchOptions, runEventsBench } from './events/events-bench.ts'
import { judgeComparison } from './harness/comparison.ts'
import { isGoodReport, renderScenarioReport } from './harness/scenario-report.ts'
import { PEOPLE_SCENARIOS, runPeopleBench } from './people/people-bench.ts'
import { isGood, judgeAll, renderReport } from './scim/report.ts'
import { runScimBench, SCENARIOS, type ScimBenchOptions } from './scim/scim-bench.ts'
import { WORKLOADS } from './scim/workloads.ts'
import { runSyncBench, SYNC_SCENARIOS } from './sync/sync-bench.ts'

const PARTS = [...WORKLOADS.map(({ name }) => name), ...SCENARIOS.map(({ name }) => name)]

const EVENTS_PARTS = EVENTS_SCENARIOS.map(({ name }) => name)

const SYNC_PARTS = SYNC_SCENARIOS.map(({ name }) => name)

const PEOPLE_PARTS = PEOPLE_SCENARIOS.map(({ name }) => name)

const USAGE = `npm run bench -- scim [options]      the SCIM server beside Ory Polis, and at size, on one PostgreSQL

  --rounds 3            alternating rounds; the median of their ratios counts
  --users 5000          size of the small directory
  --many 500000         size of the large one
  --walk 50000          size of the one that is walked through page by page
  --members 10000       a group grows to so many one by one, and to half of it by hundreds
  --seconds 4           length of a cell (one workload, one server, one round)
  --quick               cells of 1.5 s, 50,000 users, 4,000 members, 20,000 to walk through: less time, more noise
  --only create,size    of: ${PARTS.join(', ')}
  --servers muster      of: muster, polis
  --json file           everything that was measured
  --profile folder      CPU profiles of Muster's servers, one for each process

npm run bench -- events [options]    webhooks beside bare undici, their delays, and the event feed

  --rounds 3            alternating rounds; the median of their ratios counts
  --seconds 4           length of a cell
  --single 10000        events of one directory that are delivered one a call
  --batched 100000      and in batches of 100
  --log 1000000         events of the feed that is read, over 1,000 directories
  --directories 2000    directories with an event a second and an endpoint each
  --quick               cells of 2 s, 3,000 and 30,000 webhooks, a feed of 100,000, 500 directories
  --only rate,feed      of: ${EVENTS_PARTS.join(', ')}
  --json, --profile     as above

npm run bench -- sync [options]      reading a directory first and again beside plain SQL, what requests wait for, and memory

  --rounds 3            alternating rounds; the median of their ratios counts
  --users 100000        users that are read first, again, and with 1 of 100 changed
  --many 1000000        users of the directory by which memory is measured
  --members 5000000     and its memberships
  --quick               20,000 users; 60,000 users and 200,000 memberships
  --only speed,memory   of: ${SYNC_PARTS.join(', ')}
  --json                as above

npm run bench -- people [options]    users become people, and what follows from a change of one or of a rule

  --rounds 3            alternating rounds; the median of their ratios counts
  --people 100000       people of the large organization, and users of the first merge
  --few 1000            people of the small one
  --rules 300           groups by rule
  --quick               20,000 people
  --only merge,change   of: ${PEOPLE_PARTS.join(', ')}
  --json                as above

BENCH_DATABASE_URL: a PostgreSQL with the right to create databases; without it one is started in TMPDIR.
The exit code is 1 if a goal was missed, is not offered, or an answer was wrong.`

const FLAGS = {
  rounds: { type: 'string', default: '3' },
  users: { type: 'string', default: '5000' },
  many: { type: 'string' },
  walk: { type: 'string' },
  members: { type: 'string' },
  seconds: { type: 'string' },
  quick: { type: 'boolean', default: false },
  only: { type: 'string', default: PARTS.join() },
  servers: { type: 'string', default: 'muster,polis' },
  json: { type: 'string' },
  profile: { type: 'string' },
} as const

const FULL = { seconds: '4', ceiling: 5, many: '500000', walk: '50000', members: '10000' }
const QUICK = { seconds: '1.5', ceiling: 2, many: '50000', walk: '20000', members: '4000' }

const EVENTS_FLAGS = {
  rounds: { type: 'string', default: '3' },
  seconds: { type: 'string' },
  single: { type: 'string' },
  batched: { type: 'string' },
  log: { type: 'string' },
  directories: { type: 'string' },
  quick: { type: 'boolean', default: false },
  only: { type: 'string', default: EVENTS_PARTS.join() },
  json: { type: 'string' },
  profile: { type: 'string' },
} as const

const EVENTS_FULL = { seconds: '4', single: '10000', batched: '100000', log: '1000000', directories: '2000' }
const EVENTS_QUICK = { seconds: '2', single: '3000', batched: '30000', log: '100000', directories: '500' }

const SYNC_FLAGS = {
  rounds: { type: 'string', default: '3' },
  users: { type: 'string' },
  many: { type: 'string' },
  members: { type: 'string' },
  quick: { type: 'boolean', default: false },
  only: { type: 'string', default: SYNC_PARTS.join() },
  json: { type: 'string' },
} as const

const SYNC_FULL = { users: '100000', many: '1000000', members: '5000000' }
const SYNC_QUICK = { users: '20000', many: '60000', members: '200000' }

const PEOPLE_FLAGS = {
  rounds: { type: 'string', default: '3' },
  people: { type: 'string' },
  few: { type: 'string', default: '1000' },
  rules: { type: 'string', default: '300' },
  quick: { type: 'boolean', default: false },
  only: { type: 'string', default: PEOPLE_PARTS.join() },
  json: { type: 'string' },
} as const

const [subject, ...args] = process.argv.slice(2)
process.once('SIGINT', () => process.exit(130))
if (subject === 'scim') process.exitCode = await benchScim(args)
else if (subject === 'events') process.exitCode = await benchEvents(args)
else if (subject === 'sync') process.exitCode = await benchSync(args)
else if (subject === 'people') process.exitCode = await benchPeople(args)
else {
  process.stderr.write(`${USAGE}\n`)
  process.exitCode = 2
}

async function benchScim(args: string[]): Promise<number> {
  const options = readOptions(args)
  const report = await runScimBench(options)
  process.stdout.write(`\n${renderReport(report)}\n`)
  if (options.jsonFile) {
    const goals = judgeAll(report).map(({ goal, ratios, ratio, verdict }) => ({ ...goal, ratios, ratio, verdict }))
    writeFileSync(options.jsonFile, JSON.stringify({ ...report, goals }, null, 2))
  }
  return isGood(report) ? 0 : 1
}

async function benchEvents(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: EVENTS_FLAGS })
  const report = await runEventsBench(toEventsOptions(values))
  process.stdout.write(`\n${renderScenarioReport(report, { title: 'Events', allRight: 'every event arrived' })}\n`)
  if (values.json) {
    const goals = report.comparisons.map(judgeComparison)
    writeFileSync(values.json, JSON.stringify({ ...report, goals }, null, 2))
  }
  return isGoodReport(report) ? 0 : 1
}

async function benchSync(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: SYNC_FLAGS })
  const preset = values.quick ? SYNC_QUICK : SYNC_FULL
  const report = await runSyncBench({
    rounds: positive(values.rounds),
    users: positive(values.users ?? preset.users),
    manyUsers: positive(values.many ?? preset.many),
    manyMembers: positive(values.members ?? preset.members),
    scenarios: chosen(values.only, SYNC_PARTS),
    databaseUrl: process.env.BENCH_DATABASE_URL,
    progress: progressSince(performance.now()),
  })
  process.stdout.write(`\n${renderScenarioReport(report, { title: 'Sync', allRight: 'every count was right' })}\n`)
  if (values.json) {
    const goals = report.comparisons.map(judgeComparison)
    writeFileSync(values.json, JSON.stringify({ ...report, goals }, null, 2))
  }
  return isGoodReport(report) ? 0 : 1
}

async function benchPeople(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: PEOPLE_FLAGS })
  const report = await runPeopleBench({
    rounds: positive(values.rounds),
    people: positive(values.people ?? (values.quick ? '20000' : '100000')),
    few: positive(values.few),
    rules: positive(values.rules),
    scenarios: chosen(values.only, PEOPLE_PARTS),
    databaseUrl: process.env.BENCH_DATABASE_URL,
    progress: progressSince(performance.now()),
  })
  process.stdout.write(`\n${renderScenarioReport(report, { title: 'People', allRight: 'every count was right' })}\n`)
  if (values.json) {
    const goals = report.comparisons.map(judgeComparison)
    writeFileSync(values.json, JSON.stringify({ ...report, goals }, null, 2))
  }
  return isGoodReport(report) ? 0 : 1
}

function toEventsOptions(
  values: ReturnType<typeof parseArgs<{ options: typeof EVENTS_FLAGS }>>['values'],
): EventsBenchOptions {
  const preset = values.quick ? EVENTS_QUICK : EVENTS_FULL
  return {
    rounds: positive(values.rounds),
    secondsPerCell: positive(values.seconds ?? preset.seconds),
    single: positive(values.single ?? preset.single),
    batched: positive(values.batched ?? preset.batched),
    logEvents: positive(values.log ?? preset.log),
    logDirectories: 1000,
    directories: positive(values.directories ?? preset.directories),
    scenarios: chosen(values.only, EVENTS_PARTS),
    databaseUrl: process.env.BENCH_DATABASE_URL,
    profileFolder: values.profile,
    progress: progressSince(performance.now()),
  }
}

function readOptions(args: string[]): ScimBenchOptions & { readonly jsonFile: string | undefined } {
  const { values } = parseArgs({ args, options: FLAGS })
  const preset = values.quick ? QUICK : FULL
  const only = chosen(values.only, PARTS)
  return {
    rounds: positive(values.rounds),
    users: positive(values.users),
    manyUsers: positive(values.many ?? preset.many),
    walkUsers: positive(values.walk ?? preset.walk),
    members: positive(values.members ?? preset.members),
    secondsPerCell: positive(values.seconds ?? preset.seconds),
    secondsPerCeiling: preset.ceiling,
    workloads: WORKLOADS.map(({ name }) => name).filter((name) => only.includes(name)),
    scenarios: SCENARIOS.map(({ name }) => name).filter((name) => only.includes(name)),
    servers: chosen(values.servers, ['muster', 'polis']),
    databaseUrl: process.env.BENCH_DATABASE_URL,
    profileFolder: values.profile,
    jsonFile: values.json,
    progress: progressSince(performance.now()),
  }
}

/** Prints what is going on, with the minutes and seconds that have passed. */
function progressSince(start: number): (text: string) => void {
  return (text) => {
    const seconds = Math.floor((performance.now() - start) / 1000)
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    process.stderr.write(`${clock.padStart(6)}  ${text}\n`)
  }
}

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new Error(`A number above 0 is needed where "${text}" was given.`)
  return value
}

function chosen<Name extends string>(text: string, names: readonly Name[]): Name[] {
  const wanted = text.split(',')
  const unknown = wanted.filter((name) => !names.some((known) => known === name))
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. Known: ${names.join(', ')}.`)
  return names.filter((name) => wanted.includes(name))
}
