import type { Clock } from '../../platform/clock.ts'
import type { Listing, SourcePage } from '../connector.ts'
import { listMembers } from './list-members.ts'
import type { OktaApi } from './okta-api.ts'
import { type OktaCursor, OktaPosition, readWritten } from './position.ts'
import { everybody, groupPages, seesUsers, userPages } from './read-org.ts'
import { isOwnGroup, toSourceGroup, toSourceUsers } from './records.ts'
import { startOfLog } from './system-log.ts'

/** What listings work with. */
export type Reading = { readonly api: OktaApi; readonly clock: Clock; readonly includeBuiltIn: boolean }

/** Lists everything: users, then groups, then members. The place in the System Log is taken before all of it. */
export async function* listEverything(reading: Reading, from: string | null, signal: AbortSignal): Listing {
  const begun = from === null ? null : readWritten(OktaPosition, from)
  const cursor = begun?.cursor ?? (await startOfLog(reading.api, reading.clock, signal))
  let next: OktaPosition = begun ?? startOf('users', cursor)
  if (next.phase === 'users') {
    yield* listUsers(reading, { page: next.page, cursor, filter: everybody }, signal)
    next = startOf('groups', cursor)
  }
  if (next.phase === 'groups') {
    yield* listGroups(reading, { page: next.page, cursor }, signal)
    next = startOf('members', cursor)
  }
  const wanted = { includeBuiltIn: reading.includeBuiltIn, isWhole: false }
  for await (const { members, place } of listMembers(reading.api, { wanted, place: next }, signal)) {
    yield { members, resume: resumeAt({ phase: 'members', ...place, cursor }) }
  }
  return { cursor: JSON.stringify(cursor) }
}

/** The beginning of a phase. */
export function startOf(phase: OktaPosition['phase'], cursor: OktaCursor): OktaPosition & { cursor: OktaCursor } {
  return { phase, page: null, after: null, part: null, cursor }
}

export function resumeAt(position: OktaPosition): string {
  return JSON.stringify(position)
}

/** A part of a listing: from which page on, and what the listing returns at its end. */
export type Part = { readonly page: string | null; readonly cursor: OktaCursor; readonly filter?: string }

/**
 * Tells users, page by page, and returns the cursor. A credential that sees nobody, because it has lost its role, sees no changes, so
 * they are asked for from `sinceIfBlind` on once it sees somebody again.
 */
export async function* listUsers(
  { api }: Reading,
  { page, cursor, filter, sinceIfBlind = cursor.since }: Part & { readonly sinceIfBlind?: string },
  signal: AbortSignal,
): AsyncGenerator<SourcePage, OktaCursor> {
  let end = cursor
  for await (const { body, next } of userPages(api, { page, filter }, signal)) {
    if (next === null && body.length === 0 && !(await seesUsers(api, signal))) end = { ...cursor, since: sinceIfBlind }
    const position = next === null ? startOf('groups', end) : { ...startOf('users', cursor), page: next }
    yield { ...toSourceUsers(body), resume: resumeAt(position) }
  }
  return end
}

/** Tells groups, page by page. */
export async function* listGroups(
  { api, includeBuiltIn }: Reading,
  { page, cursor, filter }: Part,
  signal: AbortSignal,
): AsyncGenerator<SourcePage, void> {
  for await (const { body, next } of groupPages(api, { page, filter }, signal)) {
    const groups = body.filter((group) => includeBuiltIn || isOwnGroup(group)).map(toSourceGroup)
    const position = next === null ? startOf('members', cursor) : { ...startOf('groups', cursor), page: next }
    yield { groups, resume: resumeAt(position) }
  }
}
