import type { RouteDescription } from '../route.ts'

const always: Readonly<Record<string, string>> = {
  401: 'No valid API key.',
  403: 'The key may not do this; the message names the missing permission.',
  429: 'Too many requests with this key: see `retry-after`.',
  503: 'The server cannot answer now: try again.',
}

/** What the refusals of a route mean, by status. */
export function errorAnswers(route: RouteDescription): Readonly<Record<string, string>> {
  const changes = route.method !== 'GET'
  // Of what takes no body a body is read all the same, and a POST has its Idempotency-Key.
  const hasInput = route.query !== undefined || route.body !== undefined || changes
  return {
    ...always,
    ...((route.params || hasInput) && {
      400: 'The request cannot be understood, or contradicts what is there.',
      404: 'There is no such object for this key.',
    }),
    ...(changes && {
      409: 'The present state does not allow it.',
      413: 'The body is too large.',
      415: 'The body is no JSON, or does not say that it is: `Content-Type: application/json`.',
    }),
    ...(route.path.startsWith('/events') && { 410: 'The event is past the retention.' }),
    ...(hasInput && { 422: 'The query or the body is not what the route takes: see `errors`.' }),
  }
}
