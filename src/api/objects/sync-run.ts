import { z } from 'zod'
import {
  RemovalKind,
  RemovalReason,
  RemovalState,
  SyncPhase,
  SyncRunKind,
  SyncRunState,
  SyncRunTrigger,
} from '../../model/sync-run.ts'
import { exampleIds, Time, TimeOrNull } from './fields.ts'

const whole = z.int().min(0)

const SyncCounts = z.object({
  seen: whole.describe('Records that the source listed.'),
  unchanged: whole.describe('Those of them that were as they had been.'),
  users_created: whole,
  users_updated: whole,
  users_removed: whole.describe('Deleted or made inactive.'),
  groups_created: whole,
  groups_updated: whole,
  groups_removed: whole,
  memberships_added: whole,
  memberships_removed: whole,
  out_of_scope: whole.describe('Users that the scope leaves out.'),
  refused: whole.describe('Records with a problem.'),
  held: whole.describe('Removals that wait for a decision.'),
})

/** A run as an example: that which is held is told of by others. */
export const exampleRun = {
  object: 'sync_run',
  id: exampleIds.syncRun,
  organization_id: exampleIds.organization,
  directory_id: exampleIds.directory,
  kind: 'incremental',
  trigger: 'schedule',
  state: 'completed',
  phase: 'done',
  counts: {
    seen: 12,
    unchanged: 9,
    users_created: 1,
    users_updated: 2,
    users_removed: 0,
    groups_created: 0,
    groups_updated: 0,
    groups_removed: 0,
    memberships_added: 1,
    memberships_removed: 0,
    out_of_scope: 0,
    refused: 0,
    held: 0,
  },
  expected: null,
  pages: 1,
  pauses: 0,
  waited_ms: 0,
  requested: null,
  resume_at: null,
  error_code: null,
  error_text: null,
  created_at: '2026-11-02T09:20:00.000Z',
  started_at: '2026-11-02T09:20:00.120Z',
  finished_at: '2026-11-02T09:20:03.480Z',
  updated_at: '2026-11-02T09:20:03.480Z',
} as const

/** One run of reading a directory's source. */
export const SyncRun = z
  .object({
    object: z.literal('sync_run'),
    id: z.string(),
    organization_id: z.string(),
    directory_id: z.string(),
    kind: SyncRunKind.describe('`full`: everything was read; `incremental`: what has changed.'),
    trigger: SyncRunTrigger.describe('Why it began.'),
    state: SyncRunState.describe('See [states](sync.md#runs).'),
    phase: SyncPhase.describe('What it does, or did last.'),
    counts: SyncCounts.describe('What it has done so far.'),
    expected: whole.nullable().describe('How many records there will be, where that can be told.'),
    pages: whole.describe('Pages that the source has given.'),
    pauses: whole.describe('How often it waited until the source took requests again.'),
    waited_ms: whole.describe(
      'How long its requests waited for their turn, because the source takes only so many; in milliseconds.',
    ),
    requested: z.enum(['pause', 'cancel']).nullable().describe('What a person wants of a run that works.'),
    resume_at: TimeOrNull.describe('When a paused run goes on by itself; null: when a person resumes it.'),
    error_code: z.string().nullable().describe('Why it failed or is paused: one of the [codes](sync.md#errors).'),
    error_text: z.string().nullable().describe('The same in words, with what to do.'),
    created_at: Time.describe('When it was asked for.'),
    started_at: TimeOrNull,
    finished_at: TimeOrNull,
    updated_at: Time,
  })
  .meta({ id: 'SyncRun', description: "One run of reading a directory's source.", example: exampleRun })

/** A run in a list over directories, with the names of what it belongs to. */
export const SyncRunWithDirectory = SyncRun.extend({
  directory: z.object({ id: z.string(), name: z.string(), type: z.string() }),
  organization: z.object({ id: z.string(), name: z.string() }),
}).meta({
  id: 'SyncRunWithDirectory',
  description: 'A run in a list over directories, with the names of what it belongs to.',
  example: {
    ...exampleRun,
    directory: { id: exampleIds.directory, name: 'Acme Okta', type: 'okta' },
    organization: { id: exampleIds.organization, name: 'Acme' },
  },
})

/** Somebody or something that a run would remove, or has removed. */
export const StagedRemoval = z
  .object({
    object: z.literal('staged_removal'),
    id: z.string(),
    directory_id: z.string(),
    run_id: z.string(),
    kind: RemovalKind,
    reason: RemovalReason.describe('Why: see [removals](sync.md#removals).'),
    object_id: z.string().describe('The user or group that it is about.'),
    detail: z.string().nullable().describe('The member of a membership, the attribute that loses its value.'),
    name: z.string().describe('Who or what that is: the name when the run found it.'),
    email: z.string().nullable().describe('Of the user or member that it is about, then.'),
    department: z.string().nullable().describe('The same.'),
    last_seen_at: TimeOrNull.describe(
      'When the source was last known to have it: the last full run before, or a later change that it told of.',
    ),
    state: RemovalState,
    created_at: Time,
    decided_at: TimeOrNull,
  })
  .meta({
    id: 'StagedRemoval',
    description: 'Somebody or something that a run would remove, or has removed.',
    example: {
      object: 'staged_removal',
      id: 'removal_01KA3VCZ1B3D5F7H9J1K3M5N7P',
      directory_id: exampleIds.directory,
      run_id: exampleIds.syncRun,
      kind: 'user',
      reason: 'absent',
      object_id: exampleIds.user,
      detail: null,
      name: 'Ada Okafor',
      email: 'ada@acme.example',
      department: 'Engineering',
      last_seen_at: '2026-11-01T03:10:00.000Z',
      state: 'held',
      created_at: '2026-11-02T09:20:02.000Z',
      decided_at: null,
    },
  })
