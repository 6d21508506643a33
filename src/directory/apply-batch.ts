import { AppError } from '../errors.ts'
import { appendEvents, type NewEvent, type OpenStream } from '../events/append-events.ts'
import type { Directory } from '../model/directory.ts'
import { toDirectoryEventObject } from '../model/directory-object.ts'
import type { Platform } from '../platform/platform.ts'
import type { Queryable } from '../store/database.ts'
import { type DirectoryHead, lockStream, readDirectoryHead, storeDirectoryState } from '../store/directory-head.ts'
import { loadGroups } from '../store/load-groups.ts'
import { loadUsers } from '../store/load-users.ts'
import { domainsOfOrganizations } from '../store/organization-domains.ts'
import { type LateMembers, toEventContent } from './change-events.ts'
import type { Change } from './changes.ts'
import type { Command, DirectoryRef } from './commands.ts'
import { loadNames } from './load-names.ts'
import { loadState, needsOf } from './load-state.ts'
import { type BatchPlan, type CausedChange, type Outcome, planBatch } from './plan-batch.ts'
import type { PlanContext } from './plan-context.ts'
import { type DirectoryState, NamesNotLoaded } from './state.ts'
import { foldRows, writeRows } from './write-draft.ts'

// Events are built and written by so many at a time, so that a group of any size is replaced in bounded memory.
const eventsAtOnce = 1000

/**
 * Applies commands to a directory in the given transaction: takes the directory's lock, loads what they touch, plans
 * them, writes the state and appends the events. Commands that are refused have an outcome that says why; the
 * others are applied.
 *
 * @throws AppError `directory_not_found`, `directory_inactive` for the whole batch.
 */
export async function applyBatch(
  on: Queryable,
  { scope, commands, platform }: { scope: DirectoryRef; commands: readonly Command[]; platform: Platform },
): Promise<readonly Outcome[]> {
  const [stream, head, state] = await Promise.all([
    lockStream(on, scope.organizationId, scope.directoryId),
    readDirectoryHead(on, scope.organizationId, scope.directoryId),
    loadState(on, scope, needsOf(commands)),
  ])
  if (!stream || !head) throw new AppError('directory_not_found', { id: scope.directoryId })
  requireWritable(head.directory)
  const now = platform.clock.now()
  const context = { ...scope, now, newId: platform.newId, deprovisioning: head.directory.deprovisioning }
  const { outcomes, draft } = await planWithNames(on, { state, commands, context })
  const told = toldBy(commands, outcomes)
  if (draft.changes.length === 0 && told.length === 0) {
    await writeAlongside(on, commands, outcomes)
    return outcomes
  }
  const changes = outcomes.flatMap((outcome) => (outcome.ok ? outcome.changes : []))
  const open: OpenStream = { ...context, streamId: scope.directoryId, head: stream }
  await Promise.all([
    writeRows(on, scope, { rows: foldRows(draft, head.lastPosition), at: now }),
    appendAll(on, open, { scope, head, changes, told }),
    writeAlongside(on, commands, outcomes),
  ])
  return outcomes
}

/** What callers of sequences write in the same transaction. */
async function writeAlongside(
  on: Queryable,
  commands: readonly Command[],
  outcomes: readonly Outcome[],
): Promise<void> {
  for (const [index, command] of commands.entries()) {
    const outcome = outcomes[index]
    if (command.type !== 'sequence' || !command.alongside || !outcome?.ok) continue
    if ('results' in outcome.result) await command.alongside(on, outcome.result.results)
  }
}

function requireWritable(directory: Directory): void {
  if (directory.state === 'setup' || directory.state === 'active') return
  if (directory.state === 'deleting') throw new AppError('directory_not_found', { id: directory.id })
  throw new AppError('directory_inactive', { id: directory.id, state: directory.state })
}

/** Plans; where updates turn out to need names that were not looked up, looks them up and plans again. */
async function planWithNames(
  on: Queryable,
  { state, commands, context }: { state: DirectoryState; commands: readonly Command[]; context: PlanContext },
): Promise<BatchPlan> {
  for (;;) {
    try {
      return planBatch(state, commands, context)
    } catch (error) {
      if (!(error instanceof NamesNotLoaded)) throw error
      await loadNames(on, context, { state, names: error.names })
    }
  }
}

/** What callers of sequences tell of their own. */
function toldBy(commands: readonly Command[], outcomes: readonly Outcome[]): NewEvent[] {
  return commands.flatMap((command, index) => {
    const outcome = outcomes[index]
    if (command.type !== 'sequence' || !command.tell || !outcome?.ok || !('results' in outcome.result)) return []
    const { cause } = command
    return command.tell(outcome.result.results).map((event) => ({ ...event, previous: null, cause }))
  })
}

type Appended = {
  readonly scope: DirectoryRef
  readonly head: DirectoryHead
  readonly changes: readonly CausedChange[]
  readonly told: readonly NewEvent[]
}

async function appendAll(on: Queryable, open: OpenStream, { scope, head, changes, told }: Appended): Promise<void> {
  let stream = open
  const first = changes[0]
  if (head.directory.state === 'setup' && first) {
    const directory: Directory = { ...head.directory, state: 'active', updatedAt: open.now }
    const domains = await domainsOfOrganizations(on, [directory.organizationId])
    const data = toDirectoryEventObject(directory, domains.get(directory.organizationId) ?? [])
    const activated: NewEvent = {
      type: 'dsync.activated',
      objectId: directory.id,
      data,
      previous: null,
      cause: first.cause,
    }
    await storeDirectoryState(on, directory)
    stream = { ...stream, head: await appendEvents(on, stream, [activated]) }
  }
  for (let start = 0; start < changes.length; start += eventsAtOnce) {
    const some = changes.slice(start, start + eventsAtOnce)
    const events = toEvents(some, await loadLateMembers(on, scope, some))
    stream = { ...stream, head: await appendEvents(on, stream, events) }
  }
  await appendEvents(on, stream, told)
}

function toEvents(changes: readonly CausedChange[], lateMembers: LateMembers): NewEvent[] {
  return changes.flatMap(({ change, cause }) => {
    const content = toEventContent(change, lateMembers)
    return content ? [{ ...content, cause }] : []
  })
}

async function loadLateMembers(
  on: Queryable,
  scope: DirectoryRef,
  changes: readonly CausedChange[],
): Promise<LateMembers> {
  const idsOf = (type: 'user' | 'group') =>
    changes.flatMap(({ change }) => (isLate(change, type) ? [change.memberId] : []))
  const [userIds, groupIds] = [idsOf('user'), idsOf('group')]
  const [users, groups] = await Promise.all([
    userIds.length > 0 ? loadUsers(on, scope, userIds) : [],
    groupIds.length > 0 ? loadGroups(on, scope, groupIds) : [],
  ])
  return new Map([...users, ...groups].map((record) => [record.id, record]))
}

function isLate(
  change: Change,
  type: 'user' | 'group',
): change is Extract<Change, { type: 'member_added' | 'member_removed' }> {
  const isMemberChange = change.type === 'member_added' || change.type === 'member_removed'
  return isMemberChange && change.isAnnounced && change.memberType === type && change.member === null
}
