import { AppError } from '../../errors.ts'
import type { Caller, Permission } from '../../model/api-key.ts'
import type { DeliveryAttempt, Destination, DestinationKind } from '../../model/destination.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Queryable } from '../../store/database.ts'
import { findDestination, moveDestination } from '../../store/destinations.ts'
import type { ApiContext } from '../api-context.ts'
import type { Changed } from '../change.ts'

/** Destinations as a resource of the API: webhook endpoints, or sinks. */
export type DestinationResource = {
  /** `/sinks`. */
  readonly path: string
  /** The name of the object in the API: `sink`. */
  readonly object: 'webhook_endpoint' | 'sink'
  /** The name for people: `sink`. */
  readonly what: string
  readonly kinds: readonly DestinationKind[]
  readonly read: Permission
  readonly write: Permission
  /** As the audit log keeps it: without secrets. */
  toObject(destination: Destination): JsonObject
  /** As it is answered to a caller: with secrets only to who may change it. */
  toAnswer(destination: Destination, context: ApiContext, caller: Caller): JsonObject
  toAttemptObject(attempt: DeliveryAttempt): JsonObject
}

type Asked = { readonly on: Queryable; readonly caller: Caller; readonly id: string }

/**
 * The destination, if it exists, is of this resource and the caller's key opens it; throws `not_found`. A key of one
 * organization opens only what belongs to that: a destination that gets the events of all is not its business.
 */
export async function openDestinationOf(
  { what, kinds }: DestinationResource,
  { on, caller, id }: Asked,
): Promise<Destination> {
  const destination = await findDestination(on, id, caller.organizationId)
  if (!destination || !kinds.includes(destination.kind)) throw new AppError('not_found', { what, id })
  return destination
}

/** The same for a change: nobody else changes the destination until the transaction ends. */
export async function lockDestinationOf(
  resource: DestinationResource,
  { at, ...asked }: Asked & { readonly at: Date },
): Promise<Destination> {
  const { id } = await openDestinationOf(resource, asked)
  const locked = await moveDestination(asked.on, id, { at })
  if (!locked) throw new AppError('not_found', { what: resource.what, id })
  return locked
}

/** What became of a destination; whatever is left of it is the answer, without secrets. */
export function toChangedDestination(
  { object, toObject }: DestinationResource,
  before: Destination | null,
  after: Destination | null,
): Changed {
  const { id, organizationId } = (after ?? before) as Destination
  const shown = after && toObject(after)
  const target = { type: object, id, organizationId }
  return { answer: shown, target, before: before && toObject(before), after: shown }
}
