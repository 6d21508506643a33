import type { PortalLink } from '../../shared/api-types.ts'

/** What a set-up link is at a time, in the words of the status badge. */
export function linkState(
  { revoked_at, expires_at, opened_at }: Pick<PortalLink, 'revoked_at' | 'expires_at' | 'opened_at'>,
  now: Date,
): 'revoked' | 'expired' | 'opened' | 'unused' {
  if (revoked_at) return 'revoked'
  if (Date.parse(expires_at) <= now.getTime()) return 'expired'
  return opened_at ? 'opened' : 'unused'
}
