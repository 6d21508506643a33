import type { Clock } from '../platform/clock.ts'
import type { Database } from '../store/database.ts'
import { findOrganization } from '../store/organizations.ts'

/** The operator's own id of an organization; null where it has none, or is gone. */
export type ExternalIds = (organizationId: string) => Promise<string | null>

const rememberedFor = 60_000
const maxEntries = 10_000

/** Looks them up, each at most once a minute: a change is seen that much later. */
export function createExternalIds(database: Database, clock: Clock): ExternalIds {
  const known = new Map<string, { readonly found: Promise<string | null>; readonly until: number }>()
  return (organizationId) => {
    const now = clock.now().getTime()
    const remembered = known.get(organizationId)
    if (remembered && remembered.until > now) return remembered.found
    const found = findOrganization(database, organizationId).then((organization) => organization?.externalId ?? null)
    // What failed is asked again.
    found.catch(() => known.delete(organizationId))
    known.delete(organizationId)
    known.set(organizationId, { found, until: now + rememberedFor })
    if (known.size > maxEntries) known.delete(known.keys().next().value ?? organizationId)
    return found
  }
}
