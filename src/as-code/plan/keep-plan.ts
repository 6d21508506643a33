import type { Cause } from '../../model/event.ts'
import type { PlanActor, PlanOrigin, PlanRecord } from '../../model/overlay/plan-record.ts'
import type { SettingsDocument } from '../../model/overlay/settings-document.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Queryable } from '../../store/database.ts'
import { insertPlan, supersedePlans } from '../../store/overlay/plans.ts'
import { readCoverage } from '../../store/overlay/read-coverage.ts'
import { makePlan } from './make-plan.ts'
import { everybodyNamed, usuallyNamed } from './people/named-people.ts'
import { readPlanWorld } from './plan-world.ts'
import { type PlanFiles, readWanted } from './read-wanted.ts'

/** A plan that is asked for. */
export type PlanOrder = Pick<PlanFiles, 'files' | 'findings' | 'change'> & {
  readonly organizationId: string
  readonly origin: PlanOrigin
  readonly createdBy: PlanActor
  /** Addresses whose guards may be passed, and references that may mean somebody else. */
  readonly allowed?: readonly string[]
  readonly noRemovals?: boolean
  /** Names everybody who enters or leaves, so far as a plan can hold them; else as many as plans usually do. */
  readonly allPeople?: boolean
}

/** What a plan is made with. */
export type PlanGround = { readonly on: Queryable; readonly platform: Platform }

/** Makes a plan of files on what is there now, without keeping it. Nothing is changed. */
export async function orderPlan({ on, platform }: PlanGround, order: PlanOrder): Promise<PlanRecord> {
  const now = platform.clock.now()
  const { organizationId, origin, createdBy, allowed = [], noRemovals = false, allPeople = false } = order
  const { repository, commit } = origin
  const world = await readPlanWorld(on, organizationId)
  const settings = world.objects.find(({ kind }) => kind === 'Settings')?.document as SettingsDocument | undefined
  const coverage = await readCoverage(on, organizationId)
  const ground = { now, coverage, ...(settings?.owners && { ownersInEffect: settings.owners }) }
  const read = await readWanted({ ...order, repository, commit }, ground)
  const id = platform.newId('plan', now)
  const { plan, leaving } = await makePlan(world, {
    ...read,
    ...{ organizationId, repository, isFollowed: origin.type === 'repository', allowed, noRemovals, id, now },
    named: allPeople ? everybodyNamed : usuallyNamed,
  })
  return {
    ...{ organizationId, id, state: 'planned', documents: read.wanted, plan, leaving: Object.fromEntries(leaving) },
    ...{ origin, approvals: [], result: null, createdBy },
    ...{ createdAt: now, expiresAt: new Date(plan.expires_at), finishedAt: null },
  }
}

/** Keeps a plan, so that it can be looked at, approved and applied. One of a repository ends those of earlier commits. */
export async function keepPlan(on: Queryable, record: PlanRecord): Promise<void> {
  const { organizationId, id, origin, createdAt } = record
  await insertPlan(on, record)
  if (origin.type !== 'repository' || origin.repository === null) return
  await supersedePlans(on, organizationId, { repository: origin.repository, except: id, at: createdAt })
}

/** For whom something of the overlay is done, where no person asked for it. */
export const asCodeCause: Cause = { source: 'as_code', actorId: null, requestId: null }
