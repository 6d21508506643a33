import { z } from 'zod'
import { Day, Limit, PersonRef, Rule } from './names.ts'

/**
 * Who is in a team, group or org unit. `rule` and `add` bring people in, `remove` keeps them out, whatever brought them. With
 * `exact` those are all; with `additive` people who were added elsewhere, by the API or a screen, stay beside them.
 */
export const Members = z
  .strictObject({
    rule: Rule.optional(),
    add: z.array(PersonRef).optional().describe('In, whatever the rule says.'),
    remove: z.array(PersonRef).optional().describe('Out, whatever else says.'),
    until: z.record(PersonRef, Day).optional().describe('Last days of people under `add` or `remove`.'),
    mode: z.enum(['exact', 'additive']).describe('Whether these are all members, or others may be added by hand.'),
  })
  .describe('Who is in it.')
export type Members = z.infer<typeof Members>

/** Bounds of what a change may do to the members. */
export const MemberLimits = z
  .strictObject({
    maxMembers: z.number().int().min(1).optional().describe('Never more members than these.'),
    maxLeave: Limit.optional().describe(
      'How many may leave by the applies of 24 hours, until somebody allows more by name.',
    ),
  })
  .describe('Bounds of the number of members and of those who leave at once.')
