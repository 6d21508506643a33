import { z } from 'zod'
import { exampleIds } from './fields.ts'
import { exampleRun, SyncRun } from './sync-run.ts'

/** How far a run is. */
export const SyncProgress = z
  .object({
    object: z.literal('sync_progress'),
    run_id: z.string(),
    state: SyncRun.shape.state,
    phase: SyncRun.shape.phase,
    counts: SyncRun.shape.counts,
    expected: SyncRun.shape.expected,
    records_per_second: z
      .number()
      .min(0)
      .nullable()
      .describe('How fast it reads, over the last seconds; null where that is not known yet.'),
    seconds_left: z.number().min(0).nullable().describe('Until everything is read, where that can be told.'),
  })
  .meta({
    id: 'SyncProgress',
    description: 'How far a run is, now.',
    example: {
      object: 'sync_progress',
      run_id: exampleIds.syncRun,
      state: 'running',
      phase: 'listing',
      counts: exampleRun.counts,
      expected: 240,
      records_per_second: 118.5,
      seconds_left: 2,
    },
  })
