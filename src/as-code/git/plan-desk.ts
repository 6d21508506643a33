import type { ConfigRepository } from '../../model/config-repository.ts'
import type { PlanRecord } from '../../model/overlay/plan-record.ts'
import type { RepositoryCommit } from './read-repository.ts'

/** A commit that is to be planned. */
export type CommitToPlan = { readonly repository: ConfigRepository; readonly commit: RepositoryCommit }

/** Where the plans of commits are made, kept and carried out. */
export type PlanDesk = {
  /** Plans a commit; plans of earlier commits of the repository are superseded by it. */
  plan(commit: CommitToPlan): Promise<PlanRecord>
  find(organizationId: string, planId: string): Promise<PlanRecord | null>
  /** Applies a plan in the name of the repository. Throws what stands in the way, such as `plan_outdated`. */
  apply(repository: ConfigRepository, planId: string): Promise<PlanRecord>
}
