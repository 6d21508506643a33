import { z } from 'zod/mini'
import type { Event, EventLogEntry } from '../../shared/api-types.ts'

/** An event with its entry in the log, of any type. */
export type LoggedEvent = Pick<Event, 'id' | 'created_at'> & {
  readonly event: string
  readonly data: Readonly<Record<string, unknown>>
  readonly log_entry?: EventLogEntry | undefined
}

const Message = z.looseObject({
  object: z.literal('event'),
  id: z.string(),
  event: z.string(),
  data: z.record(z.string(), z.unknown()),
  created_at: z.string(),
  log_entry: z.optional(z.custom<EventLogEntry>((value) => typeof value === 'object' && value !== null)),
})

/** The event of a message of the stream; null for what is none. */
export function readEvent(data: unknown): LoggedEvent | null {
  const read = Message.safeParse(data)
  return read.success ? read.data : null
}

/** What an event changed: the attributes that it names before and after, or all of what is new or gone. */
export function changesOf({ event, data }: LoggedEvent): {
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
} {
  const { previous_attributes: previous, object: _object, ...now } = data
  if (isObject(previous)) return { before: previous, after: sameShape(now, previous) }
  if (event.endsWith('deleted') || event.endsWith('removed') || event.endsWith('revoked')) {
    return { before: now, after: null }
  }
  return { before: null, after: now }
}

/** Of the attributes now, those that were something else before; of custom attributes too, each by itself. */
function sameShape(now: Readonly<Record<string, unknown>>, before: Readonly<Record<string, unknown>>) {
  const shaped: Record<string, unknown> = {}
  for (const [name, old] of Object.entries(before)) {
    const value = now[name]
    const isNested = name === 'custom_attributes' && isObject(old) && isObject(value)
    shaped[name] = isNested ? Object.fromEntries(Object.keys(old).map((key) => [key, value[key]])) : value
  }
  return shaped
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
