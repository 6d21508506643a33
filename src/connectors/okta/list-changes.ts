import type { SourceRemoval } from '../../model/source-record.ts'
import type { Listing, SourcePage } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { listGroups, listUsers, type Reading, resumeAt, startOf } from './list-everything.ts'
import { listMembers } from './list-members.ts'
import { OktaCursor, OktaPosition, readWritten } from './position.ts'
import { readGroup, readUser } from './read-org.ts'
import { isOwnGroup, type OktaGroup, type OktaUser, toSourceGroup, toSourceUsers } from './records.ts'
import { readLog } from './system-log.ts'

/** Okta keeps the System Log for 90 days. */
const longestGapMs = 89 * 24 * 3_600_000

/** Changes are asked for from a little earlier on: Okta's own servers need not agree to the second. */
const overlapMs = 5 * 60_000

/**
 * Lists what has changed: what the System Log says is deleted, users by `lastUpdated`, groups by `lastUpdated` and
 * `lastMembershipUpdated`, whose members are then read whole. A membership changes the group, never the user.
 */
export async function* listChanges(
  reading: Reading,
  { cursor: text, from }: { readonly cursor: string; readonly from: string | null },
  signal: AbortSignal,
): Listing {
  const { log, since } = readWritten(OktaCursor, text)
  checkAge(since, reading.clock.now())
  const begun = from === null ? null : readWritten(OktaPosition, from)
  const position = begun?.cursor
    ? { ...begun, cursor: begun.cursor }
    : yield* followLog(reading, begun?.page ?? log, signal)
  let { cursor } = position
  const changed = changedSince(new Date(Date.parse(since) - overlapMs))
  let next = position
  if (next.phase === 'users') {
    const part = { page: next.page, cursor, filter: changed.users, sinceIfBlind: since }
    cursor = yield* listUsers(reading, part, signal)
    next = startOf('groups', cursor)
  }
  if (next.phase === 'groups') {
    yield* listGroups(reading, { page: next.page, cursor, filter: changed.groups }, signal)
    next = startOf('members', cursor)
  }
  const wanted = { filter: changed.memberships, includeBuiltIn: reading.includeBuiltIn, isWhole: true }
  for await (const { members, place } of listMembers(reading.api, { wanted, place: next }, signal)) {
    yield { wholeGroups: members, resume: resumeAt({ phase: 'members', ...place, cursor }) }
  }
  return { cursor: JSON.stringify(cursor) }
}

function checkAge(since: string, now: Date): void {
  if (now.getTime() - Date.parse(since) <= longestGapMs) return
  const text =
    'The last run of Okta was so long ago that its System Log no longer tells all of what was deleted since, so everything is read anew.'
  throw new SourceError('cursor_expired', text)
}

function changedSince(time: Date) {
  const users = `lastUpdated gt "${time.toISOString()}"`
  const memberships = `lastMembershipUpdated gt "${time.toISOString()}"`
  return { users, memberships, groups: `${users} or ${memberships}` }
}

/**
 * Tells what the log says is gone, and where the listing goes on. The next listing will ask for changes since the time, at Okta,
 * when the log was asked: all that changed before is listed by this one.
 */
async function* followLog(
  { api, clock }: Reading,
  from: string,
  signal: AbortSignal,
): AsyncGenerator<SourcePage, OktaPosition & { cursor: OktaCursor }> {
  let since: Date | null = null
  for (let link = from; ; ) {
    const { gone, next, isEnd, at } = await readLog(api, { link, clock }, signal)
    since ??= at
    if (!isEnd && next === link) throw goesRound()
    if (isEnd) return startOf('users', { log: next, since: since.toISOString() })
    const resume = resumeAt({ phase: 'log', page: next, after: null, part: null, cursor: null })
    yield { ...(await readAgain(api, gone, signal)), resume }
    link = next
  }
}

function goesRound(): SourceError {
  const text = "Okta's System Log leads back to a page that came before. Run it again; if that stays, report it."
  return new SourceError('listing_incomplete', text)
}

const atOnce = 4

/** Looks after each that the log calls deleted: it may be there still, or again, and nobody is removed by hearsay. */
async function readAgain(
  api: Reading['api'],
  gone: readonly SourceRemoval[],
  signal: AbortSignal,
): Promise<Omit<SourcePage, 'resume'>> {
  const removed: SourceRemoval[] = []
  const users: OktaUser[] = []
  const groups: OktaGroup[] = []
  async function look({ kind, id }: SourceRemoval): Promise<void> {
    if (kind === 'user') {
      const user = await readUser(api, id, signal)
      return void (user ? users.push(user) : removed.push({ kind, id }))
    }
    const group = await readGroup(api, id, signal)
    if (!group) removed.push({ kind, id })
    else if (isOwnGroup(group)) groups.push(group)
  }
  for (let start = 0; start < gone.length; start += atOnce)
    await Promise.all(gone.slice(start, start + atOnce).map(look))
  return { ...toSourceUsers(users), groups: groups.map(toSourceGroup), removed }
}
