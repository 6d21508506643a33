import { setTimeout as wait } from 'node:timers/promises'
import type { CompanyApi } from './company-api.ts'
import type { HappeningReport } from './trickle.ts'

const lookMs = 500
const looksAlike = 4
const mostLooks = 120

export type TellPeopleOptions = {
  readonly api: Pick<CompanyApi, 'countPeople' | 'countUsers' | 'countOpenCases'>
  readonly organizationId: string
  /** So many users are waited for, until every directory has been read. */
  readonly users: number
  readonly signal: AbortSignal
  readonly onHappening: (report: HappeningReport) => void
}

/** Tells how many people the users of all directories are, and of how many users somebody has to say whose they are. */
export async function tellPeople(options: TellPeopleOptions): Promise<void> {
  const { users, people, cases } = await untilSettled(options)
  const matches = cases === 1 ? '1 match waits' : `${cases} matches wait`
  const disputed = cases === 0 ? '' : `, and ${matches} for you to decide: bin/muster cases list`
  options.onHappening({
    directory: 'all directories',
    sentence: `${users} users of three directories are ${people} people${disputed}`,
  })
}

/** Counts until every directory is read and people have followed: until the numbers differ no more, while others come and go. */
async function untilSettled(options: TellPeopleOptions): Promise<Counts> {
  let last = ''
  let same = 0
  for (let look = 0; ; look += 1) {
    const counts = await countAll(options)
    const now = `${counts.users - counts.people} ${counts.cases}`
    same = counts.users >= options.users && now === last ? same + 1 : 0
    if (same >= looksAlike || look >= mostLooks) return counts
    last = now
    await wait(lookMs, undefined, { signal: options.signal })
  }
}

type Counts = { readonly users: number; readonly people: number; readonly cases: number }

async function countAll({ api, organizationId }: TellPeopleOptions): Promise<Counts> {
  const [users, people, cases] = await Promise.all([
    api.countUsers(organizationId),
    api.countPeople(organizationId),
    api.countOpenCases(organizationId),
  ])
  return { users, people, cases }
}
