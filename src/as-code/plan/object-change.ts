import type { DocumentKind } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { PlanAction, PlanChange } from '../../model/overlay/plan.ts'

/** One object of the overlay before and after; one that has `deletedAt` afterwards is deleted, and can be restored. */
export type ObjectChange = {
  readonly kind: DocumentKind
  readonly id: string
  readonly actions: readonly PlanAction[]
  readonly reason: PlanChange['reason']
  readonly before: OverlayObject | null
  readonly after: OverlayObject
}

/** True when the object, or something of it, is no longer in effect afterwards. */
export function isDeletion({ actions }: Pick<ObjectChange, 'actions'>): boolean {
  return actions.includes('delete')
}
