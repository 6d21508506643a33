import { type Comparison, type Figure, figureOf, grouped, sideOfFigures } from '../../harness/comparison.ts'
import { withClient } from '../../harness/database-server.ts'
import type { HttpAnswer } from '../../harness/http-connection.ts'
import { significant } from '../../harness/judgment.ts'
import { type LoadResult, type Operation, runLoad } from '../../harness/run-load.ts'
import { percentile } from '../../harness/statistics.ts'
import { readObject } from '../abilities.ts'
import { isObject } from '../check-answer.ts'
import { fillDirectory } from '../fill-directory.ts'
import { emptyPopulation } from '../population.ts'
import type { Contender, ScimServer } from '../scim-server.ts'
import { PATCH_SCHEMA } from '../workloads.ts'
import { LIMITS } from './limits.ts'
import type { Scenario, ScenarioRun } from './scenario.ts'

const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const BATCH = 100
const WARM_UP_MEMBERS = 1000

/** Groups that grow, one member and a hundred members a PATCH. */
export const group: Scenario = { name: 'group', run: measureGroups }

async function* measureGroups(run: ScenarioRun): AsyncGenerator<Comparison> {
  await using stack = new AsyncDisposableStack()
  const half = Math.ceil(run.members / 2)
  const muster = await start(stack.use(await run.starter.muster()), run.members, run)
  yield await measureOneByOne(muster, run)
  const polis = run.withPolis ? await start(stack.use(await run.starter.polis()), half, run) : undefined
  yield await measureByHundred(muster, polis, run)
}

async function start(server: ScimServer, users: number, { progress }: ScenarioRun): Promise<Contender> {
  const contender = { server, population: emptyPopulation(users) }
  await fillDirectory(contender, users, progress)
  await growGroup(contender, { members: Math.min(WARM_UP_MEMBERS, users), batch: 1 })
  return contender
}

/** The last tenth of the members against the first. */
async function measureOneByOne(muster: Contender, run: ScenarioRun): Promise<Comparison> {
  const [first, last]: [Figure[], Figure[]] = [[], []]
  for (let round = 1; round <= run.rounds; round += 1) {
    const load = await growGroup(muster, { members: run.members, batch: 1 })
    const tenth = Math.ceil(load.latencies.length / 10)
    first.push(figureOf(percentile(load.latencies.slice(0, tenth), 0.5), load))
    last.push(figureOf(percentile(load.latencies.slice(-tenth), 0.5), load))
    const [early, late] = [first, last].map((figures) => significant(figures.at(-1)?.value ?? Number.NaN))
    run.progress(`round ${round}: group to ${grouped(run.members)} one by one, p50 ${early} ms, at the end ${late} ms`)
  }
  const show = (value: number) => `${significant(value)} ms`
  const title = `group to ${grouped(run.members)} one by one, p50: last / first tenth`
  return { goal: { title, ...LIMITS.oneByOne }, sides: [sideOfFigures(last, show), sideOfFigures(first, show)] }
}

async function measureByHundred(
  muster: Contender,
  polis: Contender | undefined,
  run: ScenarioRun,
): Promise<Comparison> {
  const members = Math.ceil(run.members / 2)
  const [ours, theirs]: [Figure[], Figure[]] = [[], []]
  const grow = async (contender: Contender) => {
    const load = await growGroup(contender, { members, batch: BATCH })
    const figure = figureOf(members / load.seconds, load)
    run.progress(
      `group to ${grouped(members)} by ${BATCH}, ${contender.server.name} ${figure.value.toFixed(0)} members/s`,
    )
    return figure
  }
  for (let round = 1; round <= run.rounds; round += 1) {
    ours.push(await grow(muster))
    if (polis) theirs.push(await grow(polis))
  }
  const show = (value: number) => `${value.toFixed(0)} members/s`
  const title = `group to ${grouped(members)} by ${BATCH} a PATCH, members/s / Polis`
  const beside = polis && sideOfFigures(theirs, (value) => `${show(value)} (Polis)`)
  return { goal: { title, ...LIMITS.byHundred }, sides: [sideOfFigures(ours, show), beside] }
}

interface Growth {
  readonly members: number
  readonly batch: number
}

/** Makes a group, adds the first users to it over one connection, and looks whether exactly they are in it. */
async function growGroup({ server, population }: Contender, { members, batch }: Growth): Promise<LoadResult> {
  const { baseUrl, token } = server
  const groupId = await createGroup(server)
  const ids = population.ids.slice(0, members)
  let added = 0
  const next = () => {
    const batchIds = ids.slice(added, added + batch)
    added += batch
    return addMembers(groupId, batchIds)
  }
  const load = await runLoad({ baseUrl, token, concurrency: 1, operations: Math.ceil(members / batch), next })
  if (load.errors > 0) return load
  const stored = new Set(await readMembers(server, groupId))
  const isRight = stored.size === ids.length && ids.every((id) => stored.has(id))
  return isRight ? load : { ...load, errors: 1, firstError: `the group has ${stored.size} members, not ${ids.length}` }
}

async function createGroup(server: ScimServer): Promise<string> {
  const body = JSON.stringify({ schemas: [GROUP_SCHEMA], displayName: `Everyone ${performance.now()}` })
  const { id } = await readObject(server, { method: 'POST', path: '/Groups', body }, 201)
  return String(id)
}

function addMembers(groupId: string, ids: readonly string[]): Operation {
  const value = ids.map((id) => ({ value: id }))
  const body = JSON.stringify({ schemas: [PATCH_SCHEMA], Operations: [{ op: 'add', path: 'members', value }] })
  // RFC 7644 section 3.5.2: the group, or nothing.
  const check = ({ status }: HttpAnswer) => (status === 200 || status === 204 ? undefined : 'status is not 200 or 204')
  return { method: 'PATCH', path: `/Groups/${groupId}`, body, check }
}

async function readMembers(server: ScimServer, groupId: string): Promise<string[]> {
  if (server.name === 'Polis') return readPolisMembers(server, groupId)
  const { members } = await readObject(server, { method: 'GET', path: `/Groups/${groupId}` })
  return (Array.isArray(members) ? members : []).map((member) => (isObject(member) ? String(member.value) : ''))
}

/** Polis answers every group without its members, so they are read from its store. */
async function readPolisMembers({ databaseUrl }: ScimServer, groupId: string): Promise<string[]> {
  return withClient(databaseUrl, async (client) => {
    const text = `select value from jackson_store where namespace like 'dsync:members:%' and value like '%' || $1 || '%'`
    const { rows } = await client.query<{ value: string }>(text, [groupId])
    return rows.map(({ value }) => String(JSON.parse(value).user_id))
  })
}
