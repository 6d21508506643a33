import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { AuditEntry } from '../../model/audit-entry.ts'
import type { JsonObject } from '../../model/json.ts'
import { countCoverage } from '../../store/count-coverage.ts'
import { listDirectoryHistory } from '../../store/directory-history.ts'
import { findGroupsBySourceIds, type SyncedGroup, searchSyncedGroups } from '../../store/synced-groups.ts'
import type { ApiContext } from '../api-context.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { openDirectory } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { openConnectionToUse } from '../sync/open-connection.ts'
import { withSource } from '../sync/with-source.ts'
import { IdParams, text, wholeNumber } from '../validation.ts'

const coverage = defineRoute({
  method: 'GET',
  path: '/directories/:id/attribute_coverage',
  permission: 'directory_users:read',
  summary: 'Counts of how many users of a directory each attribute has a value, over the last 10,000 users at most.',
  answer: 'attribute_coverage',
  params: IdParams,
  async handle({ params, caller }, context) {
    const { organizationId, id, totals } = await openDirectory(context, caller, params.id)
    const { counted, coverage: found } = await countCoverage(context.database, { organizationId, directoryId: id })
    return {
      object: 'attribute_coverage',
      directory_id: id,
      counted,
      is_whole: counted >= totals.activeUsers + totals.inactiveUsers,
      attributes: found.map(({ target, count }) => ({ target, with: count, without: counted - count })),
    }
  },
})

const history = defineRoute({
  method: 'GET',
  path: '/directories/:id/history',
  permission: 'directories:read',
  summary:
    'Lists what was done to a directory, its tokens and runs, by whom, the last first; without what was written. A page looks through 5,000 entries of the organization.',
  answer: 'list of history_entry',
  params: IdParams,
  query: z.object(listQuery),
  async handle({ params, query, caller }, context) {
    const { organizationId, id: directoryId } = await openDirectory(context, caller, params.id)
    const entries = await listDirectoryHistory(context.database, { organizationId, directoryId }, toListPage(query))
    return toListObject(entries, query, toHistoryObject)
  },
})

const sourceGroups = defineRoute({
  method: 'GET',
  path: '/directories/:id/source_groups',
  permission: 'connections:read',
  summary:
    'Finds groups at the source of a directory, for a scope to name. Where the source cannot be asked for that, groups that were read from it.',
  answer: 'list of source_group',
  params: IdParams,
  query: z.object({
    search: text(200).default('').describe('A part of the name, in any case. Default: any.'),
    ids: text(500)
      .array()
      .max(50)
      .optional()
      .describe('A list: just those with these ids of the source, as far as they were read from it.'),
    limit: wholeNumber(1, 50).default(20).describe('How many there are at most, 1 to 50. Default: 20.'),
  }),
  lists: ['ids'],
  async handle({ params, query, caller }, context) {
    const groups = query.ids?.length
      ? await byIds(context, await openDirectory(context, caller, params.id), query.ids)
      : await searchGroups(context, await openConnectionToUse(context, caller, params.id), query)
    const page = { ...query, order: 'desc' } as const
    return toListObject({ ...emptyListed, records: groups }, page, ({ sourceId, name, members }) => {
      return { object: 'source_group', id: sourceId, name, members }
    })
  },
})

/** The routes by which screens look at a directory as a whole. */
export const directoryViewRoutes = [coverage, history, sourceGroups]

type Ref = { readonly organizationId: string; readonly id: string }

function byIds({ database }: ApiContext, { organizationId, id }: Ref, ids: readonly string[]): Promise<SyncedGroup[]> {
  return findGroupsBySourceIds(database, { organizationId, directoryId: id }, ids)
}

type Search = { readonly search: string; readonly limit: number }
type Group = Omit<SyncedGroup, 'members'> & { readonly members: number | null }

/** Groups as the source has them now, with the number of members that is known of those that were read. */
async function searchGroups(
  context: ApiContext,
  { connection }: Awaited<ReturnType<typeof openConnectionToUse>>,
  { search, limit }: Search,
): Promise<Group[]> {
  const { database } = context
  const found = await withSource(context, connection, async (source, signal) =>
    source.findGroups ? source.findGroups(search, limit, signal) : null,
  )
  if (found === null) return searchSyncedGroups(database, connection, { text: search, limit })
  const ids = found.map(({ id }) => id)
  const known = new Map((await findGroupsBySourceIds(database, connection, ids)).map((one) => [one.sourceId, one]))
  return found.map(({ id, name }) => ({ sourceId: id, name, members: known.get(id)?.members ?? null }))
}

function toHistoryObject(entry: AuditEntry): JsonObject {
  const { id, action, actor, source, occurredAt } = entry
  return {
    object: 'history_entry',
    id,
    action,
    occurred_at: occurredAt.toISOString(),
    actor: { type: actor.type, name: actor.name },
    source,
    changed: changedNames(entry),
  }
}

const notTold = new Set(['updated_at', 'created_at', 'generation', 'next_run_at', 'object', 'metadata'])

/** The names of what differs between before and after; none where there was nothing before. */
function changedNames({ before, after }: AuditEntry): string[] {
  if (!before || !after) return []
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.filter((name) => !notTold.has(name) && !isDeepStrictEqual(before[name], after[name]))
}
