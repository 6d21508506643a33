import type { Sink, WebhookEndpoint } from '../../shared/api-types.ts'

/** The state of an endpoint or a sink as one word, the worst that holds. */
export function stateOf({
  status,
  paused_at: pausedAt,
  failing_since: failingSince,
}: Pick<WebhookEndpoint | Sink, 'status' | 'paused_at' | 'failing_since'>):
  | 'disabled'
  | 'paused'
  | 'failing'
  | 'active' {
  if (status === 'disabled') return 'disabled'
  if (pausedAt !== null) return 'paused'
  return failingSince === null ? 'active' : 'failing'
}
