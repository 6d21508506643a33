import type { JsonObject } from '../../model/json.ts'
import type { StagedRemoval } from '../../model/sync-run.ts'
import type { User } from '../../model/user.ts'
import { type Facts, problemsAt, type StepFinding } from './facts.ts'

/** To which user here the person was matched, or why to none. */
export function matchedStep(facts: Facts): StepFinding {
  const { user, deleted } = facts
  const [refusal] = problemsAt(facts, 'directory')
  if (refusal) {
    const { code, text, lastSeenAt } = refusal.problem
    const isTaken = code === 'user_name_taken'
    const found = { code: isTaken ? 'name_taken' : 'refused_here', facts: { reason: text }, at: lastSeenAt } as const
    return { name: 'matched', state: 'not_ok', ...found }
  }
  const matched = user?.user ?? deleted?.user
  if (!matched) return { name: 'matched', state: 'unknown', code: 'match_not_reached' }
  const by = matched.externalId === null ? 'username' : 'external_id'
  const facts_ = { user_id: matched.id, by, value: matched.externalId ?? matched.userName }
  return { name: 'matched', state: 'ok', code: 'matched', facts: facts_, at: matched.createdAt }
}

/** What is so here now: active, inactive, about to go, gone. */
export function presentStep(facts: Facts): StepFinding {
  return { name: 'present', ...present(facts) }
}

type Finding = Omit<StepFinding, 'name'>

function present(facts: Facts): Finding {
  const { user, deleted } = facts
  if (!user) return deleted ? deletedFinding(facts) : { state: 'not_ok', code: 'not_here' }
  const open = facts.removals.find(({ kind }) => kind === 'user')
  if (open && open.state !== 'rejected') return removalFinding(open)
  const { active, inactiveSince } = user.user
  if (active) {
    if (inactiveSince === null) return { state: 'ok', code: 'active', at: user.user.updatedAt }
    return { state: 'ok', code: 'kept_active', at: inactiveSince }
  }
  if (facts.record?.hasLeft) return { state: 'not_ok', code: 'inactive_left_scope', at: inactiveSince }
  return { state: 'not_ok', code: 'inactive_at_source', facts: endOf(facts, user.user), at: inactiveSince }
}

function removalFinding({ state, reason, runId, createdAt }: StagedRemoval): Finding {
  const code = state === 'held' ? 'removal_held' : 'removal_planned'
  return { state: 'not_ok', code, facts: { reason, run_id: runId }, at: createdAt }
}

const dayMs = 86_400_000

/** When an inactive user is deleted, where the directory's policy says so. */
function endOf({ directory: { deprovisioning } }: Facts, { inactiveSince }: User): JsonObject {
  if (deprovisioning.policy !== 'delete_after_grace' || inactiveSince === null) return { deleted_at: null }
  return { deleted_at: new Date(inactiveSince.getTime() + deprovisioning.graceDays * dayMs).toISOString() }
}

function deletedFinding({ deleted, directory }: Facts): Finding {
  if (!deleted) return { state: 'not_ok', code: 'not_here' }
  const until = new Date(deleted.deletedAt.getTime() + directory.deprovisioning.restoreDays * dayMs)
  const facts = { by: deleted.deletedBy.source, restorable_until: until.toISOString() }
  return { state: 'not_ok', code: 'deleted', facts, at: deleted.deletedAt }
}
