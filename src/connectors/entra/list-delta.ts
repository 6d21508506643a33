import type { Listing, SourcePage } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { cursorAfter, type Position } from './delta-state.ts'
import type { Graph } from './graph-client.ts'
import { type DeltaPage, readDelta } from './read-delta.ts'
import { readGroups } from './read-groups.ts'
import { readUsers } from './read-users.ts'
import { findReturned, membershipsOf, membersOf } from './returned.ts'
import { whoLeft } from './who-left.ts'

/** How a listing is to be read: whether it is the first one, which tells everything, and what was counted before, if it was. */
export type ListingKind = { readonly isFirst: boolean; readonly counted: Counted | null }
export type Counted = { readonly users: number; readonly groups: number }

type Pages = AsyncGenerator<SourcePage, Position, void>

/**
 * Lists users and then groups from a position on. Groups come interleaved with their members, so a member may be a group that
 * comes later. What changes while a first listing goes on is told by the next round.
 */
export async function* listDelta(
  graph: Graph,
  start: Position,
  { isFirst, counted, signal }: ListingKind & Aborted,
): Listing {
  const expected = counted ? counted.users + counted.groups : undefined
  let position = yield* tellWhoLeft(start, isFirst)
  while (position.feed !== 'done') {
    const { feed, link, hasUsers } = position
    if (feed === 'groups' && counted && counted.users > 0 && !hasUsers) throw contradiction(counted.users)
    for await (const page of readDelta(graph, { feed, link }, signal)) {
      const read = feed === 'users' ? userPages : groupPages
      position = yield* withExpected(read(graph, { page, position, isFirst }, signal), expected)
    }
  }
  return { cursor: cursorAfter(position) }
}

type Aborted = { readonly signal: AbortSignal }
type Reading = { readonly page: DeltaPage; readonly position: Position; readonly isFirst: boolean }

/** A feed that answers, but with nobody, must not look like a company that everybody left. */
function contradiction(users: number): SourceError {
  return new SourceError(
    'listing_incomplete',
    `Microsoft Graph counts ${users} users but lists none of them. Nobody is removed; check the permissions of the application and run it again.`,
  )
}

async function* withExpected(pages: Pages, expected: number | undefined): Pages {
  for (;;) {
    const { done, value } = await pages.next()
    if (done) return value
    yield expected === undefined ? value : { ...value, expected }
  }
}

/** In a listing of changes, first who left a group while everything was listed. */
async function* tellWhoLeft(start: Position, isFirst: boolean): Pages {
  if (isFirst || start.left.length === 0) return start
  const position = { ...start, left: [] }
  const memberChanges = start.left.map(([groupId, id]) => ({ groupId, added: [], removed: [id] }))
  yield { memberChanges, resume: JSON.stringify(position) }
  return position
}

async function* userPages(graph: Graph, { page, position, isFirst }: Reading, signal: AbortSignal): Pages {
  const { unwanted, ...read } = await readUsers(graph, { objects: page.objects, isFirst }, signal)
  const { returned, gone } = findReturned(position.gone, { removed: read.removed, here: read.users, unwanted })
  const told = { ...position, gone: [...gone], hasUsers: position.hasUsers || read.users.length > 0 }
  const after: Position = page.next
    ? { ...told, link: page.next }
    : { ...told, feed: 'groups', link: position.groups, users: page.deltaLink }
  const back = isFirst ? [] : returned.map((id) => membershipsOf(graph, id, signal))
  return yield* withReturned(read, back, { before: position, after })
}

async function* groupPages(graph: Graph, { page, position, isFirst }: Reading, signal: AbortSignal): Pages {
  const { changes, ...read } = await readGroups(graph, { objects: page.objects, isFirst }, signal)
  const { returned, gone } = findReturned(position.gone, { removed: read.removed, here: read.groups })
  const told = { ...position, gone: [...gone], ...(isFirst && { left: whoLeft(position.left, changes) }) }
  const after: Position = page.next
    ? { ...told, link: page.next }
    : { ...told, feed: 'done', link: null, groups: page.deltaLink }
  const back = isFirst ? [] : returned.map((id) => membersOf(graph, id, signal))
  return yield* withReturned(read, back, { before: position, after })
}

/** A page, and behind it the memberships of who is back. Until these are told too, a resumed listing reads the page again. */
async function* withReturned(
  page: Omit<SourcePage, 'resume'>,
  returned: readonly ReturnType<typeof membersOf>[],
  { before, after }: { readonly before: Position; readonly after: Position },
): Pages {
  const next = JSON.stringify(after)
  if (returned.length === 0) {
    yield { ...page, resume: next }
    return after
  }
  const again = JSON.stringify(before)
  yield { ...page, resume: again }
  for (const pages of returned) {
    for await (const memberChanges of pages) yield { memberChanges, resume: again }
  }
  yield { resume: next }
  return after
}
