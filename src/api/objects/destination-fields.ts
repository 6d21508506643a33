import { z } from 'zod'
import { TimeOrNull, times } from './fields.ts'

const TextOrNull = z.string().nullable()

/** What webhook endpoints and sinks have of how they fare. */
export const faringFields = {
  paused_at: TimeOrNull.describe('Since when nothing is sent because deliveries failed for too long.'),
  paused_reason: TextOrNull,
  failing_since: TimeOrNull.describe('Since when nothing is acknowledged.'),
  last_delivered_at: TimeOrNull.describe('When it last acknowledged something.'),
  ...times,
}

/** What both have of whose events they get, and whether they get them now. */
export const followingFields = {
  status: z.enum(['enabled', 'disabled']).describe('`disabled`: nothing is sent, and what happens waits.'),
  events: z.string().array().describe('The types that it gets; `["*"]`: all.'),
  organization_id: TextOrNull.describe('The one organization whose events it gets; null for all.'),
}

/** What of both fails. */
export const failingFields = {
  failing_directories: z
    .object({
      organization_id: z.string(),
      directory_id: z.string(),
      waiting_events: z.int().describe('How many events wait behind the one that fails, it included.'),
      attempts: z.int().describe('How often the first of them failed.'),
      failing_since: TimeOrNull,
      next_attempt_at: TimeOrNull,
      paused_at: TimeOrNull.describe('Since when it is not tried any more, while other directories are delivered.'),
      last_error: TextOrNull,
    })
    .array()
    .describe('The directories whose events wait because they fail; 100 at most.'),
}
