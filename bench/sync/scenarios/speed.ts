import { type Comparison, type Figure, grouped, sideOfFigures } from '../../harness/comparison.ts'
import { LIMITS } from '../limits.ts'
import type { SyncRunOptions, SyncScenario } from '../scenario.ts'
import { listTexts, usersAsTexts } from '../source-pages.ts'
import { measureCopy, measureFirstSql, usersAsLines } from '../sql-side.ts'
import { makeSyncDirectory } from '../sync-directory.ts'

const WARM_UP_USERS = 5000
/** One user of so many has changed. */
const CHANGED_OF = 100

/** How fast a directory is read first, again, and with few changes. */
export const speed: SyncScenario = { name: 'speed', run: measureSpeed }

type Round = {
  readonly first: number
  readonly unchanged: number
  readonly changed: number
  readonly sql: number
  readonly copy: number
}

async function* measureSpeed(run: SyncRunOptions): AsyncGenerator<Comparison> {
  const { users, progress } = run
  await warmUp(run)
  const pages = { before: usersAsTexts(users), after: usersAsTexts(users, (index) => index % CHANGED_OF === 7) }
  const lines = usersAsLines(users)
  const rounds: Round[] = []
  for (let round = 1; round <= run.rounds; round += 1) {
    const figures = await measureRound(run, { pages, lines, round })
    rounds.push(figures)
    const perSecond = (seconds: number) => grouped(Math.round(users / seconds))
    progress(
      `round ${round}: first ${perSecond(figures.first)}/s, SQL ${perSecond(figures.sql)}/s; unchanged ${perSecond(figures.unchanged)}/s, COPY ${perSecond(figures.copy)}/s; 1 % changed ${perSecond(figures.changed)}/s`,
    )
  }
  const rate = (of: (round: Round) => number) =>
    sideOf(
      rounds,
      (round) => users / of(round),
      (value) => `${grouped(Math.round(value))} rows/s`,
    )
  const seconds = (of: (round: Round) => number) => sideOf(rounds, of, (value) => `${value.toFixed(2)} s`)
  const size = grouped(users)
  yield {
    goal: { title: `first sync of ${size} users / one SQL transaction`, ...LIMITS.first },
    sides: [rate(({ first }) => first), rate(({ sql }) => sql)],
  }
  yield {
    goal: { title: `unchanged ${size} users / COPY`, ...LIMITS.unchanged },
    sides: [rate(({ unchanged }) => unchanged), rate(({ copy }) => copy)],
  }
  yield {
    goal: { title: `1 % changed of ${size}: added time / unchanged`, ...LIMITS.changed },
    sides: [seconds(({ changed, unchanged }) => changed - unchanged), seconds(({ unchanged }) => unchanged)],
  }
}

function sideOf(rounds: readonly Round[], of: (round: Round) => number, show: (value: number) => string) {
  const figures: Figure[] = rounds.map((round) => ({ value: of(round), errors: 0, firstError: undefined }))
  return sideOfFigures(figures, show)
}

type Material = {
  readonly pages: { readonly before: readonly string[]; readonly after: readonly string[] }
  readonly lines: readonly Buffer[]
  readonly round: number
}

/** Each side has a database of its own in each round; which of them comes first takes turns. */
async function measureRound({ server, users }: SyncRunOptions, { pages, lines, round }: Material): Promise<Round> {
  const measureSql = async () => {
    const url = await server.createDatabase(`sql_${round}`)
    await using directory = await makeSyncDirectory(url)
    return { sql: await measureFirstSql(url, directory, lines), copy: await measureCopy(url, lines) }
  }
  const measureEngine = async () => {
    await using directory = await makeSyncDirectory(await server.createDatabase(`sync_${round}`))
    const first = await directory.read(listTexts(pages.before))
    expectCount(first.counts.usersCreated, users)
    const unchanged = await directory.read(listTexts(pages.before))
    expectCount(unchanged.counts.unchanged, users)
    const changed = await directory.read(listTexts(pages.after))
    expectCount(changed.counts.usersUpdated, Math.floor((users + CHANGED_OF - 8) / CHANGED_OF))
    return { first: first.seconds, unchanged: unchanged.seconds, changed: changed.seconds }
  }
  if (round % 2 === 0) return { ...(await measureSql()), ...(await measureEngine()) }
  const ours = await measureEngine()
  return { ...ours, ...(await measureSql()) }
}

async function warmUp({ server }: SyncRunOptions): Promise<void> {
  await using directory = await makeSyncDirectory(await server.createDatabase('warm_up'))
  const texts = usersAsTexts(WARM_UP_USERS)
  for (let turn = 0; turn < 2; turn += 1) await directory.read(listTexts(texts))
}

function expectCount(found: number, wanted: number): void {
  if (found !== wanted) throw new Error(`${found} users were counted, not ${wanted}`)
}
