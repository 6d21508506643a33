import type { Clock } from '../platform/clock.ts'
import { compileExtensions } from '../scim/schema/compile-extensions.ts'
import type { ResourceTypes } from '../scim/schema/resource-type.ts'
import type { Queryable } from '../store/database.ts'
import { readSchemaExtensions } from '../store/schema-extensions.ts'

/** Knows what is served to each organization over SCIM, and remembers it for seconds, so that no request has to ask. */
export type ResourceTypesCache = {
  of(organizationId: string): Promise<ResourceTypes>
  /** Forgets an organization's, look-ups on their way included: call it after its extensions were changed. */
  clear(organizationId: string): void
}

const ttlMs = 5_000
const maxEntries = 1_000

type Entry = { readonly types: Promise<ResourceTypes>; readonly until: number }

/** Other processes on the same database see a change within 5 s. Bounded: the oldest entry goes first. */
export function createResourceTypesCache({
  database,
  clock,
}: {
  readonly database: Queryable
  readonly clock: Clock
}): ResourceTypesCache {
  const entries = new Map<string, Entry>()

  function load(organizationId: string, now: number): Promise<ResourceTypes> {
    const types = readSchemaExtensions(database, organizationId).then(compileExtensions)
    const entry: Entry = { types, until: now + ttlMs }
    entries.delete(organizationId)
    entries.set(organizationId, entry)
    if (entries.size > maxEntries) dropOldest(entries)
    types.catch(() => {
      if (entries.get(organizationId) === entry) entries.delete(organizationId)
    })
    return types
  }

  return {
    of(organizationId) {
      const now = clock.now().getTime()
      const known = entries.get(organizationId)
      return known && now < known.until ? known.types : load(organizationId, now)
    },
    clear: (organizationId) => entries.delete(organizationId),
  }
}

function dropOldest(entries: Map<string, unknown>): void {
  for (const key of entries.keys()) {
    entries.delete(key)
    return
  }
}
