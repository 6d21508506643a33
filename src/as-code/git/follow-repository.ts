import { AppError } from '../../errors.ts'
import type { ConfigRepository, FollowState } from '../../model/config-repository.ts'
import type { PlanRecord } from '../../model/overlay/plan-record.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Sealer } from '../../platform/sealer.ts'
import { GitFailure } from './git-failure.ts'
import type { PlanDesk } from './plan-desk.ts'
import { type ReadOptions, type RepositoryCommit, readRepository } from './read-repository.ts'
import { addressRulesOf } from './repository-address.ts'
import { openRepositorySecrets } from './repository-secrets.ts'

/** What a repository is looked at with. */
export type Follower = {
  readonly platform: Platform
  readonly sealer: Sealer
  /** What may be read; of the folder of repositories each organization has its own. */
  readonly read: ReadOptions
  readonly desk: PlanDesk
}

/** What came of a look: the state to keep, and the commit that is known from now on. */
export type LookResult = Pick<ConfigRepository, 'state' | 'lastCommit'>

/**
 * Looks at a repository once: a new commit is planned, and what its plan allows is applied. Never throws for what is wrong with the
 * repository or its files: that is in the state.
 */
export async function followRepository(follower: Follower, repository: ConfigRepository): Promise<LookResult> {
  const looked_at = follower.platform.clock.now().toISOString()
  try {
    const found = await look(follower, repository)
    const state = { status: 'followed', looked_at, error: null, failures: 0, ...found.seen } as const
    return { lastCommit: found.lastCommit, state }
  } catch (error) {
    const failure = toFailure(error)
    if (!failure)
      follower.platform.log.error({ err: error, repository: repository.id }, 'A repository could not be followed')
    const failures = repository.state.failures + 1
    const told = failure ?? { code: 'internal_error', text: 'Something went wrong here. It is tried again.' }
    const state: FollowState = { ...repository.state, status: 'failed', looked_at, error: told, failures }
    return { lastCommit: repository.lastCommit, state }
  }
}

type Found = { readonly lastCommit: string | null; readonly seen: Pick<FollowState, 'commit' | 'plan_id'> }

async function look(follower: Follower, repository: ConfigRepository): Promise<Found> {
  const open = await openPlan(follower, repository)
  // A plan that nobody decided on in time is made anew of the same commit.
  const known = open?.state === 'expired' ? null : repository.lastCommit
  const commit = await readCommit(follower, repository, known)
  if (commit) return planCommit(follower, repository, commit)
  if (open && mayApply(repository, open)) {
    const isApplied = await tryToApply(follower, repository, open)
    const again = isApplied ? null : await readCommit(follower, repository, null)
    if (again) return planCommit(follower, repository, again)
  }
  const { commit: seen, plan_id } = repository.state
  return { lastCommit: repository.lastCommit, seen: { commit: seen, plan_id } }
}

async function openPlan({ desk }: Follower, { organizationId, state }: ConfigRepository): Promise<PlanRecord | null> {
  return state.plan_id === null ? null : desk.find(organizationId, state.plan_id)
}

async function readCommit(
  { sealer, read }: Follower,
  repository: ConfigRepository,
  known: string | null,
): Promise<RepositoryCommit | null> {
  const secrets = openRepositorySecrets(sealer, repository)
  if (secrets === null) {
    const text = 'The secrets of this repository were stored under another MUSTER_SECRET_KEY. Give them again.'
    throw new GitFailure('unusable', text)
  }
  const { url, branch, folder } = repository
  const rules = addressRulesOf(read.rules, repository.organizationId)
  return readRepository({ url, branch, folder, secrets }, known, { ...read, rules })
}

async function planCommit(follower: Follower, repository: ConfigRepository, commit: RepositoryCommit): Promise<Found> {
  const record = await follower.desk.plan({ repository, commit })
  if (mayApply(repository, record)) await tryToApply(follower, repository, record)
  const { commit: id, author, subject, committedAt } = commit
  const hasEffect = record.plan.changes.length > 0 || record.plan.obstacles.length > 0
  const seen = {
    commit: { id, author, subject, committed_at: committedAt.toISOString() },
    plan_id: hasEffect ? record.id : null,
  }
  return { lastCommit: id, seen }
}

/** Whether a plan is applied without another word, by what its repository says. */
function mayApply({ autoApply }: ConfigRepository, { state, plan }: PlanRecord): boolean {
  if (autoApply === 'never' || !plan.applyable) return false
  if (state === 'approved') return true
  const takesAway = plan.changes.some(({ destructive, blocked }) => destructive || blocked !== null)
  return autoApply === 'additive' && state === 'planned' && !takesAway
}

/** False where a plan has to be made anew before anything is applied. */
async function tryToApply({ desk }: Follower, repository: ConfigRepository, { id }: PlanRecord): Promise<boolean> {
  try {
    await desk.apply(repository, id)
    return true
  } catch (error) {
    // It waits for those who have to approve it, or somebody was faster.
    if (isAny(error, ['plan_not_approved', 'plan_closed'])) return true
    if (isAny(error, ['plan_outdated', 'plan_expired'])) return false
    throw error
  }
}

function isAny(error: unknown, codes: readonly string[]): boolean {
  return error instanceof AppError && codes.includes(error.code)
}

function toFailure(error: unknown): { readonly code: string; readonly text: string } | null {
  if (error instanceof GitFailure || error instanceof AppError) return { code: error.code, text: error.message }
  return null
}
