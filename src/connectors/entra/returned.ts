import type { SourceMemberChanges, SourceRemoval } from '../../model/source-record.ts'
import { fetchReferences } from './fetch-objects.ts'
import type { Graph } from './graph-client.ts'

/** Who was removed before, who is now, and who is here: what comes of it. */
export type Returned = {
  /** Who is back. */
  readonly returned: readonly string[]
  /** Who may still come back, the newest last. */
  readonly gone: readonly string[]
}

/**
 * Users and groups that come back from the deleted items have kept their memberships, and no feed tells of these (Graph's page
 * "Get incremental changes to groups": those who are temporarily deleted do not appear in the delta result). So who was reported
 * as removed is remembered in the cursor.
 */
export function findReturned(gone: readonly string[], page: ReturnedPage): Returned {
  const remembered = new Set(gone)
  const returned = page.here.map(({ id }) => id).filter((id) => remembered.delete(id))
  const unwanted = new Set(page.unwanted)
  for (const { id } of page.removed) {
    if (unwanted.has(id)) continue
    remembered.delete(id)
    remembered.add(id)
  }
  // The first to be forgotten: a tenant may have more guests than people.
  const first = [...unwanted].filter((id) => !remembered.has(id))
  return { returned, gone: [...first, ...remembered].slice(-mostGone) }
}

type ReturnedPage = {
  readonly removed: readonly SourceRemoval[]
  readonly here: readonly { readonly id: string }[]
  readonly unwanted?: readonly string[]
}

/** So many are remembered; the next full run heals what more would have told. */
const mostGone = 500

/** The memberships of a user who is back, in pages. */
export async function* membershipsOf(graph: Graph, userId: string, signal: AbortSignal): MemberPages {
  for await (const groups of fetchReferences(graph, `users/${encodeURIComponent(userId)}/memberOf`, signal)) {
    yield groups.map(({ id }) => ({ groupId: id, added: [userId], removed: [] }))
  }
}

/** The members of a group that is back, in pages. */
export async function* membersOf(graph: Graph, groupId: string, signal: AbortSignal): MemberPages {
  for await (const members of fetchReferences(graph, `groups/${encodeURIComponent(groupId)}/members`, signal)) {
    yield [{ groupId, added: members.map(({ id }) => id), removed: [] }]
  }
}

type MemberPages = AsyncGenerator<SourceMemberChanges[], void>
