import type { DestinationResource } from '../destinations/destination-resource.ts'
import { toSinkAttemptObject, toSinkObject } from './sink-object.ts'
import { SinkType } from './sink-settings.ts'

/** Sinks as a resource of the API. */
export const sinks: DestinationResource = {
  path: '/sinks',
  object: 'sink',
  what: 'sink',
  kinds: SinkType.options,
  read: 'sinks:read',
  write: 'sinks:write',
  toObject: toSinkObject,
  toAnswer: toSinkObject,
  toAttemptObject: toSinkAttemptObject,
}
