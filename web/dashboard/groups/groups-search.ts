import { z } from 'zod/mini'

const text = z.catch(z.optional(z.string()), undefined)

/** The state of the list of groups: search, filters, sort and page, and which is open beside it. */
export const GroupsSearch = z.object({
  search: text,
  organization: text,
  directory: text,
  sort: z.catch(z.optional(z.enum(['name', 'created_at', 'updated_at'])), undefined),
  order: z.catch(z.optional(z.enum(['asc', 'desc'])), undefined),
  after: text,
  before: text,
  panel: text,
})
export type GroupsSearch = z.infer<typeof GroupsSearch>

export const GroupTab = z.enum(['members', 'nesting', 'timeline'])
export type GroupTab = z.infer<typeof GroupTab>

/** The state of a group's page: the tab, and the members that are shown. */
export const GroupSearch = z.object({
  tab: z.catch(z.optional(GroupTab), undefined),
  how: z.catch(z.optional(z.enum(['direct', 'all'])), undefined),
  type: z.catch(z.optional(z.enum(['user', 'group', 'pending'])), undefined),
  search: text,
  after: text,
  before: text,
  kinds: z.catch(z.optional(z.array(z.enum(['event', 'request', 'removal', 'problem']))), undefined),
})
export type GroupSearch = z.infer<typeof GroupSearch>
