import { z } from 'zod'
import { Guards, MappingLine, PullDirectoryType, Schedule, Scope } from '../../model/connection.ts'
import { AnyObject, exampleIds, Time, TimeOrNull, times } from './fields.ts'

const example = {
  object: 'connection',
  organization_id: exampleIds.organization,
  directory_id: exampleIds.directory,
  type: 'okta',
  settings: { org_url: 'acme.okta.com', client_id: '0oa1b2c3d4', private_key: '********' },
  mapping: [],
  scope: { groups: [], org_units: [], rule: null, on_leave: 'suspend' },
  guards: {
    users: { percent: 10, at_least: 5 },
    groups: { percent: 20, at_least: 5 },
    memberships: { percent: 20, at_least: 20 },
    blanked: { percent: 20, at_least: 5 },
  },
  schedule: { is_enabled: true, interval_minutes: 15, full_cron: '0 3 * * *' },
  generation: 1,
  next_run_at: '2026-11-02T09:35:00.000Z',
  last_succeeded_at: '2026-11-02T09:20:03.480Z',
  last_full_at: '2026-11-02T03:00:41.012Z',
  quarantine: null,
  wake_up_url: null,
  created_at: '2026-11-02T09:01:00.000Z',
  updated_at: '2026-11-02T09:01:00.000Z',
} as const

const Quarantine = z.object({
  since: Time,
  code: z.string().describe('One of the [codes](sync.md#errors).'),
  text: z.string().describe('What is wrong, and what to do.'),
})

/** How a directory is connected to the source that Muster reads. */
export const Connection = z
  .object({
    object: z.literal('connection'),
    organization_id: z.string(),
    directory_id: z.string(),
    type: PullDirectoryType,
    settings: AnyObject.describe(
      "By the connector's schema. What is secret is shown as `********`; sent back like that, it stays. With another address (`address` in the schema) it must be given again.",
    ),
    mapping: MappingLine.array().describe("The [lines](sync.md#mapping) that differ from the connector's own."),
    scope: Scope.describe('Who is synced: see [scope](sync.md#scope).'),
    guards: Guards.describe('From how much on removals are held: see [guards](sync.md#guards).'),
    schedule: Schedule.describe('When it is read: see [schedule](sync.md#schedule).'),
    generation: z.int().describe('Grows when settings, mapping or scope change: everybody is looked at anew.'),
    next_run_at: TimeOrNull,
    last_succeeded_at: TimeOrNull.describe('When a run last completed.'),
    last_full_at: TimeOrNull.describe('When a full run last completed.'),
    quarantine: Quarantine.nullable().describe('Why no run is tried but a probe now and then; null while it works.'),
    wake_up_url: z
      .url()
      .nullable()
      .describe(
        'Where the source tells of changes; null where none was made, and for keys without `connections:write`: whoever knows it can make the source be read.',
      ),
    ...times,
  })
  .meta({
    id: 'Connection',
    description: 'How a directory is connected to the source that Muster reads.',
    example,
  })
