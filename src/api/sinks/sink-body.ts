import { z } from 'zod'
import { destinationBody, organizationOfBody } from '../destinations/destination-body.ts'
import { text } from '../validation.ts'
import { SinkType } from './sink-settings.ts'

const Values = z.record(z.string(), z.json())

const sinkBody = {
  ...destinationBody,
  name: text(255).trim().min(1, 'must not be empty').nullish().describe('What you call it; at most 255 characters.'),
}

/** What a new sink is made of. */
export const NewSinkBody = z.object({
  type: SinkType.describe('`nats` or `redis`.'),
  ...organizationOfBody,
  ...sinkBody,
  settings: Values.describe('Where it is, and how events are put there: by its type, see [sinks](../guides/sinks.md).'),
  secrets: Values.default({}).describe('What to sign in with, by its type. It is stored encrypted and never shown.'),
})
export type NewSinkBody = z.output<typeof NewSinkBody>

/** What of a sink is to change; what is left out stays. */
export const SinkChangeBody = z.object({
  ...sinkBody,
  settings: Values.optional().describe('Single settings; null takes one back to its default.'),
  secrets: Values.optional().describe('All secrets, in the place of those that it has.'),
  status: z
    .enum(['enabled', 'disabled'], 'must be enabled or disabled')
    .optional()
    .describe('`disabled`: nothing is sent, and what happens waits until it is `enabled` again.'),
})
export type SinkChangeBody = z.output<typeof SinkChangeBody>
