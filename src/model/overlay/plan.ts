import { z } from 'zod'
import type { Json, JsonObject } from '../json.ts'
import { Finding } from './finding.ts'

const Value: z.ZodType<Json> = z.json()
const object: z.ZodType<JsonObject> = z.record(z.string(), z.json())

/** Somebody who enters or leaves, or of whom nothing can be said, with the reason in words. */
const PlanPerson = z.object({ id: z.string(), name: z.string(), why: z.string() })
export type PlanPerson = z.infer<typeof PlanPerson>

/** What a change does to the members of an object: in numbers, and by name. */
export const PlanPeople = z.object({
  before: z.int().describe('How many are in it now.'),
  enter: z.int(),
  leave: z.int(),
  unknown: z.int().describe('Of how many the rule cannot be decided, for a value is missing. They are no members.'),
  samples: z
    .object({ enter: PlanPerson.array(), leave: PlanPerson.array(), unknown: PlanPerson.array() })
    .describe(
      'By name, each with why: up to 1,000 of each list and 10,000 in a plan. A plan that is asked for with `all_people` names up to 100,000.',
    ),
})
export type PlanPeople = z.infer<typeof PlanPeople>

/** A bound that a plan is held against. One that is not `ok` blocks its change until somebody allows it by name. */
export const PlanGuard = z.object({
  name: z.enum(['removals', 'deletions', 'max_members']),
  address: z.string().describe('The object, `Group/eng-leads`; for deletions the kind, `Group`.'),
  count: z.int().describe('How many go by this plan, or are in it afterwards.'),
  of: z.int().describe('How many there were.'),
  used: z
    .int()
    .default(0)
    .describe(
      'How many went by applies of the last 24 hours: with `count` they may come to `limit`. Without those allowed.',
    ),
  limit: z.int().describe('How many may go within 24 hours, or be in it.'),
  rule: z.string().describe('The limit as it is written: `10%, at least 5`.'),
  ok: z.boolean(),
  passes_at: z.iso
    .datetime()
    .nullable()
    .default(null)
    .describe('When it would pass by waiting; null where it does, and where waiting does not help.'),
  allowed: z.boolean().describe('Somebody has allowed it for this plan, with `--allow <address>`.'),
})
export type PlanGuard = z.infer<typeof PlanGuard>

/** Why a change is not carried out, and what to do for it. */
export const PlanBlock = z.object({
  code: z.enum([
    'protected',
    'guard',
    'no_removals',
    'still_referenced',
    'pinned_elsewhere',
    'managed_elsewhere',
    'not_found',
  ]),
  text: z.string(),
})
export type PlanBlock = z.infer<typeof PlanBlock>

export const planActions = [
  'create',
  'update',
  'rename',
  'delete',
  'release',
  'adopt',
  'restore',
  // Nothing else of it changes but which of its keys files declare.
  'manage',
] as const
export type PlanAction = (typeof planActions)[number]

/** Why something is planned, for programs. */
export const planReasons = [
  'file_added',
  'file_changed',
  'file_removed',
  'listed_as_removed',
  'renamed',
  'drifted',
  'keys_changed',
  'depends_on_change',
] as const

/** One object that changes, or whose members do. */
export const PlanChange = z.object({
  address: z.string().describe('`<Kind>/<id>`.'),
  name: z.string(),
  actions: z.enum(planActions).array().min(1),
  reason: z.enum(planReasons),
  previous_address: z.string().nullable().describe('What it was called before, of a rename.'),
  place: z.object({ file: z.string(), line: z.int() }).nullable().describe('Where it is declared.'),
  before: object.nullable(),
  after: object.nullable(),
  fields: z.object({ key: z.string(), before: Value, after: Value }).array().describe('What changes, key by key.'),
  people: PlanPeople.nullable().describe('Null where nobody is concerned.'),
  destructive: z.boolean().describe('It takes something away: an object, members, a protection.'),
  blocked: PlanBlock.nullable(),
})
export type PlanChange = z.infer<typeof PlanChange>

