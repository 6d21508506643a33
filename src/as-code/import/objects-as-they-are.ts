import { addressOf, type OverlayDocument } from '../../model/overlay/document.ts'
import type { PlanDrift } from '../../model/overlay/plan.ts'

/** Objects with what holds of the connections of directories: a document has only what was said of them last. */
export function objectsAsTheyAre<Held extends { readonly document: OverlayDocument }>(
  objects: readonly Held[],
  drift: readonly Pick<PlanDrift, 'address' | 'kind' | 'key' | 'actual'>[],
): Held[] {
  const ofConnections = Map.groupBy(
    drift.filter(({ kind }) => kind === 'connection'),
    ({ address }) => address,
  )
  return objects.map((object) => {
    const changed = ofConnections.get(addressOf(object.document)) ?? []
    const values = Object.fromEntries(changed.map(({ key, actual }) => [key, actual]))
    return { ...object, document: { ...object.document, ...values } as OverlayDocument }
  })
}
