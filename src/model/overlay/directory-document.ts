import { z } from 'zod'
import { OverlayId } from './names.ts'
import { AttributeName } from './person-rules.ts'

/** Where a secret is kept. Secrets themselves are never in files. */
export const SecretRef = z
  .string()
  .regex(/^(env|file|vault):.+$/, 'must say where the secret is kept: env:<NAME>, file:<path> or vault:<path>')
  .describe('Where the secret is kept: env:<NAME>, file:<path> or vault:<path>. Never the secret itself.')

const mostHeld = 1_000_000

/** From how much on a run is held: in short, or in the two numbers that a connection has, which bound both. */
export const GuardLimit = z
  .union([
    z
      .int()
      .min(0)
      .max(mostHeld - 1),
    z.string().regex(/^(\d{1,2}(\.\d+)?|100(\.0+)?)%$/, 'must be a number or a percentage up to 100%, such as 10%'),
    z.strictObject({
      percent: z.number().min(0).max(100).describe('More than so many of a hundred …'),
      atLeast: z.int().min(1).max(mostHeld).describe('… and at least so many are held.'),
    }),
  ])
  .describe('A number that one run may remove, a percentage such as 10% (five and more are held), or both numbers.')
export type GuardLimit = z.infer<typeof GuardLimit>

/** What the organization says of one of its directories; the connection itself is made by the API, a screen or the portal. */
export const DirectoryDocument = z
  .strictObject({
    kind: z.literal('Directory'),
    id: OverlayId.describe('The name by which files speak of this directory.'),
    previously: z.array(OverlayId).optional().describe('Ids that this directory had in files before.'),
    directory: z
      .string()
      .min(1)
      .max(200)
      .describe('The directory: its id, or its name. Pinned when it is first applied.'),
    person: z
      .record(AttributeName, z.string().min(1).max(4000))
      .optional()
      .describe('How attributes of a person follow from `user`, as expressions. Others keep their default.'),
    mapping: z
      .array(
        z.strictObject({
          target: z.string().min(1).max(120).describe('What is set: username, email, …, custom_attributes.<name>.'),
          expression: z.string().max(2000).describe('A CEL expression over `user`, the record of the source.'),
        }),
      )
      .optional()
      .describe('The mapping of the connection, of a directory that is read.'),
    scope: z
      .strictObject({
        rule: z.string().min(1).max(4000).optional().describe('A CEL rule over `user`; what it cannot decide is out.'),
        groups: z.array(z.string().min(1).max(500)).max(50).optional().describe('Ids of groups at the source.'),
        orgUnits: z
          .array(z.string().min(1).max(1000))
          .max(50)
          .optional()
          .describe('Organizational units at the source.'),
        onLeave: z
          .enum(['suspend', 'delete', 'keep'])
          .optional()
          .describe('What happens to who leaves the scope. Default: suspend.'),
      })
      .optional()
      .describe('Who of the source is read: who satisfies all that is given.'),
    guards: z
      .strictObject({
        users: GuardLimit.optional().describe('Users that one run may remove. Default 10%.'),
        groups: GuardLimit.optional().describe('Groups that one run may remove. Default 20%.'),
        memberships: GuardLimit.optional().describe('Memberships that one run may remove. Default 20%.'),
        blanked: GuardLimit.optional().describe('Users of whom one run may empty the same attribute. Default 20%.'),
      })
      .optional()
      .describe('From how much on a run waits for somebody to decide.'),
    secrets: z
      .record(z.string().min(1).max(120), SecretRef)
      .optional()
      .describe('Where the secrets of the connection are kept, by the names of its settings.'),
    protect: z.boolean().optional().describe('Refuses its deletion, also when the file is gone.'),
  })
  .describe('A directory: how its users become people, its mapping, scope and guards.')
export type DirectoryDocument = z.infer<typeof DirectoryDocument>
