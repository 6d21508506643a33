import { forgetPins, readWaitingRefs, writePins } from '../../store/overlay/pins.ts'
import { documentsAfter, type MadePlan } from '../plan/make-plan.ts'
import { personRefsOf } from '../plan/refs/person-refs.ts'
import type { OverlayWork } from './write-object-changes.ts'

/**
 * Remembers whom the references of documents in effect mean, and forgets those that no document has any more. True when somebody
 * is meant by one who was not before.
 */
export async function settlePins(
  { transaction, organizationId, platform }: OverlayWork,
  { pins, pinned, objects, changes }: Pick<MadePlan, 'pins' | 'pinned' | 'objects' | 'changes'>,
): Promise<boolean> {
  const used = new Set(documentsAfter(objects, changes).flatMap(personRefsOf))
  const waiting = await readWaitingRefs(transaction, organizationId)
  const known = new Set(waiting)
  const changed = [...pins].filter(([ref, person]) => {
    if (!used.has(ref)) return false
    return person === null ? !known.has(ref) && !pinned.has(ref) : pinned.get(ref) !== person
  })
  await writePins(transaction, organizationId, { pins: new Map(changed), at: platform.clock.now() })
  const unused = [...pinned.keys(), ...waiting].filter((ref) => !used.has(ref))
  await forgetPins(transaction, organizationId, unused)
  return changed.some(([, person]) => person !== null)
}
