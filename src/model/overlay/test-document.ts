import { z } from 'zod'
import { Day, OverlayId } from './names.ts'

/** Cases that `muster test` runs offline: given this person, expect these memberships. They are not applied. */
export const TestDocument = z
  .strictObject({
    kind: z.literal('Test'),
    id: OverlayId,
    description: z.string().max(2000).optional().describe('What these cases are about.'),
    cases: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(300).describe('A sentence: what is expected of whom.'),
          given: z
            .strictObject({
              person: z.record(z.string(), z.json()).describe('Attributes; `ref` is how files name this person.'),
              today: Day.optional().describe('The day of the case. Default: the day on which it runs.'),
            })
            .describe('Who is looked at, and when.'),
          expect: z
            .strictObject({
              memberOf: z.array(OverlayId).optional().describe('Groups that the person is in.'),
              notMemberOf: z.array(OverlayId).optional().describe('Groups that the person is not in.'),
              unknownIn: z.array(OverlayId).optional().describe('Groups whose rule cannot be decided for this person.'),
              teams: z.array(OverlayId).optional().describe('Teams that the person is in.'),
              notTeams: z.array(OverlayId).optional().describe('Teams that the person is not in.'),
              org: z.string().optional().describe('The path of the org unit that the person is in: eng/platform.'),
              mayRequest: z.array(OverlayId).optional().describe('Access policies that the person may request.'),
              mayNotRequest: z.array(OverlayId).optional().describe('Access policies that the person may not request.'),
              gets: z.array(OverlayId).optional().describe('Access policies that the person has without a request.'),
              getsNot: z
                .array(OverlayId)
                .optional()
                .describe('Access policies that the person does not have by itself.'),
            })
            .describe('What must follow. What is not named is not looked at.'),
        }),
      )
      .min(1)
      .describe('One person each.'),
  })
  .describe('Cases of rules: given a person, expect memberships.')
export type TestDocument = z.infer<typeof TestDocument>
