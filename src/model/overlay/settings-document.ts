import { z } from 'zod'
import { Duration, Limit, OverlayId } from './names.ts'

/** The settings of a repository, `muster.yaml`. One document, id `settings`. */
export const SettingsDocument = z
  .strictObject({
    kind: z.literal('Settings'),
    id: OverlayId,
    formatVersion: z.literal(1),
    guards: z
      .strictObject({
        removals: Limit.optional().describe('Of the members of one object, by one apply. Default 10%.'),
        deletions: Limit.optional().describe('Of the objects of one kind, by one apply. Default 20%.'),
        atLeast: z.number().int().min(0).optional().describe('So many may always go. Default 5.'),
        maxDataAge: Duration.optional().describe('A directory that was read longer ago stops the plan. Default P1D.'),
      })
      .optional(),
    noRemovals: z
      .union([z.boolean(), z.array(z.string())])
      .optional()
      .describe('Nothing is removed: at all, or of these kinds.'),
    approvals: z
      .array(
        z.strictObject({
          when: z.enum(['always', 'removals', 'deletions', 'guard']).describe('Which plans need it.'),
          kinds: z.array(z.string()).optional(),
          by: z.array(z.string()).min(1).describe('Roles (owner, admin), or e-mail addresses of members.'),
          count: z.number().int().min(1).max(10).optional().describe('How many of them. Default 1.'),
        }),
      )
      .optional(),
    owners: z
      .array(
        z.strictObject({
          paths: z.array(z.string()).min(1).describe('Globs of files: teams/platform/**'),
          kinds: z.array(z.string()).optional().describe('The kinds that these files may declare.'),
          ids: z.array(z.string()).optional().describe('Globs of the ids that these files may declare.'),
          by: z.array(z.string()).optional().describe('Who may change them.'),
        }),
      )
      .optional()
      .describe('Which files may declare what. The first match holds.'),
    removed: z
      .array(
        z.strictObject({
          object: z.string().describe('<Kind>/<id>'),
          action: z.enum(['delete', 'release']).describe('`release` leaves the object, managed by nobody.'),
        }),
      )
      .optional()
      .describe('Objects whose files are gone on purpose.'),
  })
  .describe('The settings of this repository: guards, approvals, which files may declare what.')
export type SettingsDocument = z.infer<typeof SettingsDocument>
