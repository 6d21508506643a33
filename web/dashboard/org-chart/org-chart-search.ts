import { z } from 'zod/mini'

const text = z.catch(z.optional(z.string()), undefined)

/** The state of the org chart: whose, around whom, as a picture or as a list, and who is open beside it. */
export const OrgChartSearch = z.object({
  organization: text,
  person: text,
  view: z.catch(z.optional(z.enum(['list'])), undefined),
  panel: text,
})
export type OrgChartSearch = z.infer<typeof OrgChartSearch>
