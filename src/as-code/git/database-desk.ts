import { AppError } from '../../errors.ts'
import type { ConfigRepository } from '../../model/config-repository.ts'
import type { PlanActor } from '../../model/overlay/plan-record.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Database } from '../../store/database.ts'
import { findPlan } from '../../store/overlay/plans.ts'
import type { ApplyDirectories } from '../apply/apply-directories.ts'
import { applyPlan } from '../apply/apply-plan.ts'
import { keepPlan, orderPlan } from '../plan/keep-plan.ts'
import type { PlanDesk } from './plan-desk.ts'

export type DeskGround = {
  readonly database: Database
  readonly platform: Platform
  readonly applyDirectories: ApplyDirectories
  /** Told after the commit: members and people follow what was applied. */
  readonly onApplied: (organizationId: string) => void
}

/** Makes, keeps and applies the plans of commits in the database. */
export function databaseDesk({ database, platform, applyDirectories, onApplied }: DeskGround): PlanDesk {
  return {
    async plan({ repository, commit }) {
      const { organizationId, name, branch } = repository
      const origin = {
        type: 'repository',
        repository: name,
        commit: commit.commit,
        branch,
        pull_request: null,
      } as const
      const order = { organizationId, files: commit.files, findings: [], origin, createdBy: actorOf(repository) }
      const record = await orderPlan({ on: database, platform }, order)
      if (record.plan.changes.length > 0 || record.plan.obstacles.length > 0) {
        await database.transaction((transaction) => keepPlan(transaction, record))
      }
      return record
    },
    find: (organizationId, planId) => findPlan(database, planId, { organizationId }),
    async apply(repository, planId) {
      const { organizationId } = repository
      const { record } = await database.transaction(async (transaction) => {
        const found = await findPlan(transaction, planId, { organizationId, lock: true })
        if (!found) throw new AppError('not_found', { what: 'plan', id: planId })
        const cause = { source: 'as_code', actorId: repository.id, requestId: null } as const
        return applyPlan({ transaction, platform, organizationId, cause }, found, applyDirectories)
      })
      onApplied(organizationId)
      return record
    },
  }
}

function actorOf({ id, name }: ConfigRepository): PlanActor {
  return { type: 'repository', id, name }
}
