import type { Destination } from '../../model/destination.ts'
import { holdOrganization } from '../../store/organizations.ts'
import type { ApiContext } from '../api-context.ts'
import { type Changed, change } from '../change.ts'
import { organizationOfDestination } from '../destinations/destination-body.ts'
import { lockDestinationOf, toChangedDestination } from '../destinations/destination-resource.ts'
import { destinationRoutes } from '../destinations/destination-routes.ts'
import { defineRoute } from '../route.ts'
import { IdParams } from '../validation.ts'
import { insertWebhookEndpoint, rotateSecret, updateWebhookEndpoint } from '../webhooks/change-webhook-endpoint.ts'
import { EndpointChangeBody, NewEndpointBody, SecretRotationBody } from '../webhooks/webhook-endpoint-body.ts'
import { toWebhookEndpointObject } from '../webhooks/webhook-endpoint-object.ts'
import { webhookEndpoints } from '../webhooks/webhook-endpoint-resource.ts'

const createOne = defineRoute({
  method: 'POST',
  path: '/webhook_endpoints',
  permission: 'webhook_endpoints:write',
  action: 'webhook_endpoint.created',
  summary: 'Makes a webhook endpoint, which gets the events from now on, in order per directory.',
  answer: 'webhook_endpoint',
  status: 201,
  body: NewEndpointBody,
  async handle(request, context) {
    const { body, caller } = request
    const organizationId = await organizationOfDestination(context, caller, body.organization_id)
    return change(context, request, async (transaction) => {
      if (organizationId !== null) await holdOrganization(transaction, organizationId)
      const endpoint = await insertWebhookEndpoint({ context, transaction }, organizationId, body)
      return toChanged(context, null, endpoint)
    })
  },
})

const updateOne = defineRoute({
  method: 'PATCH',
  path: '/webhook_endpoints/:id',
  permission: 'webhook_endpoints:write',
  action: 'webhook_endpoint.updated',
  summary: 'Changes a webhook endpoint: what is given; what is left out stays. Its type and organization stay.',
  answer: 'webhook_endpoint',
  params: IdParams,
  body: EndpointChangeBody,
  handle: (request, context) =>
    change(context, request, async (transaction) => {
      const at = context.platform.clock.now()
      const { id } = request.params
      const before = await lockDestinationOf(webhookEndpoints, { on: transaction, caller: request.caller, id, at })
      const after = await updateWebhookEndpoint({ context, transaction }, before, request.body)
      return toChanged(context, before, after)
    }),
})

const rotateOne = defineRoute({
  method: 'POST',
  path: '/webhook_endpoints/:id/rotate_secret',
  permission: 'webhook_endpoints:write',
  action: 'webhook_endpoint.secret_rotated',
  summary: 'Gives a webhook endpoint a new secret; the present one stays valid beside it for a while.',
  answer: 'webhook_endpoint',
  params: IdParams,
  body: SecretRotationBody,
  handle: (request, context) =>
    change(context, request, async (transaction) => {
      const { secret, overlap_hours: overlapHours } = request.body
      const at = context.platform.clock.now()
      const { id } = request.params
      const before = await lockDestinationOf(webhookEndpoints, { on: transaction, caller: request.caller, id, at })
      const after = await rotateSecret({ context, transaction }, before, { secret, overlapHours })
      return toChanged(context, before, after)
    }),
})

/** The routes of webhook endpoints: WorkOS's, and what operators do with one besides changing it. */
export const webhookEndpointRoutes = [createOne, updateOne, rotateOne, ...destinationRoutes(webhookEndpoints)]

/** A change whose answer, other than the audit log, has the secret. */
function toChanged(context: ApiContext, before: Destination | null, after: Destination): Changed {
  const answer = toWebhookEndpointObject(context, after)
  return { ...toChangedDestination(webhookEndpoints, before, after), answer }
}
