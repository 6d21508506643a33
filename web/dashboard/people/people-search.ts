import { z } from 'zod/mini'

const text = z.catch(z.optional(z.string()), undefined)

export const PersonStatus = z.enum(['pre_hire', 'active', 'on_leave', 'leaving', 'left'])
export type PersonStatus = z.infer<typeof PersonStatus>

/** The state of the list of people: whose, search, filters, sort, page, and who is open beside it. */
export const PeopleSearch = z.object({
  organization: text,
  search: text,
  statuses: z.catch(z.optional(z.array(PersonStatus)), undefined),
  service: z.catch(z.optional(z.enum(['true', 'false'])), undefined),
  directory: text,
  manager: text,
  team: text,
  group: text,
  org_unit: text,
  sort: z.catch(z.optional(z.enum(['name', 'created_at'])), undefined),
  order: z.catch(z.optional(z.enum(['asc', 'desc'])), undefined),
  after: text,
  before: text,
  panel: text,
})
export type PeopleSearch = z.infer<typeof PeopleSearch>

export const PersonTab = z.enum(['attributes', 'timeline', 'memberships', 'links', 'reports'])
export type PersonTab = z.infer<typeof PersonTab>

/** The state of a person's page: the tab, and what is shown of it. */
export const PersonSearch = z.object({
  tab: z.catch(z.optional(PersonTab), undefined),
  kinds: z.catch(z.optional(z.array(z.enum(['event', 'request', 'removal', 'problem']))), undefined),
  differing: z.catch(z.optional(z.boolean()), undefined),
})
export type PersonSearch = z.infer<typeof PersonSearch>

/** The state of the inbox of disputed matches: whose, which, and which is open. */
export const DisputesSearch = z.object({
  organization: text,
  state: z.catch(z.optional(z.enum(['open', 'decided', 'obsolete'])), undefined),
  case: text,
  after: text,
  before: text,
})
export type DisputesSearch = z.infer<typeof DisputesSearch>

/** What is filtered by, without whose people they are. */
export function filtersOf({
  organization: _,
  sort: __,
  order: ___,
  after: ____,
  before: _____,
  ...rest
}: PeopleSearch) {
  const { panel: ______, ...filters } = rest
  return filters
}

/** Whether a list is cut down by anything. */
export function isFiltered(search: PeopleSearch): boolean {
  return Object.values(filtersOf(search)).some((value) => value !== undefined && value !== '' && String(value) !== '')
}
