import { z } from 'zod'
import type { Caller } from '../../model/api-key.ts'
import type { Queryable } from '../../store/database.ts'
import { findUserFields } from '../../store/read-api-users.ts'
import type { PeopleFilter } from '../../store/search-people.ts'
import { organizationOfList } from '../organization-scope.ts'
import { searchQuery } from '../search/search-query.ts'
import { ObjectId, Time, text } from '../validation.ts'

/** Which people a search, its count or its export is about. */
export const userFilters = {
  directory: ObjectId.optional().describe('Only those of this directory.'),
  group: ObjectId.optional().describe('Only the direct members of this group.'),
  organization_id: searchQuery.organization_id,
  search: searchQuery.search,
  state: z.enum(['active', 'inactive'], 'must be active or inactive').optional().describe('Only those in this state.'),
  department: text(200).optional().describe('Only those of this department, by its whole name in any case.'),
  job_title: text(200).optional().describe('Only those with this job title, whole, in any case.'),
  manager: text(320)
    .optional()
    .describe('Only those who report to this user, by its id; sources name managers by ids, logins or addresses.'),
  updated_since: Time.optional().describe('Only those that have changed since this time, in ISO 8601.'),
}

type PeopleQuery = z.output<z.ZodObject<typeof userFilters>>

/** What a query asks for, of what the caller's key opens; null when that is nothing. */
export async function readUserFilter(
  database: Queryable,
  query: PeopleQuery,
  caller: Caller,
): Promise<PeopleFilter | null> {
  const organizationId = organizationOfList(caller, query.organization_id)
  if (organizationId === undefined) return null
  return {
    organizationId,
    directoryId: query.directory ?? null,
    text: query.search?.trim() || null,
    active: query.state === undefined ? null : query.state === 'active',
    groupIds: query.group === undefined ? null : [query.group],
    department: query.department?.trim() || null,
    jobTitle: query.job_title?.trim() || null,
    managerNames: query.manager?.trim() ? await namesOfManager(database, query.manager.trim(), caller) : null,
    updatedSince: query.updated_since ? new Date(query.updated_since) : null,
  }
}

/** How people may name their manager. One who is not here can still be named. */
async function namesOfManager(database: Queryable, id: string, { organizationId }: Caller): Promise<string[]> {
  const user = await findUserFields(database, id, organizationId)
  const names = user ? [user.id, user.idpId, user.attributes.username, user.attributes.email] : [id]
  return [...new Set(names.flatMap((name) => name ?? []))]
}

/** Whether a query asks for what WorkOS's list cannot do, so that it is a search. */
export function isSearch(query: PeopleQuery & { readonly sort?: string | undefined }): boolean {
  const { organization_id, search, state, department, job_title, manager, updated_since, sort } = query
  return [organization_id, search, state, department, job_title, manager, updated_since, sort].some(
    (value) => value !== undefined,
  )
}
