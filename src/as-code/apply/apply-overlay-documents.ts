import type { WantedDocument } from '../../model/overlay/wanted-document.ts'
import { lockOrganizationStream } from '../../store/organization-stream.ts'
import { planObjects } from '../plan/plan-objects.ts'
import { readPlanWorld } from '../plan/plan-world.ts'
import { resolveRefs } from '../plan/refs/resolve-refs.ts'
import { removedOf } from '../plan/wanted-settings.ts'
import { settlePins } from './settle-pins.ts'
import { type OverlayWork, type Written, writeObjectChanges } from './write-object-changes.ts'

/**
 * Puts documents into effect as they are, without a plan that somebody saw: what files would declare is there afterwards, and
 * what no document declares any more is deleted. For imports into an empty overlay, and for tests.
 */
export async function applyOverlayDocuments(work: OverlayWork, wanted: readonly WantedDocument[]): Promise<Written> {
  const { transaction, organizationId, platform } = work
  const now = platform.clock.now()
  await lockOrganizationStream(transaction, organizationId, now)
  const world = await readPlanWorld(transaction, organizationId)
  const { objects, pinned } = world
  const changes = planObjects({ organizationId, wanted, ...world, repository: null, removed: removedOf(wanted), now })
  const resolved = await world.resolveRefs(wanted.map(({ document }) => document))
  const refs = resolveRefs(resolved, { pinned, repinned: new Set() })
  const pins = new Map([...refs.pins, ...refs.waiting.map(({ ref }) => [ref, null] as const)])
  await settlePins(work, { pins, pinned, objects, changes })
  return writeObjectChanges(work, changes)
}
