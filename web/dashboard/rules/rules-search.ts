import { z } from 'zod/mini'

const text = z.catch(z.optional(z.string()), undefined)

/** The state of the rule editor: whose people, the object whose rule it is, and the rule where it is nobody's yet. */
export const RulesSearch = z.object({
  organization_id: text,
  kind: z.catch(z.optional(z.enum(['Team', 'Group', 'OrgUnit'])), undefined),
  id: text,
  rule: text,
})
export type RulesSearch = z.infer<typeof RulesSearch>
