import type { PortalLink } from '../../model/portal-link.ts'
import { hashSecret } from '../../platform/secrets.ts'
import { findOrganization } from '../../store/organizations.ts'
import { findPortalLinkByHash, markPortalLinkOpened } from '../../store/portal-links.ts'
import type { ApiContext } from '../api-context.ts'
import type { PortalEnding } from './portal-ending.ts'

/** What the portal needs of the server. */
export type PortalOptions = Pick<ApiContext, 'database' | 'platform' | 'publicUrl' | 'secretKey'>

/** Opens the link with this token and notes when that was first done, or says why it does not open. */
export async function openPortalLink(
  { database, platform }: Pick<PortalOptions, 'database' | 'platform'>,
  token: string,
): Promise<PortalLink | PortalEnding> {
  const link = await findPortalLinkByHash(database, hashSecret(token))
  if (!link || !(await findOrganization(database, link.organizationId))) return 'unknown'
  const now = platform.clock.now()
  if (link.revokedAt) return 'revoked'
  if (link.expiresAt <= now) return 'expired'
  await markPortalLinkOpened(database, link, now)
  return link
}
