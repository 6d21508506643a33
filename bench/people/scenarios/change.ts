import { evaluateOverlay } from '../../../src/memberships/evaluate-overlay.ts'
import { lookAt } from '../../../src/people/people-engine.ts'
import { rebuildPeople, requestPeopleRebuild } from '../../../src/people/rebuild-people.ts'
import { putDocuments } from '../../../src/testing/overlay-documents.ts'
import { type Comparison, type Figure, grouped, sideOfFigures } from '../../harness/comparison.ts'
import { percentile } from '../../harness/statistics.ts'
import { mixed, ruleGroups } from '../company.ts'
import { LIMITS } from '../limits.ts'
import { type BenchOrganization, makeOrganization, userIdAt } from '../make-organization.ts'
import type { PeopleRunOptions, PeopleScenario } from '../scenario.ts'

const CHANGES = 200
const WARM_UP = 100

/** What one user's change costs up to the events of memberships, in a large organization and in a small one. */
export const change: PeopleScenario = { name: 'change', run: measureChange }

async function* measureChange(run: PeopleRunOptions): AsyncGenerator<Comparison> {
  const { server, people, few, rules, progress } = run
  await using large = await prepare(await server.createDatabase('change_large'), people, rules)
  await using small = await prepare(await server.createDatabase('change_small'), few, rules)
  const figures: { readonly large: Figure[]; readonly small: Figure[] } = { large: [], small: [] }
  await measure(large, people, WARM_UP)
  await measure(small, few, WARM_UP)
  for (let round = 1; round <= run.rounds; round += 1) {
    const one = await measure(small, few, CHANGES)
    const other = await measure(large, people, CHANGES)
    figures.small.push({ value: one, errors: 0, firstError: undefined })
    figures.large.push({ value: other, errors: 0, firstError: undefined })
    progress(
      `round ${round}: p50 ${other.toFixed(2)} ms of ${grouped(people)} people, ${one.toFixed(2)} ms of ${grouped(few)}`,
    )
  }
  const show = (value: number) => `${value.toFixed(2)} ms`
  yield {
    goal: {
      title: `one user's change, ${rules} rules: p50 at ${grouped(people)} people / at ${grouped(few)}`,
      ...LIMITS.change,
    },
    sides: [sideOfFigures(figures.large, show), sideOfFigures(figures.small, show)],
  }
}

async function prepare(databaseUrl: string, people: number, rules: number): Promise<BenchOrganization> {
  const made = await makeOrganization(databaseUrl, { directories: 1, users: people })
  const { engine, overlays, organizationId } = made
  const { database, platform } = engine
  await requestPeopleRebuild(database, organizationId, { reason: 'bench', now: platform.clock.now() })
  await rebuildPeople(engine)
  await putDocuments(database, organizationId, { documents: ruleGroups(rules), platform })
  await evaluateOverlay({ database, platform, overlays }, organizationId)
  await database.query({ text: 'vacuum analyze' })
  return made
}

let turn = 0

/** The median of what changes take, in milliseconds: another department, title and cost center each. */
async function measure(
  { engine, organizationId }: BenchOrganization,
  people: number,
  changes: number,
): Promise<number> {
  const { database } = engine
  const latencies: number[] = []
  for (let index = 0; index < changes; index += 1) {
    turn += 1
    const id = userIdAt(mixed(turn, 77) % people, 0)
    const changed = { department_name: `Department ${turn % 24}`, cost_center_name: `CC-${turn % 200}` }
    await database.query({
      text: `update users set attributes = jsonb_set(attributes || jsonb_build_object('job_title', $3::text),
          '{custom_attributes}', attributes->'custom_attributes' || $4::jsonb) where organization_id = $1 and id = $2`,
      values: [organizationId, id, `Title ${turn}`, JSON.stringify(changed)],
    })
    const began = performance.now()
    await lookAt(engine, organizationId, { userIds: [id] })
    latencies.push(performance.now() - began)
  }
  return percentile(latencies, 0.5)
}
