import { z } from 'zod'
import { DirectoryFix, DirectoryProblemCode, ProblemLevel } from '../../model/directory-problem.ts'
import { SyncRunKind, SyncRunState } from '../../model/sync-run.ts'
import { Directory } from './directory.ts'
import { exampleIds, Time, TimeOrNull } from './fields.ts'

const whole = z.int().min(0)

const LastRun = z.object({
  id: z.string(),
  kind: SyncRunKind,
  state: SyncRunState,
  created_at: Time,
  finished_at: TimeOrNull,
  error_code: z.string().nullable(),
})

const Problem = z.object({
  code: DirectoryProblemCode.describe('What it is; stable.'),
  level: ProblemLevel.describe(
    '`error`: nothing comes in. `warning`: something does, or soon will not. `info`: somebody wanted it so.',
  ),
  text: z.string().describe('The same for people, with what is behind it.'),
  fix: DirectoryFix.describe('What mends it; stable.'),
  since: TimeOrNull.describe('Since when it is so, where that is known.'),
})

/** How a directory does. */
export const DirectoryHealth = z
  .object({
    object: z.literal('directory_health'),
    id: z.string().describe('The id of the directory.'),
    organization_id: z.string(),
    organization_name: z.string(),
    type: z.string().describe("The directory's `type`."),
    is_pulled: z.boolean().describe('Whether Muster reads its source; else the source pushes SCIM.'),
    state: Directory.shape.state,
    users: z.object({ active: whole, inactive: whole }),
    groups: whole,
    last_run: LastRun.nullable().describe('The last run, whether it is over or not; null for directories that push.'),
    last_succeeded_at: TimeOrNull.describe('When a run last succeeded.'),
    next_run_at: TimeOrNull.describe('When it is read next.'),
    last_received_at: TimeOrNull.describe('When a token of it was last used.'),
    last_event_at: TimeOrNull,
    events_by_hour: whole
      .array()
      .describe('The events of the last 24 hours, the last number that of the hour that goes on.'),
    waiting: z
      .object({ runs: whole, held: whole, run_id: z.string().nullable() })
      .describe('Runs that wait for a decision, how many removals they hold, and the oldest of them.'),
    refused_records: whole.describe('Records that could not be taken, at most 1,000 are counted.'),
    tokens: z
      .object({ usable: whole, expires_at: TimeOrNull })
      .describe('Bearer tokens that work, and when the last of them ends; null for never.'),
    problems: Problem.array().describe('What is wrong, the worst first; empty where all is well.'),
  })
  .meta({
    id: 'DirectoryHealth',
    description: 'How a directory does: what it holds, when it was last synced, and what is wrong with it.',
    example: {
      object: 'directory_health',
      id: exampleIds.directory,
      organization_id: exampleIds.organization,
      organization_name: 'Acme',
      type: 'okta',
      is_pulled: true,
      state: 'linked',
      users: { active: 212, inactive: 4 },
      groups: 17,
      last_run: {
        id: exampleIds.syncRun,
        kind: 'incremental',
        state: 'waiting',
        created_at: '2026-11-02T09:00:00.000Z',
        finished_at: null,
        error_code: 'removals_held',
      },
      last_succeeded_at: '2026-11-02T08:45:00.000Z',
      next_run_at: '2026-11-02T09:15:00.000Z',
      last_received_at: null,
      last_event_at: '2026-11-02T08:45:02.000Z',
      events_by_hour: [...new Array<number>(22).fill(0), 12, 3],
      waiting: { runs: 1, held: 41, run_id: exampleIds.syncRun },
      refused_records: 0,
      tokens: { usable: 0, expires_at: null },
      problems: [
        {
          code: 'waiting_for_decision',
          level: 'warning',
          text: '41 removals wait for a decision: more than the deletion guard lets through by itself.',
          fix: 'decide',
          since: '2026-11-02T09:00:12.000Z',
        },
      ],
    },
  })
