import { type Caller, isAllowed } from '../../model/api-key.ts'
import type { Database } from '../../store/database.ts'
import type { Listed, ListPage } from '../../store/list-page.ts'
import type { TimelineKind } from '../../store/object-timeline.ts'
import { usersOfStory } from '../../store/people/read-person-links.ts'
import { type PlacedEntry, readTimeline, type TimelineAsked } from '../users/timeline.ts'

/**
 * A page of what happened to a person: what the organization's own log tells of the person, and, where the caller may read
 * users, what happened to each user that is or was the person, in all directories.
 */
export async function readPersonTimeline(
  database: Database,
  { person, kinds, caller }: PersonAsked,
  page: ListPage,
): Promise<Listed<PlacedEntry>> {
  const { organizationId, id } = person
  const own: TimelineAsked = {
    object: { organizationId, directoryId: organizationId, id },
    kinds: kinds.filter((kind) => kind === 'event'),
  }
  const mayReadUsers = isAllowed(caller.scopes, 'directory_users:read')
  const users = mayReadUsers ? await usersOfStory(database, organizationId, id) : []
  const ofUsers = users.map((user) => ({ object: { organizationId, ...user }, kinds }))
  return readTimeline(database, [own, ...ofUsers], page)
}

type PersonAsked = {
  readonly person: { readonly organizationId: string; readonly id: string }
  readonly kinds: readonly TimelineKind[]
  readonly caller: Caller
}
