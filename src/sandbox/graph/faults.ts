import { type GraphAnswer, type GraphRequest, graphError } from './graph-answer.ts'

/**
 * What can go wrong. `rate_limit` and `server_error` meet each address once, so that a second try succeeds. `no_users`: the
 * delta of users answers 200 with an empty list. `revoked_scope`: 403, and new tokens without the permission. The others
 * are what their names say.
 */
export type GraphFault =
  | 'rate_limit'
  | 'server_error'
  | 'truncated_body'
  | 'connection_reset'
  | 'empty_page'
  | 'revoked_scope'
  | 'no_users'
  | 'expired_token'
  | 'wrong_credentials'
  | 'expired_cursor'

/** Remembers which addresses a passing fault has met. */
export function createFaults() {
  let fault: GraphFault | null = null
  let met = new Set<string>()
  const isFirst = (key: string) => !met.has(key) && met.add(key).size > 0

  return {
    get current(): GraphFault | null {
      return fault
    },
    set(next: GraphFault | null): void {
      fault = next
      met = new Set()
    },
    /** What befalls a request in place of its answer. */
    befalling({ method, url }: GraphRequest): GraphAnswer | 'reset' | null {
      const isListing = /\/delta$/.test(url.pathname)
      if (fault === 'connection_reset' && isListing) return 'reset'
      if (fault === 'rate_limit' && isFirst(`${method} ${url}`)) return tooMany
      if (fault === 'server_error' && isListing && isFirst(`${method} ${url}`)) return unavailable
      return null
    },
  }
}

const tooMany: GraphAnswer = {
  ...graphError(429, 'TooManyRequests', 'Too many requests.'),
  headers: {
    'retry-after': '7',
    'x-ms-throttle-scope': 'Tenant_Application/ReadWrite/stand-in',
    'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
  },
}

const unavailable = graphError(503, 'ServiceUnavailable', 'The service is temporarily unavailable.')
