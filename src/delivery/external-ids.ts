import type { Clock } from '../platform/clock.ts'
import { createRemembered } from '../platform/remembered.ts'
import type { Database } from '../store/database.ts'
import { findOrganization } from '../store/organizations.ts'

/** The operator's own id of an organization; null where it has none, or is gone. */
export type ExternalIds = (organizationId: string) => Promise<string | null>

/** Looks them up, each at most once a minute: a change is seen that much later. */
export function createExternalIds(database: Database, clock: Clock): ExternalIds {
  const load = async (organizationId: string) => (await findOrganization(database, organizationId))?.externalId ?? null
  return createRemembered(load, { clock, ttlMs: 60_000, maxEntries: 10_000 }).of
}
