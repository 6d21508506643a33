import type { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import type { DeliveryAttempt, Destination } from '../../model/destination.ts'
import type { Event } from '../../model/event.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Queryable } from '../../store/database.ts'
import { findAttempt } from '../../store/delivery-attempts.ts'
import { findEvent } from '../../store/read-events.ts'
import type { ApiContext } from '../api-context.ts'
import { change } from '../change.ts'
import { openDestinationOf, toChangedDestination } from '../destinations/destination-resource.ts'
import { SendBody, TestBody } from '../destinations/operation-bodies.ts'
import { sendByHand, toSampleEvent } from '../destinations/send-by-hand.ts'
import { defineRoute, type RawRequest } from '../route.ts'
import { IdParams, ObjectId } from '../validation.ts'
import { readAttemptEvents } from '../webhooks/attempt-events.ts'
import { toAttemptRequest } from '../webhooks/attempt-request.ts'
import { toWebhookAttemptObject } from '../webhooks/webhook-attempt-object.ts'
import { webhookEndpoints } from '../webhooks/webhook-endpoint-resource.ts'

const AttemptParams = IdParams.extend({ attempt_id: ObjectId.describe('The id of the attempt.') })

const testOne = defineRoute({
  method: 'POST',
  path: '/webhook_endpoints/:id/test',
  permission: 'webhook_endpoints:write',
  action: 'webhook_endpoint.tested',
  summary: 'Sends an example of an event now, which never happened, and waits for the answer.',
  answer: 'webhook_endpoint_attempt, with `request`',
  status: 201,
  params: IdParams,
  body: TestBody,
  async handle(request, context) {
    const endpoint = await openEndpoint(context, request.caller, request.params.id)
    const sample = toSampleEvent(context, endpoint, request.body.event)
    return sendNow(request, context, { endpoint, events: [sample] })
  },
})

const sendOne = defineRoute({
  method: 'POST',
  path: '/webhook_endpoints/:id/send',
  permission: 'webhook_endpoints:write',
  action: 'webhook_endpoint.event_sent',
  summary: 'Sends one event of the log now, outside of the order, and waits for the answer.',
  answer: 'webhook_endpoint_attempt, with `request`',
  status: 201,
  params: IdParams,
  body: SendBody,
  async handle(request, context) {
    const { params, caller, body } = request
    const endpoint = await openEndpoint(context, caller, params.id)
    // An endpoint of one organization gets that one's events, whoever asks.
    const event = await findEvent(context.database, body.event_id, endpoint.organizationId ?? caller.organizationId)
    if (!event) throw new AppError('not_found', { what: 'event', id: body.event_id })
    return sendNow(request, context, { endpoint, events: [event] })
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: '/webhook_endpoints/:id/attempts/:attempt_id',
  permission: 'webhook_endpoints:read',
  summary: 'Gives one call to a webhook endpoint, with the request.',
  answer: 'webhook_endpoint_attempt, with `request`',
  params: AttemptParams,
  async handle({ params, caller }, context) {
    const endpoint = await openEndpoint(context, caller, params.id)
    const attempt = await openAttempt(context.database, params)
    const events = await readAttemptEvents(context.database, attempt, endpoint)
    const request = await toAttemptRequest(context, endpoint, { events, sentAt: attempt.sentAt })
    return { ...toWebhookAttemptObject(attempt), request }
  },
})

const retryOne = defineRoute({
  method: 'POST',
  path: '/webhook_endpoints/:id/attempts/:attempt_id/retry',
  permission: 'webhook_endpoints:write',
  action: 'webhook_endpoint.retried',
  status: 201,
  summary: 'Sends the events of an attempt once more now, outside of the order, and waits for the answer.',
  answer: 'webhook_endpoint_attempt, with `request`',
  params: AttemptParams,
  async handle(request, context) {
    const { params, caller } = request
    const endpoint = await openEndpoint(context, caller, params.id)
    const attempt = await openAttempt(context.database, params)
    const [first, ...more] = await readAttemptEvents(context.database, attempt, endpoint)
    if (!first) throw new AppError('attempt_not_repeatable', { id: attempt.id })
    return sendNow(request, context, { endpoint, events: [first, ...more] })
  },
})

/** The routes of single calls to webhook endpoints. */
export const webhookAttemptRoutes = [testOne, sendOne, getOne, retryOne]

type Sending = { readonly endpoint: Destination; readonly events: readonly [Event, ...Event[]] }

/** Sends events and answers with the call. */
async function sendNow(
  request: Pick<RawRequest, 'cause' | 'origin'>,
  context: ApiContext,
  { endpoint, events }: Sending,
): Promise<JsonObject | null> {
  // Before the change, because a call may take long and a change holds a connection to the database.
  const attempt = await sendByHand(context, endpoint, events)
  const sent = await toAttemptRequest(context, endpoint, { events, sentAt: attempt.sentAt })
  const answer = { ...toWebhookAttemptObject(attempt), request: sent }
  const untouched = toChangedDestination(webhookEndpoints, endpoint, endpoint)
  return change(context, request, async () => ({ ...untouched, answer }))
}

function openEndpoint({ database }: ApiContext, caller: Caller, id: string): Promise<Destination> {
  return openDestinationOf(webhookEndpoints, { on: database, caller, id })
}

async function openAttempt(
  on: Queryable,
  { id, attempt_id: attemptId }: z.output<typeof AttemptParams>,
): Promise<DeliveryAttempt> {
  const attempt = await findAttempt(on, id, attemptId)
  if (!attempt) throw new AppError('not_found', { what: 'attempt', id: attemptId })
  return attempt
}
