import { z } from 'zod'
import { failingFields, faringFields, followingFields } from './destination-fields.ts'
import { exampleIds, Time, TimeOrNull } from './fields.ts'

const example = {
  object: 'webhook_endpoint',
  id: 'we_01KA3V9B3C5D7E9F1G3H5J7K9M',
  endpoint_url: 'https://app.example/webhooks/muster',
  secret: 'whsec_7Vq0m0cQ1f2u9b8n3K4s5T6y7U8i9O0p1A2s3D4f5G8=',
  status: 'enabled',
  events: ['dsync.user.created', 'dsync.user.updated', 'dsync.user.deleted'],
  organization_id: null,
  type: 'webhook',
  batch_size: 1,
  parallel: 16,
  timeout_seconds: 15,
  tenant: null,
  product: null,
  previous_secret_until: null,
  paused_at: null,
  paused_reason: null,
  failing_since: null,
  last_delivered_at: '2026-11-02T09:05:00.000Z',
  created_at: '2026-11-02T09:00:00.000Z',
  updated_at: '2026-11-02T09:00:00.000Z',
} as const

const TextOrNull = z.string().nullable()

/** WorkOS's `webhook_endpoint`, and what ours have besides. */
export const WebhookEndpoint = z
  .object({
    object: z.literal('webhook_endpoint'),
    id: z.string(),
    endpoint_url: z.string().describe('Where events are posted to.'),
    secret: z.string().describe('What calls are signed with; empty for who may not change the endpoint.'),
    ...followingFields,
    type: z.enum(['webhook', 'polis']),
    batch_size: z.int().describe('How many events a call has at most. From 2 on the body is a list.'),
    parallel: z.int().describe('How many directories are delivered at the same time at most.'),
    timeout_seconds: z.int().describe('How long an answer is waited for.'),
    tenant: TextOrNull.describe(
      "Of type `polis`: the `tenant` of its payloads; null for the organization's `external_id`, or its id.",
    ),
    product: TextOrNull.describe('Of type `polis`: the `product` of its payloads.'),
    previous_secret_until: TimeOrNull.describe('Until when the secret before this one signs too.'),
    ...faringFields,
  })
  .meta({ id: 'WebhookEndpoint', description: 'Where events are posted to, in order per directory.', example })

const exampleDirectory = {
  organization_id: exampleIds.organization,
  directory_id: exampleIds.directory,
  waiting_events: 3,
  attempts: 4,
  failing_since: '2026-11-02T09:05:00.000Z',
  next_attempt_at: '2026-11-02T09:10:00.000Z',
  paused_at: null,
  last_error: 'The endpoint answered 500. See the log of the receiver.',
}

/** An endpoint with what of it fails. */
export const WebhookEndpointWithFailures = WebhookEndpoint.extend(failingFields).meta({
  id: 'WebhookEndpointWithFailures',
  description: 'A webhook endpoint, with the directories whose events wait because they fail.',
  example: { ...example, failing_directories: [exampleDirectory] },
})

const exampleAttempt = {
  object: 'webhook_endpoint_attempt',
  id: 'attempt_01KA3VA0C7E9G1J3M5P7R9T1V3',
  webhook_endpoint_id: example.id,
  organization_id: exampleIds.organization,
  directory_id: exampleIds.directory,
  event_id: exampleIds.event,
  event_type: 'dsync.user.created',
  first_seq: 12,
  last_seq: 12,
  attempt: 1,
  status: 'delivered',
  response_status: 200,
  response_headers: { 'content-type': 'text/plain' },
  response_body: 'ok',
  error: null,
  duration_ms: 12.5,
  sent_at: '2026-11-02T09:05:00.000Z',
} as const

const Headers = z.record(z.string(), z.string())

/** One call to an endpoint. */
export const WebhookEndpointAttempt = z
  .object({
    object: z.literal('webhook_endpoint_attempt'),
    id: z.string(),
    webhook_endpoint_id: z.string(),
    organization_id: z.string(),
    directory_id: z.string(),
    event_id: z.string().describe('The event; of a batch, the first.'),
    event_type: TextOrNull.describe('The type of that event; null for calls from before it was kept.'),
    first_seq: z.int().describe('The number of the first event within its directory.'),
    last_seq: z.int(),
    attempt: z.int().describe('1, 2 … of its event; 0 for a test and a retry by hand.'),
    status: z.enum(['delivered', 'failed']),
    response_status: z.int().nullable().describe('The HTTP status; null without an answer.'),
    response_headers: Headers.nullable(),
    response_body: TextOrNull.describe('Its first 4 KB.'),
    error: TextOrNull.describe('What went wrong, and what there is to do.'),
    duration_ms: z.number(),
    sent_at: Time,
  })
  .meta({
    id: 'WebhookEndpointAttempt',
    description: 'One call to a webhook endpoint, and what came back.',
    example: exampleAttempt,
  })

/** One call with its request. */
export const WebhookEndpointAttemptWithRequest = WebhookEndpointAttempt.extend({
  request: z
    .object({ method: z.literal('POST'), url: z.string(), headers: Headers, body: z.string() })
    .nullable()
    .describe('Made again from the log, for the endpoint as it is now; null when the events are not in the log.'),
}).meta({
  id: 'WebhookEndpointAttemptWithRequest',
  description: 'One call to a webhook endpoint, with the request.',
  example: {
    ...exampleAttempt,
    request: {
      method: 'POST',
      url: example.endpoint_url,
      headers: {
        'content-type': 'application/json',
        'webhook-id': exampleIds.event,
        'webhook-timestamp': '1793610300',
        'webhook-signature': 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
        'WorkOS-Signature': 't=1793610300000, v1=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39',
      },
      body: '{"object":"event", …}',
    },
  },
})
