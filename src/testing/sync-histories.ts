import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { SourcePage } from '../connectors/connector.ts'
import type { ConnectorStandIn } from './connector-stand-in.ts'
import { directoryPicture, pictureOfEvents } from './directory-picture.ts'
import { type SyncedCompany, type SyncedSource, startSyncedCompany } from './synced-company.ts'

/** A stand-in with the changes that histories have besides those of the connector suite. */
export type HistoricStandIn = ConnectorStandIn & {
  activateUser(id: string): Promise<void>
  setManager(id: string, managerId: string | null): Promise<void>
}

/** A source whose histories are read through the whole engine. */
export type HistoricSource = Omit<SyncedSource, 'start'> & {
  readonly start: (...given: Parameters<SyncedSource['start']>) => Promise<HistoricStandIn>
}

/** Who is at the source. The first user and the first group always stay: the last one to go would be held. */
type World = { readonly standIn: HistoricStandIn; readonly users: string[]; readonly groups: string[]; names: number }

/** Whom an edit is about; `user` and `group` may go, the others are any. */
type Chosen = { readonly user: string; readonly other: string; readonly group: string; readonly team: string }

const edits = {
  addUser: async (world: World) => world.users.push(await world.standIn.addUser(newName(world))),
  renameUser: async (world: World, { user }: Chosen) => world.standIn.renameUser(user, newName(world)),
  suspendUser: async ({ standIn }: World, { user }: Chosen) => standIn.suspendUser(user),
  activateUser: async ({ standIn }: World, { user }: Chosen) => standIn.activateUser(user),
  async removeUser({ standIn, users }: World, { user }: Chosen) {
    await standIn.removeUser(user)
    users.splice(users.indexOf(user), 1)
  },
  setManager: async ({ standIn }: World, { user, other }: Chosen) => standIn.setManager(user, other),
  unsetManager: async ({ standIn }: World, { user }: Chosen) => standIn.setManager(user, null),
  addGroup: async (world: World) => world.groups.push(await world.standIn.addGroup(newName(world))),
  renameGroup: async (world: World, { group }: Chosen) => world.standIn.renameGroup(group, newName(world)),
  async removeGroup({ standIn, groups }: World, { group }: Chosen) {
    await standIn.removeGroup(group)
    groups.splice(groups.indexOf(group), 1)
  },
  addMember: async ({ standIn }: World, { user, team }: Chosen) => standIn.addMember(team, user),
  removeMember: async ({ standIn }: World, { user, team }: Chosen) => standIn.removeMember(team, user),
  async moveMember({ standIn }: World, { user, group, team }: Chosen) {
    await standIn.removeMember(group, user)
    await standIn.addMember(team, user)
  },
}
type EditKind = keyof typeof edits

/** Something that happens at the source: to whom is said by numbers, counted round those who are there. */
type Edit = { readonly kind: EditKind; readonly a: number; readonly b: number }

/** What happens between two runs, and how the run after it goes. */
type Batch = {
  readonly edits: readonly Edit[]
  readonly minutes: number
  readonly how: 'well' | 'twice' | 'expired' | 'expired_midway'
}

const kinds = [...(Object.keys(edits) as EditKind[]), 'addUser', 'addUser', 'addMember', 'addMember'] as EditKind[]
const edit: fc.Arbitrary<Edit> = fc.record({ kind: fc.constantFrom(...kinds), a: fc.nat(30), b: fc.nat(30) })
const batch: fc.Arbitrary<Batch> = fc.record({
  edits: fc.array(edit, { maxLength: 10 }),
  minutes: fc.constantFrom(0, 0, 10),
  how: fc.constantFrom('well', 'well', 'twice', 'expired', 'expired_midway'),
})
const history = fc.array(batch, { minLength: 2, maxLength: 4 })

// Nothing is held: what goes at the source goes here.
const limit = { percent: 100, at_least: 1_000_000 }
const guards = { users: limit, groups: limit, memberships: limit, blanked: limit }

