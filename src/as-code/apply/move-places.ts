import { addressOf } from '../../model/overlay/document.ts'
import type { DeclaredAt, OverlayObject } from '../../model/overlay/object.ts'
import type { WantedDocument } from '../../model/overlay/wanted-document.ts'
import { writeObjectPlaces } from '../../store/overlay/write-places.ts'
import type { ObjectChange } from '../plan/object-change.ts'
import type { OverlayWork } from './write-object-changes.ts'

type Moved = {
  readonly wanted: readonly WantedDocument[]
  readonly objects: readonly OverlayObject[]
  readonly changes: readonly ObjectChange[]
}

/**
 * Notes where unchanged objects are declared now, for whoever looks for the line. It is no change of the object: nothing is told,
 * and no revision passes.
 */
export async function movePlaces(
  { transaction, organizationId }: OverlayWork,
  { wanted, objects, changes }: Moved,
): Promise<void> {
  const changed = new Set(changes.map(({ after }) => addressOf(after)))
  const inEffect = new Map(objects.map((object) => [addressOf(object), object.managedBy]))
  const moved = wanted.flatMap(({ document, at }) => {
    const address = addressOf(document)
    const before = inEffect.get(address)
    return !before || changed.has(address) || isSamePlace(before, at)
      ? []
      : { kind: document.kind, id: document.id, at }
  })
  await writeObjectPlaces(transaction, organizationId, moved)
}

function isSamePlace(one: DeclaredAt, other: DeclaredAt): boolean {
  return one.repository === other.repository && one.file === other.file && one.line === other.line
}
