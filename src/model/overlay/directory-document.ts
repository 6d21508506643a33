import { z } from 'zod'
import { Limit, OverlayId } from './names.ts'
import { AttributeName } from './person-rules.ts'

/** Where a secret is kept. Secrets themselves are never in files. */
export const SecretRef = z
  .string()
  .regex(/^(env|file|vault):.+$/, 'must say where the secret is kept: env:<NAME>, file:<path> or vault:<path>')

/** What the organization says of one of its directories; the connection itself is made by the API, a screen or the portal. */
export const DirectoryDocument = z
  .strictObject({
    kind: z.literal('Directory'),
    id: OverlayId.describe('The name by which files speak of this directory.'),
    previously: z.array(OverlayId).optional(),
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
      .array(z.strictObject({ target: z.string(), expression: z.string() }))
      .optional()
      .describe('The mapping of the connection, of a directory that is read.'),
    scope: z.strictObject({ rule: z.string().optional(), groups: z.array(z.string()).optional() }).optional(),
    guards: z.record(z.string(), Limit).optional(),
    secrets: z.record(z.string(), SecretRef).optional(),
    protect: z.boolean().optional(),
  })
  .describe('A directory: how its users become people, its mapping, scope and guards.')
export type DirectoryDocument = z.infer<typeof DirectoryDocument>
