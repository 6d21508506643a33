import { z } from 'zod/mini'

const text = z.catch(z.optional(z.string()), undefined)

/** Values of which those that nobody knows are left out. */
function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.catch(z.optional(z.array(z.enum(values))), undefined)
}

/** The state of the list of runs: filters and page. */
export const RunsSearch = z.object({
  states: oneOf(['queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled']),
  kinds: oneOf(['full', 'incremental']),
  triggers: oneOf(['schedule', 'manual', 'wake_up', 'connected', 'changed', 'recovery']),
  after: text,
  before: text,
})

/** The state of the list of runs that wait for a decision. */
export const HeldSearch = z.object({ after: text, before: text })

export const RunTab = z.enum(['removals', 'changes', 'problems', 'history'])
export type RunTab = z.infer<typeof RunTab>

/** The state of a run's page: the tab, and filters and page of the list in it. */
export const RunSearch = z.object({
  tab: z.catch(z.optional(RunTab), undefined),
  kinds: oneOf(['user', 'group', 'membership', 'attribute']),
  reasons: oneOf(['absent', 'deleted', 'deactivated', 'left_scope', 'blanked']),
  states: oneOf(['planned', 'held', 'approved', 'rejected', 'applied', 'withdrawn']),
  department: text,
  group: text,
  search: text,
  after: text,
  before: text,
})
export type RunSearch = z.infer<typeof RunSearch>

/** The same without the page: whoever changes a filter begins at the first one. */
export function firstPage<Search extends { readonly after?: unknown; readonly before?: unknown }>(search: Search) {
  const { after: _, before: __, ...filters } = search
  return filters
}
