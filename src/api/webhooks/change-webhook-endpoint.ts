import { enable } from '../../delivery/operations.ts'
import { newWebhookSecret } from '../../delivery/webhooks/signatures.ts'
import { AppError } from '../../errors.ts'
import type { Destination } from '../../model/destination.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Queryable } from '../../store/database.ts'
import { insertDestination, updateDestination } from '../../store/destinations.ts'
import { claimEndpointUrl } from '../../store/endpoint-urls.ts'
import type { ApiContext } from '../api-context.ts'
import { RequestInvalid } from '../validation.ts'
import { openSecrets, sealSecrets } from './endpoint-secrets.ts'
import {
  checkEndpointUrl,
  type EndpointChangeBody,
  type NewEndpointBody,
  toEventTypes,
} from './webhook-endpoint-body.ts'

type Change = { readonly context: ApiContext; readonly transaction: Queryable }

/** Writes a new endpoint. It gets what happens from now on. */
export async function insertWebhookEndpoint(
  { context, transaction }: Change,
  organizationId: string | null,
  body: NewEndpointBody,
): Promise<Destination> {
  const { clock, newId } = context.platform
  checkEndpointUrl(context, body.endpoint_url)
  const eventTypes = toEventTypes(body.events ?? null)
  checkPolisFields(body.type, body)
  await takeUrl(transaction, body.endpoint_url, organizationId)
  const createdAt = clock.now()
  const secrets = { secret: body.secret ?? newWebhookSecret(), previous_secret: null, previous_until: null }
  return insertDestination(transaction, {
    id: newId('we', createdAt),
    organizationId,
    kind: body.type,
    settings: settingsOf(body.type, body),
    sealedSecrets: sealSecrets(context, secrets),
    eventTypes,
    batchSize: body.batch_size ?? 1,
    parallel: body.parallel ?? 16,
    isEnabled: true,
    createdAt,
  })
}

/** Changes what is given of an endpoint. One that is enabled goes on where it stopped, also when it was paused for its failures. */
export async function updateWebhookEndpoint(
  { context, transaction }: Change,
  endpoint: Destination,
  body: EndpointChangeBody,
): Promise<Destination> {
  const { endpoint_url: url, events } = body
  checkPolisFields(endpoint.kind, body)
  if (url !== undefined && url !== endpoint.settings.url) {
    checkEndpointUrl(context, url)
    await takeUrl(transaction, url, endpoint.organizationId)
  }
  const at = context.platform.clock.now()
  const updated = await updateDestination(transaction, {
    ...endpoint,
    settings: {
      ...endpoint.settings,
      ...given({ url, timeout_seconds: body.timeout_seconds, tenant: body.tenant, product: body.product }),
    },
    eventTypes: events === undefined ? endpoint.eventTypes : toEventTypes(events),
    batchSize: body.batch_size ?? endpoint.batchSize,
    parallel: body.parallel ?? endpoint.parallel,
    isEnabled: endpoint.isEnabled && body.status !== 'disabled',
    updatedAt: at,
  })
  const isToBegin = body.status === 'enabled' && !(endpoint.isEnabled && endpoint.pausedAt === null)
  const changed = isToBegin ? await enable(transaction, endpoint, { at }) : updated
  if (!changed) throw gone(endpoint.id)
  return changed
}

/** Gives an endpoint another secret; the present one stays valid beside it for `overlapHours`. */
export async function rotateSecret(
  { context, transaction }: Change,
  endpoint: Destination,
  { secret = newWebhookSecret(), overlapHours }: { readonly secret?: string; readonly overlapHours: number },
): Promise<Destination> {
  const updatedAt = context.platform.clock.now()
  const until = new Date(updatedAt.getTime() + overlapHours * 3600_000)
  const present = openSecrets(context, endpoint)
  const sealedSecrets = sealSecrets(context, {
    secret,
    previous_secret: overlapHours > 0 ? (present?.secret ?? null) : null,
    previous_until: overlapHours > 0 && present ? until.toISOString() : null,
  })
  const changed = await updateDestination(transaction, { ...endpoint, sealedSecrets, updatedAt })
  if (!changed) throw gone(endpoint.id)
  return changed
}

function gone(id: string): AppError {
  return new AppError('not_found', { what: 'webhook endpoint', id })
}

async function takeUrl(transaction: Queryable, url: string, organizationId: string | null): Promise<void> {
  const id = await claimEndpointUrl(transaction, { url, organizationId })
  if (id !== null) throw new AppError('duplicate_endpoint', { id })
}

function settingsOf(type: Destination['kind'], body: NewEndpointBody): JsonObject {
  const common = { url: body.endpoint_url, ...given({ timeout_seconds: body.timeout_seconds }) }
  return type === 'polis' ? { ...common, tenant: body.tenant ?? null, ...given({ product: body.product }) } : common
}

/** Fields that would do nothing are refused, not dropped in silence. */
function checkPolisFields(type: Destination['kind'], body: Pick<EndpointChangeBody, 'tenant' | 'product'>): void {
  if (type === 'polis') return
  const field = (['tenant', 'product'] as const).find((name) => body[name] !== undefined)
  if (field === undefined) return
  throw new RequestInvalid([{ code: 'custom', field, message: `${field} is for endpoints of type polis only` }])
}

function given(values: Readonly<Record<string, string | number | null | undefined>>): JsonObject {
  const kept: JsonObject = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) kept[name] = value
  return kept
}
