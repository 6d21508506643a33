import { z } from 'zod'
import { type EventType, eventTypes } from '../../model/event.ts'
import { ObjectId } from '../validation.ts'

/** A parameter that lists types of events. */
export const EventTypes = z.enum(eventTypes, `must be types of events: ${eventTypes.join(', ')}`).array()

/** Which events a list or a stream has. */
export const eventFilters = {
  events: EventTypes.optional().describe('A list: only these [types](events.md).'),
  organization_id: ObjectId.optional().describe('Only those of this organization.'),
  directory_id: ObjectId.optional().describe('Only those of this directory.'),
  object_id: ObjectId.optional().describe(
    'Only those about this user or group: its own, and those of its memberships.',
  ),
  include: z
    .enum(['log_entry'], 'must be log_entry')
    .array()
    .optional()
    .describe('A list: `log_entry` adds what people ask of an event: its place, what caused it, and a sentence.'),
}

/** Which parameters of those are lists. */
export const eventFilterLists = ['events', 'include'] as const

type Filters = z.output<z.ZodObject<typeof eventFilters>>

/** The types that are asked for, each once; null for all. */
export function typesOf({ events }: Pick<Filters, 'events'>): readonly EventType[] | null {
  return events?.length ? [...new Set(events)] : null
}

/** Whether events are to have their entry in the log. */
export function wantsEntries({ include }: Pick<Filters, 'include'>): boolean {
  return include?.includes('log_entry') ?? false
}
