import { createDestinationSealer } from '../../delivery/open-destination.ts'
import { enable } from '../../delivery/operations.ts'
import { AppError } from '../../errors.ts'
import type { Destination } from '../../model/destination.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Queryable } from '../../store/database.ts'
import { insertDestination, updateDestination } from '../../store/destinations.ts'
import type { ApiContext } from '../api-context.ts'
import { toEventTypes } from '../webhooks/webhook-endpoint-body.ts'
import type { NewSinkBody, SinkChangeBody } from './sink-body.ts'
import { mergeSinkSettings, readSinkSettings, SinkType } from './sink-settings.ts'

type Change = { readonly context: ApiContext; readonly transaction: Queryable }

/** Writes a new sink. It gets what happens from now on. */
export function insertSink(
  { context, transaction }: Change,
  organizationId: string | null,
  body: NewSinkBody,
): Promise<Destination> {
  const { clock, newId } = context.platform
  const named = { ...body.settings, ...(body.name != null && { name: body.name }) }
  const { settings, secrets } = readSinkSettings(body.type, { settings: named, secrets: body.secrets })
  const createdAt = clock.now()
  return insertDestination(transaction, {
    id: newId('sink', createdAt),
    organizationId,
    kind: body.type,
    settings,
    sealedSecrets: seal(context, secrets),
    eventTypes: toEventTypes(body.events ?? null),
    batchSize: body.batch_size ?? 100,
    parallel: body.parallel ?? 16,
    isEnabled: true,
    createdAt,
  })
}

/** Changes what is given of a sink. One that is enabled goes on where it stopped, also when it was paused for its failures. */
export async function updateSink(
  { context, transaction }: Change,
  sink: Destination,
  body: SinkChangeBody,
): Promise<Destination> {
  const { events } = body
  const at = context.platform.clock.now()
  const changes = { ...body.settings, ...(body.name !== undefined && { name: body.name }) }
  const { settings, secrets } = readSinkSettings(SinkType.parse(sink.kind), {
    settings: mergeSinkSettings(sink.settings, changes),
    secrets: body.secrets ?? {},
  })
  const updated = await updateDestination(transaction, {
    id: sink.id,
    settings,
    sealedSecrets: body.secrets === undefined ? sink.sealedSecrets : seal(context, secrets),
    eventTypes: events === undefined ? sink.eventTypes : toEventTypes(events),
    batchSize: body.batch_size ?? sink.batchSize,
    parallel: body.parallel ?? sink.parallel,
    isEnabled: sink.isEnabled && body.status !== 'disabled',
    updatedAt: at,
  })
  const isToBegin = body.status === 'enabled' && !(sink.isEnabled && sink.pausedAt === null)
  const changed = isToBegin ? await enable(transaction, sink, { at }) : updated
  if (!changed) throw new AppError('not_found', { what: 'sink', id: sink.id })
  return changed
}

function seal({ secretKey }: ApiContext, secrets: JsonObject): string {
  return createDestinationSealer(secretKey).seal(JSON.stringify(secrets))
}
