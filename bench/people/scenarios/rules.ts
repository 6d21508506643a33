import { setImmediate as nextTurn } from 'node:timers/promises'
import { compileOverlay } from '../../../src/memberships/compile-overlay.ts'
import { evaluateOverlay } from '../../../src/memberships/evaluate-overlay.ts'
import { personInput } from '../../../src/memberships/person-input.ts'
import type { Person } from '../../../src/model/person.ts'
import { insertPeople } from '../../../src/store/people/people.ts'
import { putDocuments } from '../../../src/testing/overlay-documents.ts'
import { type Comparison, type Figure, grouped, sideOfFigures } from '../../harness/comparison.ts'
import { attributesOf, ruleGroups } from '../company.ts'
import { LIMITS } from '../limits.ts'
import { type BenchOrganization, makeOrganization } from '../make-organization.ts'
import type { PeopleRunOptions, PeopleScenario } from '../scenario.ts'

const PEOPLE_AT_ONCE = 2_000
const WARM_UP_PEOPLE = 2_000

/** Everybody evaluated for all rules: with reading, comparing, writing and events, and the rules by themselves. */
export const rules: PeopleScenario = { name: 'rules', run: measureRules }

async function* measureRules(run: PeopleRunOptions): AsyncGenerator<Comparison> {
  const { server, people, progress } = run
  const size = grouped(people)
  await using made = await prepare(await server.createDatabase('rules'), run)
  evaluateBare(run, Math.min(people, WARM_UP_PEOPLE))
  const figures = { first: [] as Figure[], again: [] as Figure[], bare: [] as Figure[] }
  for (let round = 1; round <= run.rounds; round += 1) {
    const bare = evaluateBare(run, people)
    const first = await evaluateStored(made, { keeps: false })
    const again = await evaluateStored(made, { keeps: true })
    const isRight = bare.members === first.members && bare.members === again.members
    const error = isRight ? undefined : `${bare.members} members alone, ${first.members} and ${again.members} stored`
    const figure = (value: number) => ({ value, errors: isRight ? 0 : 1, firstError: error })
    figures.bare.push(figure(bare.seconds))
    figures.first.push(figure(first.seconds))
    figures.again.push(figure(again.seconds))
    const [one, other, alone] = [first, again, bare].map(({ seconds }) => seconds.toFixed(1))
    progress(
      `round ${round}: first ${one} s, again ${other} s, the rules alone ${alone} s; ${grouped(bare.members)} members`,
    )
    await nextTurn()
  }
  const show = (value: number) => `${value.toFixed(1)} s`
  const title = `${run.rules} rules over ${size} people`
  yield {
    goal: { title: `${title} from scratch, everybody enters / the rules alone`, ...LIMITS.rules },
    sides: [sideOfFigures(figures.first, show), sideOfFigures(figures.bare, show)],
  }
  yield {
    goal: { title: `${title} from scratch, all as before / the rules alone`, ...LIMITS.rules },
    sides: [sideOfFigures(figures.again, show), sideOfFigures(figures.bare, show)],
  }
}

async function prepare(databaseUrl: string, { people, rules: count }: PeopleRunOptions): Promise<BenchOrganization> {
  const made = await makeOrganization(databaseUrl, { directories: 0, users: 0 })
  const { engine, organizationId } = made
  const { database, platform } = engine
  for (let start = 0; start < people; start += PEOPLE_AT_ONCE) {
    const length = Math.min(PEOPLE_AT_ONCE, people - start)
    const rows = Array.from({ length }, (_, place) => ({
      person: personAt(organizationId, start + place),
      nextFlipAt: null,
    }))
    await database.transaction((transaction) => insertPeople(transaction, organizationId, rows))
  }
  await putDocuments(database, organizationId, { documents: ruleGroups(count), platform })
  await database.query({ text: 'vacuum analyze people' })
  return made
}

function personAt(organizationId: string, index: number): Person {
  const at = new Date()
  const known = {
    organizationId,
    attributes: attributesOf(index),
    displayName: `Person ${index}`,
    status: 'active',
  } as const
  const rest = {
    isService: false,
    sources: {},
    managerId: null,
    managerKey: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
  return { id: `person_${String(index).padStart(26, '0')}`, ...known, ...rest }
}

type Evaluated = { readonly seconds: number; readonly members: number }

/** The rules alone: nothing is read or kept but the groups that other rules ask for. */
function evaluateBare({ rules: count }: PeopleRunOptions, people: number): Evaluated {
  const { objects } = compileOverlay({ documents: ruleGroups(count) })
  const compiled = objects.flatMap(({ id, rule }) => (typeof rule === 'object' && rule ? { id, rule } : []))
  const all = Array.from({ length: people }, (_, index) => personInput(personAt('', index)).values)
  const now = new Date()
  let members = 0
  const began = performance.now()
  for (const values of all) {
    const groups: string[] = []
    const person = { ...values, groups }
    for (const { id, rule } of compiled) if (rule.evaluate(person, now).outcome === true) groups.push(id)
    members += groups.length
  }
  return { seconds: (performance.now() - began) / 1000, members }
}

/** All of it, from the tables to the events. What was there before is forgotten, or is what everybody is compared with. */
async function evaluateStored(
  { engine, overlays, organizationId }: BenchOrganization,
  { keeps }: { readonly keeps: boolean },
): Promise<Evaluated> {
  const { database, platform } = engine
  if (keeps) await database.query({ text: 'update overlay_counts set signature = null' })
  else for (const table of ['overlay_members', 'overlay_counts']) await database.query({ text: `truncate ${table}` })
  await database.query({ text: 'update overlays set evaluated_revision = 0' })
  await database.query({ text: 'checkpoint' })
  const began = performance.now()
  await evaluateOverlay({ database, platform, overlays }, organizationId)
  const seconds = (performance.now() - began) / 1000
  const [row] = await database.query<{ members: number }>({ text: 'select count(*) as members from overlay_members' })
  return { seconds, members: row?.members ?? 0 }
}
