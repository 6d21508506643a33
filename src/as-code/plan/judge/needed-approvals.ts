import type { JsonObject } from '../../../model/json.ts'
import type { PlanApproval, PlanChange, PlanGuard } from '../../../model/overlay/plan.ts'
import type { PlanDecision } from '../../../model/overlay/plan-record.ts'
import { isSameJson } from '../same-json.ts'
import { objectionTo, type Planned } from './four-eyes.ts'
import { lostProtections } from './lost-protections.ts'
import type { PlanSettings } from './plan-settings.ts'

type Judged = {
  readonly changes: readonly PlanChange[]
  readonly guards: readonly PlanGuard[]
  readonly settings: PlanSettings
}

/**
 * The approvals that the settings ask for before this plan may be applied. Each is needed for the plan that takes itself away, too, and
 * one for guards that are passed for the plan that loosens them: else one plan would open the way for the next.
 */
export function neededApprovals({ changes, guards, settings }: Judged): PlanApproval[] {
  const open = changes.filter(({ blocked }) => !blocked)
  return settings.approvals.flatMap((rule) => {
    const { when, kinds, by, count = 1 } = rule
    const isConcerned = (address: string) => !kinds || kinds.some((kind) => kind === kindOf(address))
    const concerned = open.filter(({ address }) => isConcerned(address))
    const asks = {
      always: concerned.length > 0,
      removals: concerned.some(({ destructive }) => destructive),
      deletions: concerned.some(({ actions }) => actions.includes('delete')),
      guard:
        guards.some((guard) => !guard.ok && guard.allowed && isConcerned(guard.address)) ||
        open.some((change) => (isSettings(change) || isConcerned(change.address)) && loosensGuards(change)),
    }
    const approval = { when, by: [...by], count, given: 0 }
    if (asks[when]) return [approval]
    return open.some((change) => takesAway(change, rule)) ? [{ ...approval, ends: true }] : []
  })
}

function isSettings({ address }: PlanChange): boolean {
  return kindOf(address) === 'Settings'
}

function takesAway(change: PlanChange, rule: PlanSettings['approvals'][number]): boolean {
  const { approvals = [] } = (change.after ?? {}) as Pick<PlanSettings, 'approvals'>
  return isSettings(change) && !approvals.some((other) => isSameJson(rule, other))
}

/** What is made has guarded nobody until now. */
function loosensGuards({ before, after }: PlanChange): boolean {
  if (!before) return false
  const lost = lostProtections({ before: before as JsonObject, after: after as JsonObject | null })
  return lost.some((key) => /^(guards|limits)\b/.test(key))
}

function kindOf(address: string): string {
  return address.split('/', 1)[0] ?? ''
}

/** The approvals with how many of them are there: of each member one, of those who are named only, and of nobody who made the plan. */
export function countApprovals(
  needed: readonly PlanApproval[],
  { approvals, ...planned }: Planned & { readonly approvals: readonly PlanDecision[] },
): PlanApproval[] {
  const counted = approvals.filter((one) => one.decision === 'approved' && objectionTo(one, planned) === null)
  return needed.map((approval) => {
    const givers = counted.filter((one) => mayGive(one, approval))
    return { ...approval, given: new Set(givers.map(({ actor }) => actor.id)).size }
  })
}

/** Whether a decision is that of somebody whom an approval names, by role or by address. */
function mayGive({ role, email }: Pick<PlanDecision, 'role' | 'email'>, { by }: Pick<PlanApproval, 'by'>): boolean {
  return by.some((name) => name === role || (email !== null && name.toLowerCase() === email.toLowerCase()))
}
