import { z } from 'zod'
import { RemovalKind, RemovalReason, RemovalState } from '../../model/sync-run.ts'
import { exampleIds, Time } from './fields.ts'

const whole = z.int().min(0)

const Sum = z.object({
  kind: RemovalKind,
  reason: RemovalReason,
  state: RemovalState,
  count: whole,
  active_count: whole.describe('Those that are about users who were active.'),
})

const Limit = z.object({
  kind: z.enum(['users', 'groups', 'memberships', 'blanked']).describe('Which of the [guards](sync.md#guards).'),
  what: z.string().describe('What is counted, in words.'),
  removals: whole.describe('How many would go.'),
  total: whole.describe('Of how many.'),
  percent: z.number(),
  at_least: whole,
  is_exceeded: z.boolean(),
  text: z.string().nullable().describe('Why it is held, in a sentence; null where this kind alone would pass.'),
})

const Decision = z.object({
  word: z.enum(['approved', 'rejected']),
  at: Time,
  actor: z.object({ type: z.string(), id: z.string().nullable(), name: z.string() }),
  reason: z.string().nullable(),
})

/** What a run would remove, or has removed, added up for whoever decides. */
export const SyncGuard = z
  .object({
    object: z.literal('sync_guard'),
    run_id: z.string(),
    directory_id: z.string(),
    undecided: whole.describe('How many removals wait for a decision: what to give as `removals` with it.'),
    removals: Sum.array().describe('All removals of the run, by kind, reason and state.'),
    limits: Limit.array().describe('What would go beside the guards as they are now. Empty when nothing waits.'),
    departments: z
      .array(z.object({ name: z.string().nullable(), count: whole }))
      .describe('The departments of the users whom the run removes; null: of whom none is known. At most 50.'),
    groups: z
      .array(z.object({ id: z.string(), name: z.string(), count: whole, member_count: whole }))
      .describe('The groups in which users are who are not removed yet, with how many of all members. At most 50.'),
    decision: Decision.nullable().describe('Who decided last, by the audit log.'),
  })
  .meta({
    id: 'SyncGuard',
    description: 'What a run would remove, or has removed, added up for whoever decides.',
    example: {
      object: 'sync_guard',
      run_id: exampleIds.syncRun,
      directory_id: exampleIds.directory,
      undecided: 27,
      removals: [{ kind: 'user', reason: 'absent', state: 'held', count: 27, active_count: 27 }],
      limits: [
        {
          kind: 'users',
          what: 'active users',
          removals: 27,
          total: 30,
          percent: 10,
          at_least: 5,
          is_exceeded: true,
          text: '27 of 30 active users would be removed (90 %), more than 10 % and at least 5.',
        },
      ],
      departments: [
        { name: 'Sales', count: 21 },
        { name: null, count: 6 },
      ],
      groups: [{ id: exampleIds.group, name: 'Everyone', count: 27, member_count: 30 }],
      decision: null,
    },
  })
