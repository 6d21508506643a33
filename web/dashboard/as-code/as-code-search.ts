import { z } from 'zod/mini'

const text = z.catch(z.optional(z.string()), undefined)

export const AsCodeTab = z.enum(['plans', 'drift', 'repositories', 'managed'])
export type AsCodeTab = z.infer<typeof AsCodeTab>

export const PlanFilter = z.enum(['open', 'applied', 'all'])
export type PlanFilter = z.infer<typeof PlanFilter>

/** The state of the page: whose files, the tab, and what is shown of it. */
export const AsCodeSearch = z.object({
  organization: text,
  tab: z.catch(z.optional(AsCodeTab), undefined),
  plans: z.catch(z.optional(PlanFilter), undefined),
  kind: text,
  after: text,
  before: text,
})
export type AsCodeSearch = z.infer<typeof AsCodeSearch>

/** Which states of plans a filter lets through; undefined for all. */
export const statesOf = {
  open: ['planned', 'approved', 'applying', 'failed'],
  applied: ['applied'],
  all: undefined,
} as const satisfies Record<PlanFilter, readonly string[] | undefined>
