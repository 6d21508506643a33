import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SourcePage } from '../connectors/connector.ts'
import type { SyncRun, SyncRunKind } from '../model/sync-run.ts'
import type { StandInFault } from './connector-stand-in.ts'
import { type SyncedCompany, type SyncedSource, startSyncedCompany } from './synced-company.ts'
import { assertKept, assertTold, hire, type Staff, work } from './synced-staff.ts'

/**
 * What goes wrong: a fault of the stand-in, or what no source calls an error. `few_listed`: four of forty people and two of five groups
 * are listed, as for a role that sees a part. `many_removed`: an incremental run is told that 36 of forty are deleted.
 */
export type SyncFault = StandInFault | 'few_listed' | 'many_removed'

/** During which run it goes wrong, and when: before the run, after its first page, or after the first groups. */
export type Moment = `${SyncRunKind} ${'before' | 'users' | 'groups'}`

/** In which state a run ends that meets a fault, and its error; `recovered`: it is cancelled, and a full one completes. */
export type Ending = 'completed' | `${'paused' | 'failed' | 'waiting' | 'recovered'} ${string}`

/** Endings at a fault: one for all moments, or some, and `else` for the others. */
export type Endings = Ending | (Partial<Record<Moment, Ending>> & { readonly else: Ending })

/** What is expected of a connector. */
export type FaultTable = Partial<Record<SyncFault, Endings>>

const momentsOf = { full: ['before', 'groups'], incremental: ['users'] } as const
// Those that pass while a request is tried again.
const passing: readonly SyncFault[] = ['rate_limit', 'server_error', 'expired_token']

/** Reads a company of forty in full, and then meets each fault at each moment: nobody goes, and the next good run heals. */
export function testSyncFaults(source: SyncedSource & { readonly skip?: string | false }, table: FaultTable): void {
  const { title, abilities } = source.connector
  test(`${title}: no fault removes anybody`, { skip: source.skip ?? false }, async (t) => {
    await using company = await startSyncedCompany(source)
    const staff = await hire(company.standIn)
    assert.equal((await company.run('full')).state, 'completed')
    await assertTold(company, staff)
    const kinds: readonly SyncRunKind[] = abilities.incremental ? ['full', 'incremental'] : ['full']
    for (const [fault, endings] of Object.entries(table) as [SyncFault, Endings][]) {
      for (const moment of kinds.flatMap((kind) => momentsAt(fault, kind))) {
        const ending = typeof endings === 'string' ? endings : (endings[moment] ?? endings.else)
        await t.test(`${fault}, ${moment}: ${ending}`, () => meet(company, staff, { fault, moment, ending }))
      }
    }
    await t.test('nobody was told to be gone, and who really leaves is', () => leave(company, staff))
  })
}

function momentsAt(fault: SyncFault, kind: SyncRunKind): Moment[] {
  if (fault === 'few_listed') return kind === 'full' ? ['full before'] : []
  if (fault === 'many_removed') return kind === 'incremental' ? ['incremental before'] : []
  if (passing.includes(fault)) return kind === 'full' ? ['full before', 'full users'] : ['incremental users']
  return momentsOf[kind].map((when): Moment => `${kind} ${when}`)
}

type Meeting = { readonly fault: SyncFault; readonly moment: Moment; readonly ending: Ending }

async function meet(company: SyncedCompany, staff: Staff, meeting: Meeting): Promise<void> {
  await work(company.standIn, staff)
  const before = await company.content()
  const run = await runUnder(company, staff, meeting)
  try {
    await assertEnded(company, run, meeting)
    assertKept(before, await company.content())
  } finally {
    company.time.pass(afterAProbeMs)
    await assertHealed(company, staff, await heal(company, run, meeting))
  }
}

async function assertEnded(company: SyncedCompany, run: SyncRun, { ending }: Meeting): Promise<void> {
  assert.equal(await endingOf(company, run), ending, run.errorText ?? '')
  assertText(ending, run)
  assert.equal(await company.directoryState(), isQuarantined(run) ? 'quarantined' : 'active')
}

async function assertHealed(company: SyncedCompany, staff: Staff, run: SyncRun): Promise<void> {
  assert.equal(run.state, 'completed', run.errorText ?? '')
  assert.equal(await company.directoryState(), 'active')
  await assertTold(company, staff)
  assert.deepEqual(await company.pending(), [])
}

