import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { type EventType, eventTypes } from '../../model/event.ts'
import { outboundUrlProblem } from '../../platform/outbound/outbound-url.ts'
import type { ApiContext } from '../api-context.ts'
import { destinationBody, organizationOfBody } from '../destinations/destination-body.ts'
import { RequestInvalid, text } from '../validation.ts'

// A secret that was made elsewhere, so that a receiver can keep the one that it knows.
const GivenSecret = z.string().regex(/^[\x21-\x7e]{16,256}$/, 'must be 16 to 256 printable ASCII characters')

const fields = {
  ...destinationBody,
  batch_size: wholeNumber(1, 100)
    .optional()
    .describe('How many events a call has at most, 1 to 100. From 2 on the body is a list. Default: 1.'),
  timeout_seconds: wholeNumber(1, 30).optional().describe('How long an answer is waited for, 1 to 30. Default: 15.'),
  tenant: text(255).min(1, 'must not be empty').nullish().describe('Of type `polis`: the `tenant` of its payloads.'),
  product: text(255).min(1, 'must not be empty').optional().describe('Of type `polis`: the `product` of its payloads.'),
}

/** What a new endpoint is made of: WorkOS's fields, and ours. */
export const NewEndpointBody = z.object({
  endpoint_url: text(2048).describe('Where events are posted to: https, on the public internet.'),
  ...organizationOfBody,
  type: z
    .enum(['webhook', 'polis'], 'must be webhook or polis')
    .default('webhook')
    .describe("`webhook`, or `polis` for Ory Polis's payloads. Default: `webhook`."),
  secret: GivenSecret.optional().describe('The secret that calls are signed with; left out, one is made.'),
  ...fields,
})
export type NewEndpointBody = z.output<typeof NewEndpointBody>

/** What of an endpoint is to change; what is left out stays. */
export const EndpointChangeBody = z.object({
  endpoint_url: text(2048).optional().describe('Where events are posted to.'),
  status: z
    .enum(['enabled', 'disabled'], 'must be enabled or disabled')
    .optional()
    .describe('`disabled`: nothing is sent, and what happens waits until it is `enabled` again.'),
  ...fields,
})
export type EndpointChangeBody = z.output<typeof EndpointChangeBody>

/** How the secret of an endpoint is to change. */
export const SecretRotationBody = z.object({
  overlap_hours: wholeNumber(0, 168).default(24).describe('How long both secrets sign, 0 to 168 hours. Default: 24.'),
  secret: GivenSecret.optional().describe('The new secret; left out, one is made.'),
})

/** The types that an endpoint is for; null for all. Throws as WorkOS does for a type that there is not. */
export function toEventTypes(events: readonly string[] | null): readonly EventType[] | null {
  if (events === null || events.includes('*')) return null
  const unknown = events.filter((name) => !isEventType(name))
  if (unknown.length === 0) return [...new Set(events.filter(isEventType))]
  throw new RequestInvalid(
    unknown.map((name) => ({
      code: 'unknown_event_type',
      field: 'events',
      message: `events names "${name}", which is no type of event here: those are ${eventTypes.join(', ')}`,
    })),
  )
}

function isEventType(name: string): name is EventType {
  return (eventTypes as readonly string[]).includes(name)
}

/** Refuses a URL that must not be called with WorkOS's `invalid_url`. */
export function checkEndpointUrl(context: Pick<ApiContext, 'allowPrivateNetworks'>, url: string): void {
  const problem = outboundUrlProblem(url, context)
  if (problem !== null) throw new AppError('invalid_url', { detail: `endpoint_url ${problem}.` })
}

function wholeNumber(low: number, high: number) {
  const message = `must be a whole number from ${low} to ${high}`
  return z.int(message).min(low, message).max(high, message)
}
