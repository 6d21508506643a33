import { z } from 'zod'
import { exampleIds, Time, TimeOrNull } from './fields.ts'

const whole = z.int().min(0)

const AttentionItem = z.object({
  id: z.string().describe('Of the directory, run, endpoint, sink, token, key or link.'),
  name: z.string(),
  organization_id: z.string().nullable(),
  organization_name: z.string().nullable(),
  directory_id: z.string().nullable(),
  at: Time.describe('Since when it is so; of what expires, when it does.'),
  code: z.string().nullable(),
  text: z.string().nullable().describe('What is known about it.'),
  held: whole.nullable().describe('Of a run: how many removals wait.'),
})

const Attention = z.object({
  kind: z.enum([
    'directory_quarantined',
    'run_waiting',
    'destination_paused',
    'destination_failing',
    'directory_stale',
    'directory_silent',
    'token_expiring',
    'api_key_expiring',
    'portal_link_expiring',
  ]),
  count: whole.describe('How many there are.'),
  items: AttentionItem.array().describe(
    'The first five, those that have been so for the longest, or that end the soonest, first.',
  ),
})

const Day = z.object({
  day: z.iso.date(),
  events: whole,
  runs: z.object({ completed: whole, failed: whole, cancelled: whole }),
  deliveries: z.object({
    delivered: whole,
    failed: whole.describe('Attempts; an event that was delivered at the third has two.'),
    median_ms: whole.nullable().describe('In steps of a fifth; null on a day without deliveries.'),
    p95_ms: whole.nullable(),
  }),
})

/** What the first screen shows. */
export const Overview = z
  .object({
    object: z.literal('overview'),
    attention: Attention.array().describe('What asks for a person. What the caller may not see is not in it.'),
    totals: z.object({
      organizations: whole,
      directories: z.object({
        linked: whole,
        validating: whole,
        invalid_credentials: whole,
        unlinked: whole,
        deleting: whole,
      }),
      users: z.object({ active: whole, inactive: whole }),
      groups: whole,
    }),
    first_steps: z
      .object({ organization: z.boolean(), portal_link: z.boolean(), person: z.boolean(), webhook: z.boolean() })
      .describe('Which of the first steps are done.'),
    activity: z
      .object({
        days: Day.array().describe('The last 30 days in UTC, the last one that of today.'),
        counted_until: TimeOrNull.describe(
          'Up to when events are counted: they are counted some seconds after they are in the log. Null: all are.',
        ),
      })
      .nullable()
      .describe(
        'What happened a day, counted over all events, runs and attempts; null without `events:read`, `sync_runs:read` and `webhook_endpoints:read`.',
      ),
  })
  .meta({
    id: 'Overview',
    description: 'What asks for a person, how much there is, and what happened in the last 30 days.',
    example: {
      object: 'overview',
      attention: [
        {
          kind: 'run_waiting',
          count: 1,
          items: [
            {
              id: exampleIds.syncRun,
              name: 'Okta of Acme',
              organization_id: exampleIds.organization,
              organization_name: 'Acme',
              directory_id: exampleIds.directory,
              at: '2026-11-02T09:00:12.000Z',
              code: null,
              text: '41 of 212 active users would be removed, limit 10 %.',
              held: 41,
            },
          ],
        },
      ],
      totals: {
        organizations: 12,
        directories: { linked: 14, validating: 1, invalid_credentials: 0, unlinked: 1, deleting: 0 },
        users: { active: 4_812, inactive: 77 },
        groups: 311,
      },
      first_steps: { organization: true, portal_link: true, person: true, webhook: true },
      activity: {
        days: [
          {
            day: '2026-11-02',
            events: 1_204,
            runs: { completed: 96, failed: 1, cancelled: 0 },
            deliveries: { delivered: 1_204, failed: 3, median_ms: 89, p95_ms: 320 },
          },
        ],
        counted_until: null,
      },
    },
  })
