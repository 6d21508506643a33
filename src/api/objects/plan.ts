import { z } from 'zod'
import { AppliedChange, Plan as PlanDocument, planStates } from '../../model/overlay/plan.ts'
import { PlanActor, PlanDecision, PlanOrigin } from '../../model/overlay/plan-record.ts'
import { exampleIds, Time, TimeOrNull } from './fields.ts'

const exampleHead = {
  object: 'plan',
  id: 'plan_01KA3VC3D5E7F9G1H3J5K7M9N1',
  organization_id: exampleIds.organization,
  state: 'planned',
  origin: { type: 'files', repository: 'acme/directory', commit: '9f3c2d1', branch: 'eng-leads', pull_request: '41' },
  summary: {
    ...{ create: 0, update: 1, rename: 0, delete: 0, release: 0, adopt: 0, restore: 0, manage: 0 },
    ...{ blocked: 0, enter: 14, leave: 3, unknown: 2 },
  },
  applyable: true,
  config_hash: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
  approvals: [],
  result: null,
  created_by: { type: 'api_key', id: 'api_key_01KA3V9D2K6P8Q0R2S4T6V8W0X', name: 'CI', member_id: null },
  created_at: '2026-11-22T12:00:00.000Z',
  expires_at: '2026-11-23T12:00:00.000Z',
  finished_at: null,
} as const

const examplePerson = {
  id: 'person_01KA3VA1C2D4E6F8G0H2J4K6M8',
  name: 'Ada Lovelace',
  why: 'person.title.contains("Lead")',
}

const examplePlan = {
  format_version: 1,
  id: exampleHead.id,
  organization_id: exampleIds.organization,
  config_hash: exampleHead.config_hash,
  revision: 12,
  sources: [{ id: 'hris', directory: exampleIds.directory, as_of: '2026-11-22T11:58:00.000Z', stale: false }],
  changes: [
    {
      address: 'Group/eng-leads',
      name: 'Engineering leads',
      actions: ['update'],
      reason: 'file_changed',
      previous_address: null,
      place: { file: 'groups/eng-leads.yaml', line: 1 },
      before: { kind: 'Group', id: 'eng-leads', members: { rule: 'person.title == "Lead"', mode: 'exact' } },
      after: { kind: 'Group', id: 'eng-leads', members: { rule: 'person.title.contains("Lead")', mode: 'exact' } },
      fields: [{ key: 'members.rule', before: 'person.title == "Lead"', after: 'person.title.contains("Lead")' }],
      people: {
        ...{ before: 41, enter: 14, leave: 3, unknown: 2 },
        samples: { enter: [examplePerson], leave: [], unknown: [] },
      },
      destructive: true,
      blocked: null,
    },
  ],
  drift: [],
  guards: [
    {
      name: 'removals',
      address: 'Group/eng-leads',
      ...{ count: 3, of: 41, used: 2, limit: 5 },
      rule: '10%, at least 5',
      ok: true,
      passes_at: null,
      allowed: false,
    },
  ],
  findings: [],
  tests: [],
  approvals: [],
  allowed: [],
  no_removals: false,
  summary: exampleHead.summary,
  applyable: true,
  obstacles: [],
  created_at: exampleHead.created_at,
  expires_at: exampleHead.expires_at,
} as const

const Head = z.object({
  object: z.literal('plan'),
  id: z.string(),
  organization_id: z.string(),
  state: z.enum(planStates),
  origin: PlanOrigin.describe('Where the files come from.'),
  summary: PlanDocument.shape.summary,
  applyable: z.boolean(),
  config_hash: z.string(),
  approvals: PlanDecision.array().describe('Who has said yes or no to it.'),
  result: z
    .object({ changes: AppliedChange.array(), revision: z.int().nullable(), text: z.string().nullable() })
    .nullable()
    .describe('What came of applying it, change by change.'),
  created_by: PlanActor,
  created_at: Time,
  expires_at: Time.describe('Until when it can be applied.'),
  finished_at: TimeOrNull,
})

/** A plan in a list. */
export const PlanHead = Head.meta({
  id: 'PlanHead',
  description: 'A plan of what files would change, as lists show it.',
  example: exampleHead,
})

/** A plan with all that it would do. */
export const Plan = Head.extend({
  plan: PlanDocument.describe('What it would do, in the format of `muster plan --json`.'),
}).meta({
  id: 'Plan',
  description: 'A plan of what files would change: which objects, and who enters and leaves.',
  example: { ...exampleHead, plan: examplePlan },
})
