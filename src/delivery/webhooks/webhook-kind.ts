import { z } from 'zod'
import type { DeliveryTools, DestinationKind, OpenDestination, OpenedDestination } from '../destination-kind.ts'
import { createHttpSender } from './http-sender.ts'
import { keysInTurn } from './keys-in-turn.ts'
import { toWebhookMessage } from './webhook-message.ts'
import { WebhookSecrets } from './webhook-secrets.ts'

/** What an operator sets of an endpoint besides what all destinations have. */
export const WebhookSettings = z.object({
  url: z.string(),
  timeout_seconds: z.int().min(1).max(30).default(15),
})
export type WebhookSettings = z.infer<typeof WebhookSettings>

/** HTTP calls with WorkOS's signature and that of Standard Webhooks. */
export const webhookKind: DestinationKind<typeof WebhookSettings, typeof WebhookSecrets> = {
  kind: 'webhook',
  settings: WebhookSettings,
  secrets: WebhookSecrets,
  open: openWebhook,
}

function openWebhook(
  { destination, settings, secrets }: OpenedDestination<WebhookSettings, WebhookSecrets>,
  { allowPrivateNetworks }: DeliveryTools,
): OpenDestination {
  const { parallel, batchSize } = destination
  const timeoutMs = settings.timeout_seconds * 1000
  const sender = createHttpSender({ url: settings.url, timeoutMs, parallel, allowPrivateNetworks })
  const inTurn = keysInTurn(secrets)
  const isBatch = batchSize > 1
  return {
    send: (call, signal) =>
      inTurn.send(call.sentAt, (keys) => sender.post(toWebhookMessage(call, { isBatch, keys }), call.sentAt, signal)),
    close: sender.close,
  }
}
