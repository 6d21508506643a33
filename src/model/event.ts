import type { JsonObject } from './json.ts'

/** WorkOS's event types of Directory Sync, and ours where WorkOS has none (they begin with `muster.`). */
export const eventTypes = [
  'dsync.activated',
  'dsync.deleted',
  'dsync.user.created',
  'dsync.user.updated',
  'dsync.user.deleted',
  'dsync.group.created',
  'dsync.group.updated',
  'dsync.group.deleted',
  'dsync.group.user_added',
  'dsync.group.user_removed',
  'dsync.token.created',
  'dsync.token.revoked',
  // The source changed something of a user or group that the normalised form does not show.
  'muster.user.source_updated',
  'muster.group.source_updated',
  // A group became, or is no longer, a member of another.
  'muster.group.group_added',
  'muster.group.group_removed',
  // An operator stopped a directory's source from writing, and let it again.
  'muster.directory.paused',
  'muster.directory.resumed',
  // An endpoint or sink got nothing for days: what waits for it is kept, and sent when somebody resumes it.
  'muster.destination.paused',
  // Somebody who is still at the source left the scope of the directory: what became of the user is an event of its own.
  'muster.user.left_scope',
  // What a directory's source was read for, and what became of it.
  'muster.sync_run.started',
  'muster.sync_run.completed',
  'muster.sync_run.failed',
  // Removals of a run are held until a person decides; and what was decided.
  'muster.sync_run.waiting',
  'muster.sync_run.decided',
  // A directory's source is not read any more but for a probe now and then; and it is again.
  'muster.directory.quarantined',
  'muster.directory.recovered',
  // One human of an organization, made of the users of its directories: on the organization's own stream.
  'person.created',
  'person.updated',
  'person.status_changed',
  'person.deleted',
  // A user of a directory became, or is no longer, a person's.
  'person.linked',
  'person.unlinked',
  // Somebody has to say whose a user is; and has.
  'person.match_disputed',
  'person.match_decided',
  // Directories of equal say differ about a value, and a person has to say whose word counts; and it is known.
  'person.attribute_disputed',
  'person.attribute_decided',
  // Somebody entered or left a team, group or org unit of the overlay, for the reasons that the event has.
  'person.member_added',
  'person.member_removed',
  // What the organization writes as code.
  'overlay.object_created',
  'overlay.object_updated',
  'overlay.object_deleted',
  'overlay.object_restored',
  'overlay.plan_applied',
  'overlay.drift_found',
] as const
export type EventType = (typeof eventTypes)[number]

/** Who or what made a change happen. */
export type Cause = {
  readonly source: 'scim' | 'api' | 'cli' | 'dashboard' | 'portal' | 'system' | 'sync' | 'people' | 'as_code'
  /** The id of the token, API key, member or portal link that was used, or of the run. */
  readonly actorId: string | null
  /** Ties the event to the request in the logs. */
  readonly requestId: string | null
}

/** One fact of the log. `seq` is 1, 2, 3 … within its stream, without a gap. */
export type Event = {
  readonly organizationId: string
  /** The directory's id, or the organization's for what belongs to no directory. */
  readonly streamId: string
  readonly seq: number
  /** `event_` + ULID, whose time is `occurredAt`. */
  readonly id: string
  readonly type: EventType
  /** The id of the user, group, directory or token that the event is about. */
  readonly objectId: string
  /** The object after the change (before it, for a deletion), in the shape of the API. */
  readonly data: JsonObject
  /** What the changed root attributes were before; null where nothing was. */
  readonly previous: JsonObject | null
  readonly cause: Cause
  readonly occurredAt: Date
}

/** An event with its place in the feed: positions are 1, 2, 3 … over all streams, and never filled later. */
export type FeedEvent = Event & { readonly position: number }
