import { z } from 'zod'
import { Day, OverlayId } from './names.ts'

/** Cases that `muster test` runs offline: given this person, expect these memberships. They are not applied. */
export const TestDocument = z
  .strictObject({
    kind: z.literal('Test'),
    id: OverlayId,
    cases: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          given: z.strictObject({
            person: z.record(z.string(), z.json()).describe('Attributes; `ref` is how files name this person.'),
            today: Day.optional(),
          }),
          expect: z.strictObject({
            memberOf: z.array(OverlayId).optional(),
            notMemberOf: z.array(OverlayId).optional(),
            unknownIn: z.array(OverlayId).optional().describe('Groups whose rule cannot be decided for this person.'),
            teams: z.array(OverlayId).optional(),
            notTeams: z.array(OverlayId).optional(),
            org: z.string().optional(),
            mayRequest: z.array(OverlayId).optional(),
            mayNotRequest: z.array(OverlayId).optional(),
            gets: z.array(OverlayId).optional(),
          }),
        }),
      )
      .min(1),
  })
  .describe('Cases of rules: given a person, expect memberships.')
export type TestDocument = z.infer<typeof TestDocument>
