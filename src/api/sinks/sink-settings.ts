import { z } from 'zod'
import { destinationKinds } from '../../delivery/destination-kinds.ts'
import type { JsonObject } from '../../model/json.ts'
import { parseRequest } from '../validation.ts'

/** The kinds of destinations that are sinks. */
export const SinkType = z.enum(['nats', 'redis'])
export type SinkType = z.infer<typeof SinkType>

type SinkValues = { readonly settings: JsonObject; readonly secrets: JsonObject }

/** Checks settings and secrets by the schemas of the kind, and fills in defaults; throws `RequestInvalid`. */
export function readSinkSettings(type: SinkType, values: SinkValues): SinkValues {
  const kind = destinationKinds[type]
  if (!kind) throw new Error(`There is no kind of destinations "${type}"`)
  return parseRequest(z.object({ settings: kind.settings, secrets: kind.secrets }), values) as SinkValues
}

/** Settings after a change: null takes one away. */
export function mergeSinkSettings(settings: JsonObject, changes: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries({ ...settings, ...changes }).filter(([, value]) => value !== null))
}
