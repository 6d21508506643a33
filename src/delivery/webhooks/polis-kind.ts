import { z } from 'zod'
import type {
  Call,
  DeliveryTools,
  DestinationKind,
  OpenDestination,
  OpenedDestination,
  Outcome,
} from '../destination-kind.ts'
import type { ExternalIds } from '../external-ids.ts'
import { createHttpSender } from './http-sender.ts'
import { keysInTurn } from './keys-in-turn.ts'
import { toPolisMessage } from './polis-message.ts'
import { type PolisNames, polisEventTypes } from './polis-payload.ts'
import { WebhookSettings } from './webhook-kind.ts'
import { WebhookSecrets } from './webhook-secrets.ts'

/** What an operator sets of an endpoint in the manner of Polis. */
export const PolisSettings = WebhookSettings.extend({
  /** Null: the `external_id` of the event's organization, or its id where it has none. */
  tenant: z.string().nullable().default(null),
  product: z.string().default('muster'),
})
export type PolisSettings = z.infer<typeof PolisSettings>

/** HTTP calls with the payload and the signature of Ory Polis. */
export const polisKind: DestinationKind<typeof PolisSettings, typeof WebhookSecrets> = {
  kind: 'polis',
  settings: PolisSettings,
  secrets: WebhookSecrets,
  open: openPolis,
}

// What Polis does not have is passed over in the order of a stream; sent by hand, it is acknowledged without a call.
const nothingToSend: Outcome = {
  isDelivered: true,
  status: null,
  error: null,
  responseHeaders: null,
  responseBody: null,
}

function openPolis(
  { destination, settings, secrets }: OpenedDestination<PolisSettings, WebhookSecrets>,
  { allowPrivateNetworks, externalIdOf }: DeliveryTools,
): OpenDestination {
  const { parallel, batchSize } = destination
  const timeoutMs = settings.timeout_seconds * 1000
  const sender = createHttpSender({ url: settings.url, timeoutMs, parallel, allowPrivateNetworks })
  const inTurn = keysInTurn(secrets)
  const isBatch = batchSize > 1
  return {
    types: polisEventTypes,
    async send(call, signal) {
      const names = await polisNames(settings, call.events, externalIdOf)
      return inTurn.send(call.sentAt, async ([key]) => {
        const message = key ? toPolisMessage(call, { names, isBatch, key }) : null
        return message ? sender.post(message, call.sentAt, signal) : nothingToSend
      })
    },
    close: sender.close,
  }
}

/** What Polis calls the connection that events come from; all of one call come from one. */
export async function polisNames(
  { tenant, product }: PolisSettings,
  [first]: Call['events'],
  externalIdOf: ExternalIds,
): Promise<PolisNames> {
  const { organizationId = '' } = first?.event ?? {}
  return { tenant: tenant ?? (await externalIdOf(organizationId)) ?? organizationId, product }
}
