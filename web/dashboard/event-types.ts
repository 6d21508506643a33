import type { Event } from '../shared/api-types.ts'

export type EventType = Event['event']

/** The types of events, by what they are about: what people choose from. */
export const eventGroups = [
  { name: 'Users', types: ['dsync.user.created', 'dsync.user.updated', 'dsync.user.deleted'] },
  { name: 'Groups', types: ['dsync.group.created', 'dsync.group.updated', 'dsync.group.deleted'] },
  { name: 'Memberships', types: ['dsync.group.user_added', 'dsync.group.user_removed'] },
  {
    name: 'Directories',
    types: [
      'dsync.activated',
      'dsync.deleted',
      'muster.directory.paused',
      'muster.directory.resumed',
      'muster.directory.quarantined',
      'muster.directory.recovered',
    ],
  },
  { name: 'Bearer tokens', types: ['dsync.token.created', 'dsync.token.revoked'] },
  {
    name: 'Sync runs',
    types: [
      'muster.sync_run.started',
      'muster.sync_run.completed',
      'muster.sync_run.failed',
      'muster.sync_run.waiting',
      'muster.sync_run.decided',
    ],
  },
  {
    name: 'Details of the source',
    types: [
      'muster.user.source_updated',
      'muster.group.source_updated',
      'muster.group.group_added',
      'muster.group.group_removed',
      'muster.user.left_scope',
    ],
  },
  {
    name: 'People',
    types: [
      'person.created',
      'person.updated',
      'person.status_changed',
      'person.deleted',
      'person.linked',
      'person.unlinked',
      'person.match_disputed',
      'person.match_decided',
      'person.attribute_disputed',
      'person.attribute_decided',
      'person.member_added',
      'person.member_removed',
    ],
  },
  {
    name: 'Directory as code',
    types: [
      'overlay.object_created',
      'overlay.object_updated',
      'overlay.object_deleted',
      'overlay.object_restored',
      'overlay.plan_applied',
      'overlay.drift_found',
    ],
  },
  { name: 'Deliveries', types: ['muster.destination.paused'] },
] as const satisfies readonly { readonly name: string; readonly types: readonly EventType[] }[]

/** Every type once, in the order of the groups. A type that is in no group does not compile. */
export const eventTypes: readonly EventType[] = eventGroups.flatMap(({ types }): readonly EventType[] => types)

type Grouped = (typeof eventGroups)[number]['types'][number]
type Missing = Exclude<EventType, Grouped>
export const isEveryTypeGrouped: [Missing] extends [never] ? true : Missing = true

/** Whether a text from the URL is a type of event. */
export function isEventType(text: string): text is EventType {
  return (eventTypes as readonly string[]).includes(text)
}
