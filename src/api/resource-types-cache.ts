import type { Clock } from '../platform/clock.ts'
import { createRemembered, type Remembered } from '../platform/remembered.ts'
import { compileExtensions } from '../scim/schema/compile-extensions.ts'
import type { ResourceTypes } from '../scim/schema/resource-type.ts'
import type { Queryable } from '../store/database.ts'
import { readSchemaExtensions } from '../store/schema-extensions.ts'

/** Knows what is served to each organization over SCIM, so that no request has to ask. Clear it after a change of extensions. */
export type ResourceTypesCache = Remembered<ResourceTypes>

/** Other processes on the same database see a change within 5 s. */
export function createResourceTypesCache({
  database,
  clock,
}: {
  readonly database: Queryable
  readonly clock: Clock
}): ResourceTypesCache {
  const load = (organizationId: string) => readSchemaExtensions(database, organizationId).then(compileExtensions)
  return createRemembered(load, { clock, ttlMs: 5_000, maxEntries: 1_000 })
}
