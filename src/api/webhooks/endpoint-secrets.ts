import { createDestinationSealer } from '../../delivery/open-destination.ts'
import { WebhookSecrets } from '../../delivery/webhooks/webhook-secrets.ts'
import type { Destination } from '../../model/destination.ts'
import type { ApiContext } from '../api-context.ts'

/** Encrypts the secrets of an endpoint, to be stored. */
export function sealSecrets({ secretKey }: Pick<ApiContext, 'secretKey'>, secrets: WebhookSecrets): string {
  return createDestinationSealer(secretKey).seal(JSON.stringify(secrets))
}

/** The secrets of an endpoint; null when they were stored under another MUSTER_SECRET_KEY. */
export function openSecrets(
  { secretKey }: Pick<ApiContext, 'secretKey'>,
  { sealedSecrets }: Pick<Destination, 'sealedSecrets'>,
): WebhookSecrets | null {
  const text = sealedSecrets === null ? null : createDestinationSealer(secretKey).open(sealedSecrets)
  return text === null ? null : WebhookSecrets.parse(JSON.parse(text))
}
