import { z } from 'zod'
import { AnyObject, exampleIds, Time } from './fields.ts'

const TextOrNull = z.string().nullable()

/** One change, with what it changed. */
export const AuditEntry = z
  .object({
    object: z.literal('audit_entry'),
    id: z.string(),
    action: z.string().describe('The kind of object and the deed, as in `directory.paused`.'),
    occurred_at: Time,
    organization_id: TextOrNull.describe('The organization of the target; null for what belongs to none.'),
    actor: z
      .object({ type: z.enum(['api_key', 'member', 'portal_link']), id: TextOrNull, name: z.string() })
      .describe('Who did it. The id is null for the key of `MUSTER_API_KEY`, and for whoever tries the demo.'),
    source: z.enum(['api', 'cli', 'dashboard', 'portal']).describe('By which way it was done.'),
    target: z
      .object({ type: z.string(), id: TextOrNull })
      .describe('What was changed. The id is null for many at once, as an import brings.'),
    before: AnyObject.nullable().describe('The target before, without secrets; null where it was not there.'),
    after: AnyObject.nullable().describe('The target after, without secrets; null where it is no longer there.'),
    context: z.object({ location: TextOrNull, user_agent: TextOrNull }).describe('From where it was done.'),
    request_id: TextOrNull,
  })
  .meta({
    id: 'AuditEntry',
    description: 'An entry of the audit log: one change by the API, the command line or a person.',
    example: {
      object: 'audit_entry',
      id: 'audit_entry_01KA3V8C1K5M7N9P1Q3R5S7T9V',
      action: 'directory.updated',
      occurred_at: '2026-11-02T10:00:00.000Z',
      organization_id: exampleIds.organization,
      actor: { type: 'api_key', id: exampleIds.key, name: 'Production' },
      source: 'api',
      target: { type: 'directory', id: exampleIds.directory },
      before: { name: 'Okta' },
      after: { name: 'Okta of Acme' },
      context: { location: '203.0.113.7', user_agent: 'curl/8.5.0' },
      request_id: 'req_01KA3VA0B8C0D2E4F6G8H0J2K4',
    },
  })
