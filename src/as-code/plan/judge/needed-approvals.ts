import type { PlanApproval, PlanChange, PlanGuard } from '../../../model/overlay/plan.ts'
import type { PlanDecision } from '../../../model/overlay/plan-record.ts'
import { objectionTo, type Planned } from './four-eyes.ts'
import type { PlanSettings } from './plan-settings.ts'

type Judged = {
  readonly changes: readonly PlanChange[]
  readonly guards: readonly PlanGuard[]
  readonly settings: PlanSettings
}

/** The approvals that the settings ask for before this plan may be applied. */
export function neededApprovals({ changes, guards, settings }: Judged): PlanApproval[] {
  const open = changes.filter(({ blocked }) => !blocked)
  return settings.approvals.flatMap(({ when, kinds, by, count = 1 }) => {
    const concerned = open.filter(({ address }) => !kinds || kinds.some((kind) => kind === kindOf(address)))
    const passed = guards.some(
      (guard) => !guard.ok && guard.allowed && (!kinds || kinds.some((kind) => kind === kindOf(guard.address))),
    )
    const asks = {
      always: concerned.length > 0,
      removals: concerned.some(({ destructive }) => destructive),
      deletions: concerned.some(({ actions }) => actions.includes('delete')),
      guard: passed,
    }
    return asks[when] ? [{ when, by: [...by], count, given: 0 }] : []
  })
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