// The first probe of a quarantined source is after five minutes, the first pause of a run ends after one.
const afterAProbeMs = 6 * 60_000

/** The next good run: a paused one that goes on, the full one after a probe, or one that is asked for. */
async function heal(company: SyncedCompany, run: SyncRun, { fault, moment }: Meeting): Promise<SyncRun> {
  if (run.state === 'paused') return company.untilQuiet()
  if (isQuarantined(run)) return company.untilQuiet(run)
  // What was told to be removed is not told to be there again.
  return company.run(fault === 'many_removed' ? 'full' : kindOf(moment))
}

function isQuarantined({ errorCode }: SyncRun): boolean {
  return errorCode === 'credentials_refused'
}

function kindOf(moment: Moment): SyncRunKind {
  return moment.startsWith('full') ? 'full' : 'incremental'
}

async function runUnder(company: SyncedCompany, staff: Staff, { fault, moment }: Meeting): Promise<SyncRun> {
  const { standIn, lens } = company
  const when = moment.split(' ')[1]
  if (fault === 'few_listed') lens.see = (page) => listFew(page, staff)
  else if (fault === 'many_removed') lens.see = (page) => removeMany(page, staff)
  else if (when === 'before') await standIn.setFault?.(fault)
  else {
    lens.see = async (page) => {
      if (when === 'groups' && !page.groups?.length) return page
      lens.see = null
      await standIn.setFault?.(fault)
      return page
    }
  }
  try {
    const run = await company.run(kindOf(moment))
    assert.ok(when === 'before' || lens.see === null, 'The moment at which it should go wrong never came')
    return run
  } finally {
    lens.see = null
    await standIn.setFault?.(null)
  }
}

function listFew(page: SourcePage, { users, groups }: Staff): SourcePage {
  const few = [...[...users.keys()].slice(0, 4), ...[...groups.keys()].slice(0, 2)]
  const isListed = ({ id }: { readonly id: string }) => few.includes(id)
  const members = (page.members ?? []).filter(({ groupId }) => few.includes(groupId))
  return {
    ...page,
    users: (page.users ?? []).filter(isListed),
    groups: (page.groups ?? []).filter(isListed),
    members,
  }
}

function removeMany(page: SourcePage, { users }: Staff): SourcePage {
  const gone = [...users.keys()].slice(4).map((id) => ({ kind: 'user' as const, id }))
  const isThere = ({ id }: { readonly id: string }) => !gone.some((one) => one.id === id)
  return { ...page, users: (page.users ?? []).filter(isThere), removed: [...(page.removed ?? []), ...gone] }
}

async function endingOf({ sync }: SyncedCompany, { state, errorCode, trigger }: SyncRun): Promise<string> {
  if (state !== 'completed') return `${state} ${errorCode}`
  const before = (await sync.runs()).at(-2)
  return trigger === 'recovery' && before?.state === 'cancelled' ? `recovered ${before.errorCode}` : state
}

const advice =
  /\b(check|give|grant|assign|add|enter|look|see|export|upload|put|approve|is tried again|read anew|are read when|goes on)\b/i

/** What a run says that did not get through is a sentence, and tells what to do or what happens next. */
function assertText(ending: Ending, { state, errorText, resumeAt }: SyncRun): void {
  assert.equal(state === 'paused', resumeAt !== null)
  if (state === 'completed') return
  assert.ok((errorText ?? '').split(' ').length > 6, `${ending}: ${errorText}`)
  if (state !== 'waiting') assert.match(errorText ?? '', advice)
}

const removals = [
  ...['dsync.user.deleted', 'dsync.group.deleted', 'dsync.group.user_removed'],
  ...['muster.group.group_removed', 'muster.user.left_scope'],
]

/** So far nobody was told to be gone; one who is removed at the source goes, and nobody else. */
async function leave(company: SyncedCompany, staff: Staff): Promise<void> {
  const told = (await company.sync.events()).filter(({ type }) => removals.includes(type))
  assert.deepEqual(told, [])
  const [leaving = ''] = staff.users.keys()
  await company.standIn.removeUser(leaving)
  staff.users.delete(leaving)
  for (const ids of staff.members.values()) ids.delete(leaving)
  const run = await company.run('full')
  assert.equal(run.state, 'completed', run.errorText ?? '')
  assert.equal((await company.content()).users[leaving], undefined)
  await assertTold(company, staff)
}
