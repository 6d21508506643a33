import { z } from 'zod'

/** Why the portal does not open, or no longer. */
export const PortalEnding = z.enum(['unknown', 'expired', 'revoked', 'session_ended'])
export type PortalEnding = z.infer<typeof PortalEnding>

const statuses: Readonly<Record<PortalEnding, number>> = {
  unknown: 404,
  expired: 410,
  revoked: 410,
  session_ended: 410,
}

/** Where the screen is that says so. */
export function endingPath(reason: PortalEnding): string {
  return `/setup/ended?reason=${reason}`
}

/** The status with which that screen is answered, by its query. */
export function endingStatus(query: unknown): number {
  const { data } = z.object({ reason: PortalEnding }).safeParse(query)
  return statuses[data?.reason ?? 'unknown']
}
