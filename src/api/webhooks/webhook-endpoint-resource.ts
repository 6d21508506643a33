import { isAllowed } from '../../model/api-key.ts'
import type { DestinationResource } from '../destinations/destination-resource.ts'
import { toWebhookAttemptObject } from './webhook-attempt-object.ts'
import { toAuditedEndpoint, toWebhookEndpointObject } from './webhook-endpoint-object.ts'

/** Webhook endpoints as a resource of the API. */
export const webhookEndpoints: DestinationResource = {
  path: '/webhook_endpoints',
  object: 'webhook_endpoint',
  what: 'webhook endpoint',
  kinds: ['webhook', 'polis'],
  read: 'webhook_endpoints:read',
  write: 'webhook_endpoints:write',
  toObject: toAuditedEndpoint,
  toAnswer(endpoint, context, { scopes }) {
    const object = toWebhookEndpointObject(context, endpoint)
    return isAllowed(scopes, 'webhook_endpoints:write') ? object : { ...object, secret: '' }
  },
  toAttemptObject: toWebhookAttemptObject,
}
