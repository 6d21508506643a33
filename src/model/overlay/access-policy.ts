import { z } from 'zod'
import { common, Duration, OverlayId, Rule } from './names.ts'

/** Who may have an access, who gets it without asking, and who decides. */
export const AccessPolicy = z
  .strictObject({
    kind: z.literal('AccessPolicy'),
    ...common,
    grants: z
      .strictObject({
        target: OverlayId.describe('The target system.'),
        entitlement: z.string().min(1).max(300).describe('What one has there, by its name at the target: role/admin.'),
      })
      .describe('What is granted: an entitlement of a target system.'),
    eligible: Rule.optional().describe('Who may request it.'),
    assigned: Rule.optional().describe('Who has it without a request.'),
    approvers: z
      .array(z.string().max(300))
      .optional()
      .describe('Who decides on a request: person.manager, team:<id>#lead, team:<id>#<role>, group:<id> or a person.'),
    duration: z
      .strictObject({
        max: Duration.optional().describe('No grant lasts longer.'),
        default: Duration.optional().describe('How long it lasts when the request does not say.'),
      })
      .optional()
      .describe('For how long a grant lasts.'),
    conflicts: z.array(OverlayId).optional().describe('Policies that nobody may have together with this one.'),
  })
  .describe('An access policy: who may have an entitlement, who gets it, who approves.')
export type AccessPolicy = z.infer<typeof AccessPolicy>
