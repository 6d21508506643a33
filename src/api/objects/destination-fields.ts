import { z } from 'zod'
import { Time, TimeOrNull, times } from './fields.ts'

const TextOrNull = z.string().nullable()

const calls = {
  delivered: z.int().describe('Calls that were acknowledged.'),
  failed: z.int().describe('Calls that were not.'),
  median_ms: z.number().nullable().describe('How long half of the calls took at most; null without calls.'),
  p95_ms: z.number().nullable().describe('How long 95 of 100 calls took at most; null without calls.'),
}

const Statistics = z
  .object({
    ...calls,
    waiting_events: z.int().describe('Events that are not delivered yet.'),
    waiting_directories: z.int().describe('Directories whose events were tried, or were to be tried, and wait.'),
    oldest_waiting_at: TimeOrNull.describe('When the oldest of those events happened.'),
    hours: z
      .object({ hour: Time.describe('Its beginning.'), ...calls })
      .array()
      .describe('The last 24 hours, in their order; the last one is under way.'),
  })
  .meta({
    id: 'DeliveryStatistics',
    description: 'How a webhook endpoint or sink fared in the last 24 hours, and what waits for it.',
    example: {
      delivered: 1200,
      failed: 3,
      median_ms: 42.5,
      p95_ms: 180,
      waiting_events: 0,
      waiting_directories: 0,
      oldest_waiting_at: null,
      hours: [{ hour: '2026-11-02T09:00:00.000Z', delivered: 1200, failed: 3, median_ms: 42.5, p95_ms: 180 }],
    },
  })

/** What webhook endpoints and sinks have of how they fare. */
export const faringFields = {
  paused_at: TimeOrNull.describe('Since when nothing is sent because deliveries failed for too long.'),
  paused_reason: TextOrNull,
  failing_since: TimeOrNull.describe('Since when nothing is acknowledged.'),
  last_delivered_at: TimeOrNull.describe('When it last acknowledged something.'),
  ...times,
  statistics: Statistics.optional().describe('Where `include` has it.'),
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
