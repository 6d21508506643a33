import type { DirectoryToken } from '../../shared/api-types.ts'

type Ends = Pick<DirectoryToken, 'expires_at' | 'revoked_at'>

/** Whether a token works at a time. */
export function isUsableToken({ expires_at, revoked_at }: Ends, now: Date): boolean {
  return revoked_at === null && (expires_at === null || Date.parse(expires_at) > now.getTime())
}

const soonMs = 14 * 24 * 60 * 60 * 1000

/** What a token is at a time, in the words of the status badge. `rotating`: it works, and ends soon. */
export function tokenState(token: Ends, now: Date): 'active' | 'rotating' | 'expired' | 'revoked' {
  if (token.revoked_at !== null) return 'revoked'
  if (!isUsableToken(token, now)) return 'expired'
  const endsSoon = token.expires_at !== null && Date.parse(token.expires_at) < now.getTime() + soonMs
  return endsSoon ? 'rotating' : 'active'
}
