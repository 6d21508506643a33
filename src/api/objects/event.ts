import { z } from 'zod'
import type { EventType } from '../../model/event.ts'
import { eventData } from './event-data.ts'
import { exampleIds, Time } from './fields.ts'

const EventContext = z
  .object({
    actor: z
      .object({
        id: z.string().describe('The bearer token or API key that was used.'),
        source: z.enum(['api', 'system']).describe('`system` for a SCIM client and for what happens by itself.'),
        name: z.null(),
      })
      .optional(),
  })
  .meta({ id: 'EventContext', description: 'Who or what made it happen, where that is known.', example: {} })

function eventOf<T extends EventType>(type: T) {
  const { data, description } = eventData[type]
  return z
    .object({
      object: z.literal('event'),
      id: z.string().describe('The same in the feed, in webhooks and in streams.'),
      event: z.literal(type),
      data: data as (typeof eventData)[T]['data'],
      created_at: Time.describe('When it happened.'),
      context: EventContext,
    })
    .meta({ id: nameOf(type), description: withoutLinks(description), example: exampleEvent(type) })
}

/** `dsync.group.user_added` → `DsyncGroupUserAdded`. */
function nameOf(type: EventType): string {
  return type.replace(/(^|[._])(\w)/g, (_, _separator, letter: string) => letter.toUpperCase())
}

function withoutLinks(text: string): string {
  return text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
}

/** An event of a type, as an example. */
export function exampleEvent(type: EventType) {
  const { example } = eventData[type]
  return {
    object: 'event',
    id: exampleIds.event,
    event: type,
    data: example,
    created_at: '2026-11-02T09:05:00.000Z',
    context: { actor: { id: exampleIds.token, source: 'system', name: null } },
  }
}

/** An event of any type: WorkOS's envelope, told apart by `event`. */
export const Event = z
  .discriminatedUnion('event', [
    eventOf('dsync.activated'),
    eventOf('dsync.deleted'),
    eventOf('dsync.user.created'),
    eventOf('dsync.user.updated'),
    eventOf('dsync.user.deleted'),
    eventOf('dsync.group.created'),
    eventOf('dsync.group.updated'),
    eventOf('dsync.group.deleted'),
    eventOf('dsync.group.user_added'),
    eventOf('dsync.group.user_removed'),
    eventOf('dsync.token.created'),
    eventOf('dsync.token.revoked'),
    eventOf('muster.user.source_updated'),
    eventOf('muster.group.source_updated'),
    eventOf('muster.group.group_added'),
    eventOf('muster.group.group_removed'),
    eventOf('muster.directory.paused'),
    eventOf('muster.directory.resumed'),
    eventOf('muster.destination.paused'),
    eventOf('muster.user.left_scope'),
    eventOf('muster.sync_run.started'),
    eventOf('muster.sync_run.completed'),
    eventOf('muster.sync_run.failed'),
    eventOf('muster.sync_run.waiting'),
    eventOf('muster.sync_run.decided'),
    eventOf('muster.directory.quarantined'),
    eventOf('muster.directory.recovered'),
  ])
  .meta({
    id: 'Event',
    description: 'One fact of the log. Its type is in `event`, and says what `data` is.',
    example: exampleEvent('dsync.user.created'),
  })
