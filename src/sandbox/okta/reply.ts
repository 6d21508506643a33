import { randomUUID } from 'node:crypto'
import type { Json } from '../../model/json.ts'

/** What is answered. A header with a list is sent once for each of its values, as Okta sends `Link`. */
export type OktaReply = {
  readonly status: number
  readonly body: Json
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
}

/** A request and what was answered, as both went over the wire. */
export type OktaExchange = { readonly method: string; readonly url: URL; readonly reply: OktaReply }

/** An error in Okta's shape. The codes are those of its list "Okta API error codes". */
export function oktaError(status: number, errorCode: string, errorSummary: string): OktaReply {
  const body = { errorCode, errorSummary, errorLink: errorCode, errorId: `oae${randomUUID()}`, errorCauses: [] }
  return { status, body }
}

export const refusals = {
  invalidToken: () => oktaError(401, 'E0000011', 'Invalid token provided'),
  noPermission: () => oktaError(403, 'E0000006', 'You do not have permission to perform the requested action'),
  notFound: (id: string) => oktaError(404, 'E0000007', `Not found: Resource not found: ${id}`),
  unsupported: () => oktaError(405, 'E0000022', 'The endpoint does not support the provided HTTP method'),
  tooMany: () => oktaError(429, 'E0000047', 'API call exceeded rate limit due to too many requests.'),
  broken: () => oktaError(500, 'E0000009', 'Internal Server Error'),
  badSearch: (text: string) => oktaError(400, 'E0000031', `Invalid search criteria. ${text}`),
  badValue: (name: string) => oktaError(400, 'E0000001', `Api validation failed: ${name}`),
}
