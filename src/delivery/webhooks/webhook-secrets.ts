import { z } from 'zod'

/** The secrets of an endpoint: the present one, and during a rotation the one before, until a time. */
export const WebhookSecrets = z.object({
  secret: z.string().min(1),
  previous_secret: z.string().min(1).nullable().default(null),
  previous_until: z.iso.datetime().nullable().default(null),
})
export type WebhookSecrets = z.infer<typeof WebhookSecrets>
