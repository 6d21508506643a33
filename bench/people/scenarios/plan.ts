import { applyOverlayDocuments } from '../../../src/as-code/apply/apply-overlay-documents.ts'
import { orderPlan } from '../../../src/as-code/plan/keep-plan.ts'
import { readWanted } from '../../../src/as-code/plan/read-wanted.ts'
import { textPlan } from '../../../src/as-code/plan/text/text-plan.ts'
import { evaluateOverlay } from '../../../src/memberships/evaluate-overlay.ts'
import { createOverlayCache } from '../../../src/memberships/overlay-cache.ts'
import { systemClock } from '../../../src/platform/clock.ts'
import { createIds } from '../../../src/platform/ids.ts'
import { silentLog } from '../../../src/platform/log.ts'
import type { Platform } from '../../../src/platform/platform.ts'
import { type Database, openDatabase } from '../../../src/store/database.ts'
import { ensureEventPartitions } from '../../../src/store/event-partitions.ts'
import { migrate } from '../../../src/store/migrate.ts'
import { type Comparison, grouped, sideOfFigures } from '../../harness/comparison.ts'
import type { DatabaseServer } from '../../harness/database-server.ts'
import { attributesOf } from '../company.ts'
import { LIMITS } from '../limits.ts'
import { companyFiles } from '../plan-company.ts'
import type { PeopleRunOptions, PeopleScenario } from '../scenario.ts'

const organizationId = 'org_bench'
const platform: Platform = { clock: systemClock, newId: createIds(), log: silentLog }

// One rule of 300: some leave, some enter.
const changedRule = 'person.department == "Department 1" && person.active && person.country in ["DE", "AT"]'

/** `muster plan` of 500 files of which one rule changed, on many people against a few. */
export const plan: PeopleScenario = { name: 'plan', run: measurePlans }

async function* measurePlans({
  server,
  rounds,
  people: many,
  few,
  progress,
}: PeopleRunOptions): AsyncGenerator<Comparison> {
  await using large = await prepare(server, many, progress)
  await using small = await prepare(server, few, progress)
  const figures: { many: number; few: number }[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const figure = { many: await medianOf(large.database), few: await medianOf(small.database) }
    progress(
      `round ${round}: ${grouped(many)} people ${figure.many.toFixed(0)} ms, ${grouped(few)} people ${figure.few.toFixed(0)} ms`,
    )
    // In the first one code is compiled and pages are read.
    if (round > 0) figures.push(figure)
  }
  const sideOf = (side: 'many' | 'few') =>
    sideOfFigures(
      figures.map((figure) => ({ value: figure[side], errors: 0, firstError: undefined })),
      (value) => `${value.toFixed(0)} ms`,
    )
  yield {
    goal: { title: `plan of 500 files, one rule changed: ${grouped(many)} people / ${grouped(few)}`, ...LIMITS.plan },
    sides: [sideOf('many'), sideOf('few')],
  }
}

const plansPerRound = 5

async function medianOf(database: Database): Promise<number> {
  const times: number[] = []
  for (let index = 0; index < plansPerRound; index += 1) {
    const files = companyFiles(changedRule)
    const started = performance.now()
    const origin = { type: 'files', repository: null, commit: null, branch: null, pull_request: null } as const
    const createdBy = { type: 'api_key', id: null, name: 'bench' } as const
    const record = await orderPlan({ on: database, platform }, { organizationId, files, origin, createdBy })
    textPlan(record.plan)
    times.push(performance.now() - started)
    const [change] = record.plan.changes
    if (record.plan.changes.length !== 1 || !change?.people) {
      throw new Error(
        `The plan is not what was changed: ${JSON.stringify(record.plan.obstacles)} ${record.plan.changes.length}`,
      )
    }
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

type Prepared = AsyncDisposable & { readonly database: Database }

async function prepare(
  server: DatabaseServer,
  people: number,
  progress: PeopleRunOptions['progress'],
): Promise<Prepared> {
  const url = await server.createDatabase(`plan_${people}`)
  const database = openDatabase(url, { poolSize: 5, onError: () => {} })
  await migrate(database, { clock: platform.clock })
  const now = platform.clock.now()
  await ensureEventPartitions(database, now)
  await database.query({
    text: `insert into organizations (id, name, created_at, updated_at) values ($1, 'Bench', $2, $2)`,
    values: [organizationId, now],
  })
  await insertPeople(database, people)
  const files = { files: companyFiles(null), repository: null, commit: null }
  const { wanted, findings } = await readWanted(files, { now })
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(`The files have errors: ${errors[0]?.text}`)
  const cause = { source: 'as_code', actorId: null, requestId: null } as const
  await database.transaction((transaction) =>
    applyOverlayDocuments({ transaction, platform, organizationId, cause }, wanted),
  )
  await evaluateOverlay({ database, platform, overlays: createOverlayCache() }, organizationId)
  await database.query({ text: 'analyze' })
  progress(`${grouped(people)} people are in what ${wanted.length} files say`)
  return { database, [Symbol.asyncDispose]: () => database.end() }
}

const rowsAtOnce = 5_000

async function insertPeople(database: Database, count: number): Promise<void> {
  for (let start = 0; start < count; start += rowsAtOnce) {
    const rows = Array.from({ length: Math.min(rowsAtOnce, count - start) }, (_, index) => ({
      ...{ id: `person_${String(start + index).padStart(26, '0')}`, a: attributesOf(start + index) },
    }))
    await database.query({
      text: `insert into people (organization_id, id, status, display_name, display_name_key, attributes, sources, version,
          created_at, updated_at)
        select $1, id, 'active', a ->> 'displayName', lower(a ->> 'displayName'), a, '{}', 1, now(), now()
        from jsonb_to_recordset($2::jsonb) as row (id text, a jsonb)`,
      values: [organizationId, JSON.stringify(rows)],
    })
  }
}
