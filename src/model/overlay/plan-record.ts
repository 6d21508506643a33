import { z } from 'zod'
import type { JsonObject } from '../json.ts'
import type { AppliedChange, Plan, PlanState } from './plan.ts'
import type { WantedDocument } from './wanted-document.ts'

/** Where the documents of a plan come from. */
export const PlanOrigin = z.object({
  type: z.enum(['files', 'repository']),
  repository: z.string().nullable().describe('The repository, as the server or the sender of the files calls it.'),
  commit: z.string().nullable(),
  branch: z.string().nullable(),
  pull_request: z.string().nullable().describe('The pull request that the plan was made for.'),
  author: z.string().array().optional().describe('Who changed the files, as the sender of them says.'),
})
export type PlanOrigin = z.infer<typeof PlanOrigin>

/** Who made, approved or rejected a plan. */
export const PlanActor = z.object({
  type: z.enum(['api_key', 'member', 'portal_link', 'repository']),
  id: z.string().nullable(),
  name: z.string(),
  member_id: z
    .string()
    .nullable()
    .optional()
    .describe('The member behind it: of a key who made it, or the key that it was made with. Null: not known.'),
})
export type PlanActor = z.infer<typeof PlanActor>

/** Somebody's word on a plan. */
export const PlanDecision = z.object({
  decision: z.enum(['approved', 'rejected']),
  actor: PlanActor,
  /** The role of a member at the time, and the address: by these the settings name who may approve. */
  role: z.string().nullable(),
  email: z.string().nullable(),
  reason: z.string().nullable(),
  at: z.iso.datetime(),
})
export type PlanDecision = z.infer<typeof PlanDecision>

/** What came of applying a plan. */
export const PlanResult = z.object({
  changes: z.array(z.custom<AppliedChange>()),
  revision: z.int().nullable(),
  text: z.string().nullable(),
})
export type PlanResult = z.infer<typeof PlanResult>

/** A plan as it is kept: with its documents, so that it can be made again when it is applied. */
export type PlanRecord = {
  readonly organizationId: string
  readonly id: string
  readonly state: PlanState
  readonly documents: readonly WantedDocument[]
  readonly plan: Plan
  /** Who leaves which object by it, by address. */
  readonly leaving: Readonly<Record<string, readonly string[]>>
  readonly origin: PlanOrigin
  readonly approvals: readonly PlanDecision[]
  readonly result: PlanResult | null
  readonly createdBy: PlanActor
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly finishedAt: Date | null
}

/** A plan in a list: without its changes, which may be many. */
export type PlanHead = Omit<PlanRecord, 'documents' | 'plan' | 'leaving'> & {
  readonly summary: Plan['summary']
  readonly applyable: boolean
  readonly configHash: string
}

/** A plan as lists of the API show it. */
export function toPlanHeadObject(head: PlanHead): JsonObject {
  return {
    object: 'plan',
    id: head.id,
    organization_id: head.organizationId,
    state: head.state,
    origin: { ...head.origin },
    summary: { ...head.summary },
    applyable: head.applyable,
    config_hash: head.configHash,
    approvals: head.approvals.map((one) => ({ ...one, actor: { ...one.actor } })),
    result: head.result && { ...head.result, changes: head.result.changes.map((one) => ({ ...one })) },
    created_by: { ...head.createdBy },
    created_at: head.createdAt.toISOString(),
    expires_at: head.expiresAt.toISOString(),
    finished_at: head.finishedAt?.toISOString() ?? null,
  }
}

/** A plan with all that it would do. */
export function toPlanObject(record: PlanRecord): JsonObject {
  const { plan } = record
  const head = { ...record, summary: plan.summary, applyable: plan.applyable, configHash: plan.config_hash }
  return { ...toPlanHeadObject(head), plan: plan as JsonObject }
}