/** Something that was changed outside of the files. */
export const PlanDrift = z.object({
  address: z.string(),
  name: z.string(),
  kind: z.enum(['field', 'hand_member', 'connection']),
  key: z.string().describe('The key of the document, or the person.'),
  declared: Value,
  actual: Value,
  place: z.object({ file: z.string(), line: z.int() }).nullable(),
  by: z.string().nullable().describe('Who did it, where that is known.'),
  at: z.iso.datetime().nullable(),
})
export type PlanDrift = z.infer<typeof PlanDrift>

/** A source that the plan stands on, and how old its data is. */
export const PlanSource = z.object({
  id: z.string(),
  directory: z.string(),
  as_of: z.iso.datetime().nullable().describe('When it was last heard of; null when it never was.'),
  stale: z.boolean().describe('Older than `guards.maxDataAge` allows: nothing is applied.'),
})
export type PlanSource = z.infer<typeof PlanSource>

/** A case of a Test document, as it came out. */
export const PlanTest = z.object({
  name: z.string(),
  file: z.string(),
  line: z.int(),
  passed: z.boolean(),
  failures: z.string().array(),
})

/** How much of what. */
export const PlanSummary = z.object({
  create: z.int(),
  update: z.int(),
  rename: z.int(),
  delete: z.int(),
  release: z.int(),
  adopt: z.int(),
  restore: z.int(),
  manage: z.int(),
  blocked: z.int(),
  enter: z.int(),
  leave: z.int(),
  unknown: z.int(),
})
export type PlanSummary = z.infer<typeof PlanSummary>

/** An approval that the settings ask for, or the owners of files have to give, and whether it is there. */
export const PlanApproval = z.object({
  when: z.enum(['always', 'removals', 'deletions', 'guard']),
  by: z.string().array(),
  paths: z.string().array().optional().describe('Of owners of files: which of their files change.'),
  ends: z.boolean().optional().describe('True where it is asked for because the plan takes it away, or changes it.'),
  count: z.int(),
  given: z.int(),
})
export type PlanApproval = z.infer<typeof PlanApproval>

/**
 * What an apply would do, in the format of `muster plan --json`. New keys may come; what is there stays as long as `format_version`
 * does.
 */
export const Plan = z.object({
  format_version: z.literal(1),
  id: z.string().nullable().describe('Null for a plan that was not kept.'),
  organization_id: z.string(),
  config_hash: z.string().describe('Of the documents, whatever their order and layout.'),
  revision: z.int().describe('Of the overlay that it was made on.'),
  sources: PlanSource.array(),
  changes: PlanChange.array(),
  drift: PlanDrift.array().describe('What was changed outside and is touched by this plan.'),
  guards: PlanGuard.array(),
  findings: Finding.array(),
  tests: PlanTest.array(),
  approvals: PlanApproval.array(),
  allowed: z.string().array().describe('Addresses whose guards somebody has allowed to be passed.'),
  no_removals: z.boolean(),
  summary: PlanSummary,
  applyable: z.boolean().describe('There is something to apply and nothing in its way as a whole.'),
  obstacles: z.string().array().describe('What is in the way of applying it, each with what to do.'),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
})
export type Plan = z.infer<typeof Plan>

/** What became of one change of an apply. */
export const AppliedChange = z.object({
  address: z.string(),
  actions: z.enum(planActions).array(),
  outcome: z.enum(['applied', 'blocked', 'failed']),
  text: z.string().nullable().describe('Why not, of what was not applied.'),
})
export type AppliedChange = z.infer<typeof AppliedChange>

export const planStates = [
  'planned',
  'approved',
  'applying',
  'applied',
  'failed',
  'superseded',
  'rejected',
  'expired',
] as const
export type PlanState = (typeof planStates)[number]
