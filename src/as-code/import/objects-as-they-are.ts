import type { JsonObject } from '../../model/json.ts'
import { addressOf, type OverlayDocument } from '../../model/overlay/document.ts'
import type { PlanDrift } from '../../model/overlay/plan.ts'
import { connectionKeys } from '../objects/connection-settings.ts'

type Held = { readonly document: OverlayDocument; readonly declared: JsonObject | null }

/**
 * Objects with what holds of the connections of directories: a document has only what was said of them last. What no file declares of a
 * connection is nobody's but those who set it there, and is left out.
 */
export function objectsAsTheyAre<One extends Held>(
  objects: readonly One[],
  drift: readonly Pick<PlanDrift, 'address' | 'kind' | 'key' | 'actual'>[],
): One[] {
  const ofConnections = Map.groupBy(
    drift.filter(({ kind }) => kind === 'connection'),
    ({ address }) => address,
  )
  return objects.map((object) => {
    if (object.document.kind !== 'Directory') return object
    const changed = ofConnections.get(addressOf(object.document)) ?? []
    const holding = { ...object.declared, ...Object.fromEntries(changed.map(({ key, actual }) => [key, actual])) }
    const { mapping: _, scope: __, guards: ___, ...document } = object.document
    const values = connectionKeys.flatMap((key) => (key in holding ? [[key, holding[key]] as const] : []))
    return { ...object, document: { ...document, ...Object.fromEntries(values) } as OverlayDocument }
  })
}
