import type { JsonObject } from '../../model/json.ts'
import type { Plan, PlanChange } from '../../model/overlay/plan.ts'
import { lostProtections } from '../plan/judge/lost-protections.ts'
import { isSameJson } from '../plan/same-json.ts'

/** A plan and who leaves which object by it. */
export type PlannedRemovals = {
  readonly plan: Pick<Plan, 'changes'>
  readonly leaving: (address: string) => readonly string[] | undefined
}

/**
 * What a plan takes away that the one that people saw does not: whoever said yes to that said nothing about these. What it adds
 * beside is no reason to ask again.
 */
export function notContained(seen: PlannedRemovals, now: PlannedRemovals): string[] {
  const known = new Map(seen.plan.changes.filter(({ blocked }) => !blocked).map((change) => [change.address, change]))
  return now.plan.changes.flatMap((change) => {
    if (!change.destructive || change.blocked) return []
    const before = known.get(change.address)
    const extra = before ? extraOf(change, before) : `${change.address} (${change.actions.join(', ')})`
    if (extra) return extra
    const foreseen = new Set(seen.leaving(change.address))
    const others = (now.leaving(change.address) ?? []).filter((id) => !foreseen.has(id)).length
    return others === 0 ? [] : `${change.address} (${others} more would leave)`
  })
}

function extraOf(change: PlanChange, before: PlanChange): string | null {
  if (change.actions.includes('delete') && !before.actions.includes('delete')) return `${change.address} (delete)`
  const seen = new Set(lostOf(before))
  const lost = lostOf(change).filter((key) => !seen.has(key) || isOtherNow(key, { change, before }))
  return lost.length === 0 ? null : `${change.address} (${lost.join(', ')})`
}

/** Whether what is lost is something else than people saw: it was changed since, and that change would be undone unseen. */
function isOtherNow(
  lost: string,
  { change, before }: { readonly change: PlanChange; readonly before: PlanChange },
): boolean {
  const [key = ''] = lost.split('.')
  const [was, is] = [before, change].map((one) => (one.before as JsonObject | null)?.[key])
  return !isSameJson(was, is)
}

function lostOf({ before, after }: PlanChange): string[] {
  return lostProtections({ before: before as JsonObject | null, after: after as JsonObject | null })
}
