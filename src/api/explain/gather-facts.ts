import { findConnection } from '../../store/connections.ts'
import { readCustomAttributes } from '../../store/custom-attributes.ts'
import type { DirectoryWithTotals } from '../../store/directories.ts'
import type { KnownPerson } from '../../store/find-people.ts'
import { readGroupsAbove } from '../../store/groups-above.ts'
import {
  readDeletedUser,
  readOpenRemovals,
  readPersonProblems,
  readPersonRecord,
  readUserAsReceived,
} from '../../store/read-person.ts'
import { listRequestsAbout } from '../../store/requests-about.ts'
import { findOpenRun, listSyncRuns } from '../../store/sync-runs.ts'
import { compileMapping } from '../../sync/mapping/compile-mapping.ts'
import type { ApiContext } from '../api-context.ts'
import type { Facts, Pulled } from './facts.ts'

const mostGroups = 100
const mostRequests = 10

/** Reads all that is known of a person in a directory, by what is stored. `asked` is what somebody has typed. */
export async function gatherFacts(
  { database }: Pick<ApiContext, 'database'>,
  { directory, pulled }: Pick<Facts, 'directory' | 'pulled'>,
  { person, asked }: { readonly person: KnownPerson | null; readonly asked: string },
): Promise<Facts> {
  const scope = { organizationId: directory.organizationId, directoryId: directory.id }
  const { userId = null, deletedUserId = null } = person ?? {}
  const [user, deleted, removals, groups] = await Promise.all([
    userId === null ? null : readUserAsReceived(database, scope, userId),
    deletedUserId === null || userId !== null ? null : readDeletedUser(database, scope, deletedUserId),
    userId === null ? [] : readOpenRemovals(database, scope, userId),
    userId === null ? [] : readGroupsAbove(database, { ...scope, userId }, mostGroups),
  ])
  const sourceId = user?.user.externalId ?? person?.sourceId ?? null
  const [record, problems] = await Promise.all([
    sourceId === null || !pulled ? null : readPersonRecord(database, scope, sourceId),
    sourceId === null || !pulled ? [] : readPersonProblems(database, scope, sourceId),
  ])
  const known = user?.user ?? deleted?.user
  const names = [asked, known?.userName, known?.externalId, known?.attributes.email].flatMap((name) => name ?? [])
  const about = { userId: userId ?? deletedUserId, names: [...new Set(names)], limit: mostRequests }
  const requests = pulled ? [] : await listRequestsAbout(database, scope, about)
  return { directory, pulled, sourceId, user, deleted, record, problems, removals, requests, groups, fresh: null }
}

/** How Muster reads the source of a directory; null where it pushes SCIM. */
export async function readPulled(
  { database, connectors }: Pick<ApiContext, 'database' | 'connectors'>,
  { organizationId, id: directoryId }: DirectoryWithTotals,
): Promise<Pulled | null> {
  const ref = { organizationId, directoryId }
  const connection = await findConnection(database, ref)
  const connector = connection && connectors.find(({ type }) => type === connection.type)
  if (!connection || !connector) return null
  const newest = { limit: 1, order: 'desc', after: null, before: null } as const
  const [customAttributes, openRun, runs] = await Promise.all([
    readCustomAttributes(database, organizationId),
    findOpenRun(database, ref),
    listSyncRuns(database, { ...ref, states: null }, newest),
  ])
  const mapping = compileMapping({ connector: connector.mapping, own: connection.mapping, customAttributes })
  return { connection, connector, mapping, openRun, lastRun: runs.records[0] ?? null }
}
