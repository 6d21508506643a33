import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { judgeAll, renderReport } from './scim/report.ts'
import { runScimBench, type ScimBenchOptions } from './scim/scim-bench.ts'
import { WORKLOADS } from './scim/workloads.ts'

const USAGE = `npm run bench -- scim [options]      the SCIM server beside Ory Polis, on one PostgreSQL

  --rounds 3            alternating rounds; the median of their ratios counts
  --users 5000          size of the directory before it is measured
  --seconds 4           length of a cell (one workload, one server, one round)
  --quick               cells of 1.5 s: half the time, more noise
  --only create,get     of: ${WORKLOADS.map(({ name }) => name).join(', ')}
  --servers muster      of: muster, polis
  --json file           everything that was measured
  --profile folder      a CPU profile of Muster's server

BENCH_DATABASE_URL: a PostgreSQL with the right to create databases; without it one is started in TMPDIR.
The exit code is 1 if a goal was missed or an answer was wrong.`

const FLAGS = {
  rounds: { type: 'string', default: '3' },
  users: { type: 'string', default: '5000' },
  seconds: { type: 'string' },
  quick: { type: 'boolean', default: false },
  only: { type: 'string', default: WORKLOADS.map(({ name }) => name).join() },
  servers: { type: 'string', default: 'muster,polis' },
  json: { type: 'string' },
  profile: { type: 'string' },
} as const

const [subject, ...args] = process.argv.slice(2)
process.once('SIGINT', () => process.exit(130))
if (subject === 'scim') process.exitCode = await benchScim(args)
else {
  process.stderr.write(`${USAGE}\n`)
  process.exitCode = 2
}

async function benchScim(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: FLAGS })
  const options: ScimBenchOptions = {
    rounds: positive(values.rounds),
    users: positive(values.users),
    secondsPerCell: positive(values.seconds ?? (values.quick ? '1.5' : '4')),
    secondsPerCeiling: values.quick ? 2 : 5,
    workloads: chosen(
      values.only,
      WORKLOADS.map(({ name }) => name),
    ),
    servers: chosen(values.servers, ['muster', 'polis']),
    databaseUrl: process.env.BENCH_DATABASE_URL,
    profileFolder: values.profile,
    progress: (text) => process.stderr.write(`${text}\n`),
  }
  const report = await runScimBench(options)
  process.stdout.write(`\n${renderReport(report)}\n`)
  const judgments = judgeAll(report)
  if (values.json) {
    const goals = judgments.map(({ goal, ratios, ratio, verdict }) => ({ ...goal, ratios, ratio, verdict }))
    writeFileSync(values.json, JSON.stringify({ ...report, goals }, null, 2))
  }
  const hasFailed = judgments.some(({ verdict }) => verdict === 'MISSED' || verdict === 'ERRORS')
  return hasFailed || report.cells.some(({ errors }) => errors > 0) ? 1 : 0
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
