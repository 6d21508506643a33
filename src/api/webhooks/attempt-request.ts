import { toOutgoing } from '../../delivery/outgoing-event.ts'
import type { HttpMessage } from '../../delivery/webhooks/http-sender.ts'
import { PolisSettings, polisNames } from '../../delivery/webhooks/polis-kind.ts'
import { toPolisMessage } from '../../delivery/webhooks/polis-message.ts'
import { toSigningKeys } from '../../delivery/webhooks/signatures.ts'
import { toWebhookMessage } from '../../delivery/webhooks/webhook-message.ts'
import type { Destination } from '../../model/destination.ts'
import type { Event } from '../../model/event.ts'
import type { JsonObject } from '../../model/json.ts'
import { findOrganization } from '../../store/organizations.ts'
import type { ApiContext } from '../api-context.ts'
import { openSecrets } from './endpoint-secrets.ts'

/** A call that was made: its events, and the time that was signed. */
export type MadeCall = { readonly events: readonly Event[]; readonly sentAt: Date }

/**
 * The request of a call as it was sent, made again from the events: bodies are not kept. It is that of the endpoint as it
 * is now; where its secret was changed since, so are the signatures. Null when its events are not in the log (any more).
 */
export async function toAttemptRequest(
  context: Pick<ApiContext, 'secretKey' | 'database'>,
  endpoint: Destination,
  { events, sentAt }: MadeCall,
): Promise<JsonObject | null> {
  const secrets = openSecrets(context, endpoint)
  if (events.length === 0 || !secrets) return null
  const settings = PolisSettings.parse(endpoint.settings)
  const key = toSigningKeys(secrets.secret)
  const isBatch = endpoint.batchSize > 1
  const call = { events: events.map(toOutgoing), sentAt }
  const asPolis = async () => {
    const names = await polisNames(settings, call.events, externalIdIn(context))
    return toPolisMessage(call, { names, isBatch, key })
  }
  const message = endpoint.kind === 'polis' ? await asPolis() : toWebhookMessage(call, { isBatch, keys: [key] })
  if (!message) return null
  return { method: 'POST', url: settings.url, headers: toObject(message), body: message.body.toString('utf8') }
}

function externalIdIn({ database }: Pick<ApiContext, 'database'>) {
  return async (organizationId: string) => (await findOrganization(database, organizationId))?.externalId ?? null
}

function toObject({ headers }: HttpMessage): JsonObject {
  const object: JsonObject = {}
  for (let index = 0; index < headers.length; index += 2) object[headers[index] ?? ''] = headers[index + 1] ?? ''
  return object
}
