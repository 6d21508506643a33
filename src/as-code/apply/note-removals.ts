import type { Plan } from '../../model/overlay/plan.ts'
import { noteRemovals, type Removal } from '../../store/overlay/removals.ts'
import type { MadePlan } from '../plan/make-plan.ts'
import { isDeletion } from '../plan/object-change.ts'
import type { OverlayWork } from './write-object-changes.ts'

/**
 * Notes what an apply takes away, so that the guards of the next 24 hours count it. What somebody let pass its guard by name is not
 * noted: a person was asked about it, as about removals that a sync run holds.
 */
export async function noteRemoved(work: OverlayWork, made: MadePlan): Promise<void> {
  const { transaction, organizationId, platform } = work
  await noteRemovals(transaction, organizationId, { removals: removalsOf(made), at: platform.clock.now() })
}

/** What of an apply counts for the guards of those that follow. */
export function removalsOf({ plan, changes, leaving }: Pick<MadePlan, 'plan' | 'changes' | 'leaving'>): Removal[] {
  const left = [...leaving].flatMap(([address, people]) => {
    if (wasAsked(plan, 'removals', address)) return []
    const [kind, objectId = ''] = address.split('/') as [Removal['kind'], string?]
    return people.map((personId) => ({ kind, objectId, personId }))
  })
  const deleted = changes.filter((change) => isDeletion(change) && !wasAsked(plan, 'deletions', change.kind))
  return [...left, ...deleted.map(({ kind, id }) => ({ kind, objectId: id, personId: null }))]
}

function wasAsked({ guards }: Pick<Plan, 'guards'>, name: string, address: string): boolean {
  return guards.some((guard) => guard.name === name && guard.address === address && !guard.ok && guard.allowed)
}
