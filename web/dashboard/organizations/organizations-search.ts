import { z } from 'zod/mini'

/** The state of the list of organizations: what is searched, which page, and whether one is being made. */
export const OrganizationsSearch = z.object({
  search: z.catch(z.optional(z.string()), undefined),
  after: z.catch(z.optional(z.string()), undefined),
  before: z.catch(z.optional(z.string()), undefined),
  new: z.catch(z.optional(z.boolean()), undefined),
})

export const OrganizationTab = z.enum(['directories', 'links', 'domains', 'details'])
export type OrganizationTab = z.infer<typeof OrganizationTab>

/** The state of an organization's page: which tab, and whether a link is being made. */
export const OrganizationSearch = z.object({
  tab: z.catch(z.optional(OrganizationTab), undefined),
  new: z.catch(z.optional(z.boolean()), undefined),
})
