import type { OverlayObject } from '../../model/overlay/object.ts'
import type { PlanDrift } from '../../model/overlay/plan.ts'
import type { Queryable } from '../../store/database.ts'
import { type ConnectionSettingsRow, listConnectionSettings } from '../../store/overlay/connection-settings.ts'
import { readHandOf } from '../../store/overlay/plan-members.ts'
import { readPeopleNames } from '../../store/overlay/plan-people.ts'
import { readOverlayObjects } from '../../store/overlay/read-objects.ts'
import { connectionDrift } from './connection-drift.ts'
import { findDrift } from './find-drift.ts'

/** What was read already by whoever asks. */
type Known = {
  readonly objects: readonly OverlayObject[]
  readonly connections: readonly ConnectionSettingsRow[]
}

/** What holds otherwise than files declare it, in an organization. */
export async function readDrift(on: Queryable, organizationId: string, known?: Known): Promise<PlanDrift[]> {
  const [inEffect, connections, hand] = await Promise.all([
    known?.objects ?? readOverlayObjects(on, organizationId),
    known?.connections ?? listConnectionSettings(on, organizationId),
    readHandOf(on, organizationId, null),
  ])
  const ids = [...new Set(hand.map(({ personId }) => personId))]
  const names = ids.length > 0 ? await readPeopleNames(on, organizationId, ids) : new Map<string, string>()
  return [...findDrift({ objects: inEffect, hand, names }), ...connectionDrift(inEffect, connections)]
}