/**
 * Whatever happens at a source: a directory that followed it by incremental runs is equal to one that read the end of it at once, and
 * to what its events alone tell.
 */
export function testSyncHistories(source: HistoricSource, runs: number): void {
  test(`${source.connector.title}: a directory that followed any history is as one that only saw its end`, async () => {
    await fc.assert(
      fc.asyncProperty(history, (batches) => play(source, batches)),
      { numRuns: runs },
    )
  })
}

async function play(source: HistoricSource, batches: readonly Batch[]): Promise<void> {
  let begun: HistoricStandIn | undefined
  const start: SyncedSource['start'] = async (platform) => {
    begun = await source.start(platform)
    return begun
  }
  await using company = await startSyncedCompany({ ...source, start }, { guards })
  assert.ok(begun)
  const world: World = { standIn: begun, users: [], groups: [], names: 0 }
  for (let count = 0; count < 3; count += 1) await edits.addUser(world)
  for (let count = 0; count < 2; count += 1) await edits.addGroup(world)
  await begun.addMember(world.groups[0] ?? '', world.users[0] ?? '')
  await begun.addMember(world.groups[0] ?? '', world.users[1] ?? '')
  await runWell(company, 'full')
  for (const one of batches) await playBatch(company, world, one)
  await runWell(company, 'incremental')

  const followed = await directoryPicture(company.sync)
  assert.deepEqual(Object.keys(followed.told.users), world.users.toSorted())
  assert.deepEqual(pictureOfEvents(await company.sync.events()), followed.told, 'the events tell something else')
  assert.deepEqual(followed, await endOf(source, company), 'it is not as at the source')
}

/** What a directory knows that sees the source for the first time. */
async function endOf({ connector }: HistoricSource, { standIn, time }: SyncedCompany) {
  const start = async () => ({ ...standIn, close: async () => {} })
  await using fresh = await startSyncedCompany({ connector, start }, { time, guards })
  await runWell(fresh, 'full')
  return await directoryPicture(fresh.sync)
}

async function playBatch(company: SyncedCompany, world: World, { edits: wanted, minutes, how }: Batch): Promise<void> {
  for (const one of wanted) await carryOut(one, world)
  company.time.pass(minutes * 60_000)
  if (how === 'twice') company.lens.see = twice
  if (how === 'expired') await world.standIn.setFault?.('expired_cursor')
  if (how === 'expired_midway') {
    company.lens.see = async (page) => {
      company.lens.see = null
      await world.standIn.setFault?.('expired_cursor')
      return page
    }
  }
  await runWell(company, 'incremental')
  company.lens.see = null
  await world.standIn.setFault?.(null)
}

async function carryOut({ kind, a, b }: Edit, world: World): Promise<void> {
  const { users, groups } = world
  const [user, group] = [users[1 + (a % (users.length - 1))], groups[1 + (b % (groups.length - 1))]]
  const isEnough = kind.startsWith('add') || (user !== undefined && group !== undefined)
  if (!isEnough || (user === undefined && kind === 'addMember')) return
  const other = users[b % users.length] ?? ''
  const team = groups[a % groups.length] ?? ''
  await edits[kind](world, { user: user ?? '', other, group: group ?? '', team })
}

/** A page on which everything is told twice. */
function twice({ users = [], groups = [], memberChanges = [], removed = [], ...page }: SourcePage): SourcePage {
  const doubled = <T>(told: readonly T[]) => [...told, ...told]
  return {
    ...page,
    users: doubled(users),
    groups: doubled(groups),
    memberChanges: doubled(memberChanges),
    removed: doubled(removed),
  }
}

async function runWell(company: SyncedCompany, kind: 'full' | 'incremental'): Promise<void> {
  const run = await company.run(kind)
  assert.equal(run.state, 'completed', run.errorText ?? '')
  assert.deepEqual(await company.pending(), [])
}

function newName(world: World): string {
  world.names += 1
  return `Name${world.names}`
}
