import { z } from 'zod/mini'

const text = z.catch(z.optional(z.string()), undefined)

/** The state of the list of users: search, filters, sort, page, and who is open beside it. */
export const UsersSearch = z.object({
  search: text,
  state: z.catch(z.optional(z.enum(['active', 'inactive', 'deleted'])), undefined),
  organization: text,
  directory: text,
  group: text,
  department: text,
  job_title: text,
  manager: text,
  updated_since: text,
  sort: z.catch(z.optional(z.enum(['name', 'created_at', 'updated_at'])), undefined),
  order: z.catch(z.optional(z.enum(['asc', 'desc'])), undefined),
  after: text,
  before: text,
  panel: text,
})
export type UsersSearch = z.infer<typeof UsersSearch>

export const UserTab = z.enum(['timeline', 'attributes', 'groups', 'reports', 'explain'])
export type UserTab = z.infer<typeof UserTab>

/** The state of a user's page: the tab, what of the timeline is shown, and the time as of which. */
export const UserSearch = z.object({
  tab: z.catch(z.optional(UserTab), undefined),
  kinds: z.catch(z.optional(z.array(z.enum(['event', 'request', 'removal', 'problem']))), undefined),
  as_of: text,
  search: text,
})
export type UserSearch = z.infer<typeof UserSearch>

/** What the API is asked for the list: all but what is open, and the users who were deleted. */
export function toUsersQuery({ panel: _, organization, state, ...search }: UsersSearch) {
  return { ...search, organization_id: organization, ...(state && state !== 'deleted' && { state }) }
}

/** Whether a list is cut down by anything. */
export function isFiltered({
  after: _,
  before: __,
  sort: ___,
  order: ____,
  panel: _____,
  ...filters
}: UsersSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined && value !== '')
}
