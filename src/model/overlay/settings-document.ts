import { z } from 'zod'
import { KindName } from './kind-name.ts'
import { Duration, Limit } from './names.ts'

// The names of kinds are texts to whoever reads settings.
const Kinds: z.ZodType<string[], string[]> = z.array(KindName)

/** The settings of a repository, `muster.yaml`. One document, id `settings`. */
export const SettingsDocument = z
  .strictObject({
    kind: z.literal('Settings'),
    id: z.literal('settings').default('settings').describe('Always `settings`; may be left out.'),
    formatVersion: z.literal(1).describe('The version of the format of these files: 1.'),
    guards: z
      .strictObject({
        removals: Limit.optional().describe('Of the members of one object, by the applies of 24 hours. Default 10%.'),
        deletions: Limit.optional().describe('Of the objects of one kind, by the applies of 24 hours. Default 20%.'),
        atLeast: z.number().int().min(0).optional().describe('So many may always go. Default 5.'),
        maxDataAge: Duration.optional().describe('A directory that was read longer ago stops the plan. Default P1D.'),
      })
      .optional()
      .describe(
        'Bounds of what applies may take away within 24 hours. What goes beyond is blocked until somebody allows it by name.',
      ),
    noRemovals: z.union([z.boolean(), Kinds]).optional().describe('Nothing is removed: at all, or of these kinds.'),
    approvals: z
      .array(
        z.strictObject({
          when: z.enum(['always', 'removals', 'deletions', 'guard']).describe('Which plans need it.'),
          kinds: Kinds.optional().describe('Only plans that change objects of these kinds.'),
          by: z.array(z.string().min(1)).min(1).describe('Roles (owner, admin), or e-mail addresses of members.'),
          count: z.number().int().min(1).max(10).optional().describe('How many of them. Default 1.'),
        }),
      )
      .optional()
      .describe('Which plans need somebody else to approve them.'),
    owners: z
      .array(
        z.strictObject({
          paths: z.array(z.string()).min(1).describe('Globs of files: teams/platform/**'),
          kinds: Kinds.optional().describe('The kinds that these files may declare.'),
          ids: z.array(z.string()).optional().describe('Globs of the ids that these files may declare.'),
          by: z
            .array(z.string())
            .optional()
            .describe('Who may change them: addresses of members, or roles, where the server follows the repository.'),
        }),
      )
      .optional()
      .describe('Which files may declare what. The first match holds.'),
    removed: z
      .array(
        z.strictObject({
          object: z
            .string()
            .regex(/^[A-Z][A-Za-z]+\/[a-z0-9][a-z0-9-]{0,62}$/, 'must be written <Kind>/<id>, such as Group/legacy-vpn')
            .describe('The object, <Kind>/<id>.'),
          action: z.enum(['delete', 'release']).describe('`release` leaves the object, managed by nobody.'),
        }),
      )
      .optional()
      .describe('Objects whose files are gone on purpose.'),
  })
  .describe('The settings of this repository: guards, approvals, which files may declare what.')
export type SettingsDocument = z.infer<typeof SettingsDocument>
