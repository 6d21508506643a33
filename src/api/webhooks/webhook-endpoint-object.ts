import { PolisSettings } from '../../delivery/webhooks/polis-kind.ts'
import type { Destination } from '../../model/destination.ts'
import type { JsonObject } from '../../model/json.ts'
import type { ApiContext } from '../api-context.ts'
import { openSecrets } from './endpoint-secrets.ts'

/** WorkOS's `webhook_endpoint`, and what ours have besides. The secret is in it, as it is at WorkOS. */
export function toWebhookEndpointObject(context: Pick<ApiContext, 'secretKey'>, endpoint: Destination): JsonObject {
  const secrets = openSecrets(context, endpoint)
  return { ...toAuditedEndpoint(endpoint), ...toSecretFields(secrets) }
}

/** An endpoint as the audit log keeps it: without secrets. */
export function toAuditedEndpoint(endpoint: Destination): JsonObject {
  const { kind } = endpoint
  const settings = PolisSettings.parse(endpoint.settings)
  return {
    object: 'webhook_endpoint',
    id: endpoint.id,
    endpoint_url: settings.url,
    status: endpoint.isEnabled ? 'enabled' : 'disabled',
    events: endpoint.eventTypes === null ? ['*'] : [...endpoint.eventTypes],
    organization_id: endpoint.organizationId,
    type: kind,
    batch_size: endpoint.batchSize,
    parallel: endpoint.parallel,
    timeout_seconds: settings.timeout_seconds,
    tenant: kind === 'polis' ? settings.tenant : null,
    product: kind === 'polis' ? settings.product : null,
    paused_at: endpoint.pausedAt?.toISOString() ?? null,
    paused_reason: endpoint.pausedReason,
    failing_since: endpoint.failingSince?.toISOString() ?? null,
    last_delivered_at: endpoint.lastDeliveredAt?.toISOString() ?? null,
    created_at: endpoint.createdAt.toISOString(),
    updated_at: endpoint.updatedAt.toISOString(),
  }
}

function toSecretFields(secrets: ReturnType<typeof openSecrets>): JsonObject {
  return { secret: secrets?.secret ?? '', previous_secret_until: secrets?.previous_until ?? null }
}
