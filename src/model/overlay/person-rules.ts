import { z } from 'zod'
import { OverlayId } from './names.ts'

/** The types of attributes of people. A `list` is a set of texts, without an order. */
export const AttributeType = z.enum(['text', 'number', 'boolean', 'date', 'mail', 'phone', 'zone', 'list'])
export type AttributeType = z.infer<typeof AttributeType>

/** The name of an attribute of people. */
export const AttributeName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,62}$/, 'must be in camelCase')
  .describe('The name of an attribute of people, in camelCase: costCenter.')

/** Attributes of people beside the standard ones (src/model/person-attributes.ts). One document per organization, id `person`. */
export const PersonSchema = z
  .strictObject({
    kind: z.literal('PersonSchema'),
    id: z.literal('person').default('person').describe('Always `person`; may be left out.'),
    attributes: z
      .record(
        AttributeName,
        z.strictObject({
          type: AttributeType.describe('What values it has; sources are brought into the canonical form of the type.'),
          description: z.string().max(500).optional().describe('What it is, for people.'),
          sensitive: z
            .boolean()
            .optional()
            .describe(
              'Shown of people to owners and admins only. Who may read events or users of directories sees it there.',
            ),
        }),
      )
      .describe('The attributes by their names, in camelCase.'),
  })
  .describe('Further attributes of people.')

/** How the users of directories become people. One document per organization, id `matching`. */
export const Matching = z
  .strictObject({
    kind: z.literal('Matching'),
    id: z.literal('matching').default('matching').describe('Always `matching`; may be left out.'),
    rules: z
      .array(
        z.strictObject({
          on: z.array(AttributeName).min(1).max(5).describe('All of these must be there and equal.'),
          confidence: z.number().min(0).max(1).optional().describe('Default 1.'),
          verified: z.boolean().optional().describe('Addresses count only when they are of a verified domain.'),
        }),
      )
      .min(1)
      .max(20)
      .describe('Tried in order; the first that finds somebody decides.'),
    accept: z.number().min(0).max(1).optional().describe('Below this confidence a person decides. Default 0.9.'),
  })
  .describe('How users of several directories are matched to one person.')

/** Who has the say over an attribute: the names of directories (ids of `Directory` documents), best first. */
export const AttributeAuthority = z.union([
  z.array(OverlayId).min(1).describe('Owners in order: the first that has a value.'),
  z.strictObject({
    peers: z.array(OverlayId).min(1).describe('Directories with the same say.'),
    conflict: z
      .enum(['first', 'newest', 'case'])
      .describe(
        'What happens when peers differ: the first of them has the say, the value that came last counts, or a person decides.',
      ),
  }),
  z.strictObject({
    merge: z.literal('union').describe('The values of all of them together: for attributes of type list.'),
    of: z.array(OverlayId).min(1).optional().describe('Of these directories. Default: all.'),
  }),
])
export type AttributeAuthority = z.infer<typeof AttributeAuthority>

/** One document per organization, id `authority`. */
export const Authority = z
  .strictObject({
    kind: z.literal('Authority'),
    id: z.literal('authority').default('authority').describe('Always `authority`; may be left out.'),
    default: z.array(OverlayId).optional().describe('Directories in order, for attributes that are not named.'),
    attributes: z
      .record(AttributeName, AttributeAuthority)
      .optional()
      .describe('Who has the say over which attribute.'),
  })
  .describe('Which directory is the authority for which attribute of people.')
export type PersonSchema = z.infer<typeof PersonSchema>
export type Matching = z.infer<typeof Matching>
export type Authority = z.infer<typeof Authority>
