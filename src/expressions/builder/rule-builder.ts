import { z } from 'zod'

/** What a row of the builder says of an attribute, and what denies it. */
export const builderOperators = [
  'equals',
  'not_equals',
  'in',
  'not_in',
  'contains',
  'not_contains',
  'starts_with',
  'not_starts_with',
  'ends_with',
  'not_ends_with',
  'matches',
  'not_matches',
  'less',
  'at_most',
  'greater',
  'at_least',
  'is_set',
  'is_not_set',
  'is_true',
  'is_false',
  'includes',
  'not_includes',
  'within',
  'not_within',
  'reached',
  'not_reached',
  'member_of',
  'not_member_of',
  'in_team',
  'not_in_team',
  'has_role',
  'not_has_role',
  'reports_to',
  'not_reports_to',
  'reports_directly_to',
  'not_reports_directly_to',
] as const
export type BuilderOperator = (typeof builderOperators)[number]

/** One row: an attribute, what is said of it, and the value. Those of groups, teams, roles and managers name no attribute. */
export const BuilderRow = z
  .strictObject({
    attribute: z
      .string()
      .regex(/^[a-z][A-Za-z0-9]{0,62}$/, 'must be the name of an attribute of people')
      .optional()
      .describe('The attribute of people; none for groups, teams, roles and managers.'),
    operator: z.enum(builderOperators),
    value: z
      .union([z.string().max(1000), z.number(), z.array(z.union([z.string().max(1000), z.number()])).max(100)])
      .optional()
      .describe('What it is compared with. A role is written <team>#<role>, a time after a date as P90D.'),
    ignore_case: z.boolean().optional().describe('Whether upper and lower case are the same.'),
  })
  .describe('A row of the rule builder.')
export type BuilderRow = z.infer<typeof BuilderRow>

/** Rows that are joined, of which some may be groups of rows. */
export type RuleBuilder = { match: 'all' | 'any'; rows: (BuilderRow | RuleBuilder)[] }
export const RuleBuilder: z.ZodType<RuleBuilder> = z
  .strictObject({
    match: z.enum(['all', 'any']).describe('Whether all of the rows have to hold, or one of them.'),
    get rows() {
      return z
        .array(z.union([BuilderRow, RuleBuilder]))
        .min(1)
        .max(100)
    },
  })
  .describe('A rule as rows: what can be put together without writing it.')
