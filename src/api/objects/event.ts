import { z } from 'zod'
import type { EventType } from '../../model/event.ts'
import { eventData } from './event-data.ts'
import { exampleIds, Time } from './fields.ts'

const EventContext = z
  .object({
    actor: z
      .object({
        id: z.string().describe('The bearer token or API key that was used.'),
        source: z
          .enum(['api', 'dashboard', 'admin_portal', 'system'])
          .describe('`system` for a SCIM client and for what happens by itself.'),
        name: z.null(),
      })
      .optional(),
  })
  .meta({ id: 'EventContext', description: 'Who or what made it happen, where that is known.', example: {} })

const LogEntry = z
  .object({
    organization_id: z.string(),
    directory_id: z.string().nullable().describe('Null for what belongs to no directory.'),
    seq: z.int().describe('1, 2, 3 … within the directory, without a gap.'),
    position: z.int().nullable().describe('The place in the feed; null for the moment until it is there.'),
    object_id: z
      .string()
      .describe('The user, group, directory or token that the event is about; of a membership, the group.'),
    sentence: z.string().describe('What happened, in plain English. The wording may change.'),
    cause: z
      .object({
        source: z.enum(['scim', 'api', 'cli', 'dashboard', 'portal', 'system', 'sync', 'people', 'as_code']),
        actor_id: z
          .string()
          .nullable()
          .describe('The bearer token, API key, member or portal link that was used, or the sync run.'),
        request_id: z.string().nullable().describe('The `x-request-id` of the request.'),
      })
      .describe('Who or what made it happen.'),
  })
  .meta({
    id: 'EventLogEntry',
    description: 'What the log knows of an event besides what consumers get.',
    example: {
      organization_id: exampleIds.organization,
      directory_id: exampleIds.directory,
      seq: 12,
      position: 4711,
      object_id: exampleIds.user,
      sentence: 'Ada Lovelace was added (Engineer, Research)',
      cause: { source: 'scim', actor_id: exampleIds.token, request_id: 'req_01KA3VA0B8C0D2E4F6G8H0J2K4' },
    },
  })

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
      log_entry: LogEntry.optional().describe('Of one event, and where `include` has it.'),
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
    eventOf('person.created'),
    eventOf('person.updated'),
    eventOf('person.status_changed'),
    eventOf('person.deleted'),
    eventOf('person.linked'),
    eventOf('person.unlinked'),
    eventOf('person.match_disputed'),
    eventOf('person.match_decided'),
    eventOf('person.attribute_disputed'),
    eventOf('person.attribute_decided'),
    eventOf('person.member_added'),
    eventOf('person.member_removed'),
    eventOf('overlay.object_created'),
    eventOf('overlay.object_updated'),
    eventOf('overlay.object_deleted'),
    eventOf('overlay.object_restored'),
    eventOf('overlay.plan_applied'),
    eventOf('overlay.drift_found'),
  ])
  .meta({
    id: 'Event',
    description: 'One fact of the log. Its type is in `event`, and says what `data` is.',
    example: exampleEvent('dsync.user.created'),
  })
