import { z } from 'zod'
import { exampleIds } from './fields.ts'

/** What the audit log can be narrowed to. */
export const AuditLogChoices = z
  .object({
    object: z.literal('audit_log_choices'),
    actions: z.string().array().describe('What was done, by the alphabet.'),
    actors: z
      .object({ type: z.enum(['api_key', 'member', 'portal_link']), id: z.string(), name: z.string() })
      .array()
      .describe('Who did it, by name; 200 at most.'),
  })
  .meta({
    id: 'AuditLogChoices',
    description: 'The actions and actors of the latest entries of the audit log.',
    example: {
      object: 'audit_log_choices',
      actions: ['directory.created', 'directory.updated'],
      actors: [{ type: 'api_key', id: exampleIds.key, name: 'Production' }],
    },
  })
