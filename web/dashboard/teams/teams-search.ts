import { z } from 'zod/mini'

const text = z.catch(z.optional(z.string()), undefined)

export const MemberKind = z.enum(['Team', 'Group', 'OrgUnit'])
export type MemberKind = z.infer<typeof MemberKind>

/** The state of the list of teams, groups and org units: whose, which kind, search, filter, page. */
export const TeamsSearch = z.object({
  organization: text,
  kind: z.catch(z.optional(MemberKind), undefined),
  search: text,
  undecided: z.catch(z.optional(z.enum(['true', 'false'])), undefined),
  after: text,
  before: text,
})
export type TeamsSearch = z.infer<typeof TeamsSearch>

export const TeamTab = z.enum(['members', 'undecided', 'hand', 'rule', 'history'])
export type TeamTab = z.infer<typeof TeamTab>

/** The state of the page of one of them: the tab, and the search and page of who is in it. */
export const TeamSearch = z.object({
  organization: text,
  tab: z.catch(z.optional(TeamTab), undefined),
  search: text,
  after: text,
  before: text,
})
export type TeamSearch = z.infer<typeof TeamSearch>
