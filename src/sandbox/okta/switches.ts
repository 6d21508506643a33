import { trialLimits } from './rate-limits.ts'

/**
 * What can go wrong at Okta. `rate_limit` and `server_error` befall every third request, `concurrency_limit` too; `empty_page`
 * puts an empty page before each further one; `no_admin_role` is a service app without an administrator role, which Okta
 * answers with 200 and nobody; with `no_users_role` it has one that covers groups and the log alone; with `hidden_members` groups
 * are shown and their members are not found.
 */
export type OktaFault =
  | 'rate_limit'
  | 'concurrency_limit'
  | 'server_error'
  | 'truncated_body'
  | 'connection_reset'
  | 'empty_page'
  | 'no_admin_role'
  | 'no_users_role'
  | 'hidden_members'
  | 'wrong_credentials'
  | 'expired_cursor'

/** How the sandbox behaves; what is set holds from the next request on. */
export type OktaSwitches = {
  fault: OktaFault | null
  grantedScopes: readonly string[]
  requiresDpop: boolean
  /** The most records of a page, whatever `limit` says. */
  largestPage: number
  /** Requests a minute, per part of the API. */
  limits: Readonly<Record<string, number>>
  /** Requests that may be under way at once. */
  concurrency: number
  /** The origin in `Link` headers; null: that which was called. With a custom domain it may be another. */
  linkOrigin: string | null
}

/** How an org behaves that is well: as a trial org does. */
export function usualSwitches(grantedScopes: readonly string[]): OktaSwitches {
  return {
    fault: null,
    grantedScopes,
    requiresDpop: false,
    largestPage: 10_000,
    limits: trialLimits,
    concurrency: 75,
    linkOrigin: null,
  }
}
