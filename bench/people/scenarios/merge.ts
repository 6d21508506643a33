import { rebuildPeople, requestPeopleRebuild } from '../../../src/people/rebuild-people.ts'
import { type Comparison, type Figure, grouped, sideOfFigures } from '../../harness/comparison.ts'
import { listTexts, usersAsTexts } from '../../sync/source-pages.ts'
import { makeSyncDirectory } from '../../sync/sync-directory.ts'
import { LIMITS } from '../limits.ts'
import { makeOrganization } from '../make-organization.ts'
import type { PeopleRunOptions, PeopleScenario } from '../scenario.ts'

const DIRECTORIES = 3

/** How fast the users of three directories become people, beside how fast such users are read first. */
export const merge: PeopleScenario = { name: 'merge', run: measureMerge }

type Round = { readonly merged: number; readonly people: number; readonly synced: number }

async function* measureMerge(run: PeopleRunOptions): AsyncGenerator<Comparison> {
  const rounds: Round[] = []
  for (let round = 1; round <= run.rounds; round += 1) {
    const figures = await measureRound(run, round)
    rounds.push(figures)
    const { merged, people, synced } = figures
    const told = [merged, people, synced].map((value) => grouped(Math.round(value)))
    run.progress(`round ${round}: ${told[0]} users/s are matched (${told[1]} people/s), ${told[2]} rows/s are synced`)
  }
  const sideOf = (of: (round: Round) => number, unit: string) => {
    const figures = rounds.map((round): Figure => ({ value: of(round), errors: 0, firstError: undefined }))
    return sideOfFigures(figures, (value) => `${grouped(Math.round(value))} ${unit}`)
  }
  yield {
    goal: { title: `first merge of ${grouped(run.people)} users of three directories / first sync`, ...LIMITS.merge },
    sides: [sideOf(({ merged }) => merged, 'users/s'), sideOf(({ synced }) => synced, 'rows/s')],
  }
}

async function measureRound(run: PeopleRunOptions, round: number): Promise<Round> {
  const synced = await measureSync(run, round)
  const users = Math.floor(run.people / DIRECTORIES)
  const url = await run.server.createDatabase(`merge_${round}`)
  await using made = await makeOrganization(url, { directories: DIRECTORIES, users })
  const { engine, organizationId } = made
  const began = performance.now()
  await requestPeopleRebuild(engine.database, organizationId, { reason: 'bench', now: engine.platform.clock.now() })
  await rebuildPeople(engine)
  const seconds = (performance.now() - began) / 1000
  const [found] = await engine.database.query<{ people: number; links: number; managed: number }>({
    text: `select (select count(*) from people)::integer as people, (select count(*) from person_links)::integer as links,
      (select count(*) from people where manager_id is not null)::integer as managed`,
  })
  if (found?.people !== users || found.links !== users * DIRECTORIES || found.managed !== users - 1) {
    throw new Error(`${JSON.stringify(found)} of ${users} people`)
  }
  return { merged: (users * DIRECTORIES) / seconds, people: users / seconds, synced }
}

async function measureSync({ server, people }: PeopleRunOptions, round: number): Promise<number> {
  await using directory = await makeSyncDirectory(await server.createDatabase(`first_${round}`))
  const { seconds } = await directory.read(listTexts(usersAsTexts(people)))
  return people / seconds
}
