import type { Queryable } from '../store/database.ts'
import { carryHand, carryPins } from '../store/overlay/carry-person.ts'
import { raiseOverlayRevision } from '../store/overlay/write-objects.ts'

/**
 * Gives what files and people say by name of somebody who turned out to be another to that one, under the lock of the
 * organization's stream. What was said of the other by hand about the same object holds. Memberships follow when both are evaluated.
 */
export async function carryOverlay(
  on: Queryable,
  organizationId: string,
  { from, into, now }: { readonly from: string; readonly into: string; readonly now: Date },
): Promise<void> {
  const [pins] = await Promise.all([
    carryPins(on, organizationId, { from, into }),
    carryHand(on, organizationId, { from, into }),
  ])
  if (pins > 0) await raiseOverlayRevision(on, organizationId, now)
}
