import { z } from 'zod'
import { MemberLimits, Members } from './members.ts'
import { common, Day, OverlayId, PersonRef } from './names.ts'

/** A unit of the organization chart. Who is in one is in its parents too: `person.org` is the path, `eng/platform`. */
export const OrgUnit = z
  .strictObject({
    kind: z.literal('OrgUnit'),
    ...common,
    parent: OverlayId.optional().describe('The org unit above it.'),
    lead: PersonRef.optional().describe('Who leads it; a member.'),
    members: Members.optional(),
  })
  .describe('A unit of the organization chart: a department, a division.')

/** A team: people who work together, wherever the chart has them. */
export const Team = z
  .strictObject({
    kind: z.literal('Team'),
    ...common,
    type: z.enum(['team', 'squad', 'project']).optional().describe('Default: team.'),
    parent: OverlayId.optional().describe('The team above it.'),
    orgUnit: OverlayId.optional().describe('The org unit that it belongs to.'),
    lead: PersonRef.optional().describe('Who leads it; a member.'),
    members: Members.optional(),
    roles: z
      .record(OverlayId, z.array(PersonRef))
      .optional()
      .describe('Who has which role in it; members, all of them.'),
    ends: Day.optional().describe('The last day of a project: nobody is in it afterwards.'),
    limits: MemberLimits.optional(),
  })
  .describe('A team, squad or project, with its lead, members and roles.')

/** A group that access hangs on: static, dynamic by a rule, or both. */
export const Group = z
  .strictObject({
    kind: z.literal('Group'),
    ...common,
    members: Members.optional(),
    limits: MemberLimits.optional(),
  })
  .describe('A group of people, by rule and by hand.')

/** Somebody's further managers, beside the one that the sources know. */
export const DottedLine = z
  .strictObject({
    kind: z.literal('DottedLine'),
    ...common,
    person: PersonRef.describe('Who reports.'),
    manager: PersonRef.describe('To whom, beside their manager.'),
    reason: z.string().max(500).optional().describe('What for: a project, a location.'),
    until: Day.optional().describe('The last day of it.'),
  })
  .describe('A dotted line: somebody reports to one more manager.')
export type OrgUnit = z.infer<typeof OrgUnit>
export type Team = z.infer<typeof Team>
export type Group = z.infer<typeof Group>
export type DottedLine = z.infer<typeof DottedLine>
