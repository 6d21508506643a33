import type { OverlayDocument } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { PlanDrift } from '../../model/overlay/plan.ts'
import type { Queryable } from '../../store/database.ts'
import { type ConnectionSettingsRow, listConnectionSettings } from '../../store/overlay/connection-settings.ts'
import { readPins } from '../../store/overlay/pins.ts'
import { listPlanSources, type PlanSourceRow } from '../../store/overlay/plan-sources.ts'
import { listDeletedOverlayObjects, readOverlay } from '../../store/overlay/read-objects.ts'
import { type PastRemoval, readRemovals } from '../../store/overlay/removals.ts'
import { readDrift } from '../drift/read-drift.ts'
import { databasePeople } from './people/database-people.ts'
import type { PeopleSource } from './people/people-source.ts'
import { findRefs } from './refs/find-refs.ts'
import type { ResolvedRef } from './refs/resolve-refs.ts'

/** What a plan is made on: what is in effect, and who is there. */
export type PlanWorld = {
  readonly revision: number
  readonly objects: readonly OverlayObject[]
  /** Objects that were deleted and can still be restored. */
  readonly deleted: readonly OverlayObject[]
  /** Whom references mean, as they were pinned. */
  readonly pinned: ReadonlyMap<string, string>
  readonly sources: readonly PlanSourceRow[]
  /** The connections of directories, as they are. */
  readonly connections: readonly ConnectionSettingsRow[]
  readonly drift: readonly PlanDrift[]
  readonly people: PeopleSource
  /** What applies took away of late, for the guards. */
  readonly removals: readonly PastRemoval[]
  /** Whom the references of documents mean today. */
  resolveRefs(documents: readonly OverlayDocument[]): Promise<readonly ResolvedRef[]>
}

/** The world of an organization, as the database has it. */
export async function readPlanWorld(on: Queryable, organizationId: string): Promise<PlanWorld> {
  const [{ revision, objects }, deleted, pinned, sources, connections, removals] = await Promise.all([
    readOverlay(on, organizationId),
    listDeletedOverlayObjects(on, organizationId),
    readPins(on, organizationId),
    listPlanSources(on, organizationId),
    listConnectionSettings(on, organizationId),
    readRemovals(on, organizationId),
  ])
  return {
    ...{ revision, objects, deleted, pinned, sources, connections, removals },
    drift: await readDrift(on, organizationId, { objects, connections }),
    people: databasePeople(on, organizationId),
    resolveRefs: (documents) => findRefs(on, { organizationId, documents, directories: sources }),
  }
}
