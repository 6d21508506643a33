import type { OverlayObject } from '../../model/overlay/object.ts'
import type { PlanDrift } from '../../model/overlay/plan.ts'
import type { Queryable } from '../../store/database.ts'
import { listConnectionSettings } from '../../store/overlay/connection-settings.ts'
import { readHandOf } from '../../store/overlay/plan-members.ts'
import { readPeopleNames } from '../../store/overlay/plan-people.ts'
import { readOverlayObjects } from '../../store/overlay/read-objects.ts'
import { connectionDrift } from './connection-drift.ts'
import { findDrift } from './find-drift.ts'

/** What holds otherwise than files declare it, in an organization; of these objects, where they were read already. */
export async function readDrift(
  on: Queryable,
  organizationId: string,
  objects?: readonly OverlayObject[],
): Promise<PlanDrift[]> {
  const [inEffect, hand, connections] = await Promise.all([
    objects ?? readOverlayObjects(on, organizationId),
    readHandOf(on, organizationId, null),
    listConnectionSettings(on, organizationId),
  ])
  const ids = [...new Set(hand.map(({ personId }) => personId))]
  const names = ids.length > 0 ? await readPeopleNames(on, organizationId, ids) : new Map<string, string>()
  return [...findDrift({ objects: inEffect, hand, names }), ...connectionDrift(inEffect, connections)]
}
