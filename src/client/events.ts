import type { DirectoryGroup, EventDirectoryUser, JsonObject, SyncRun } from './objects.ts'
import type {
  AttributeDisputed,
  MatchCase,
  OverlayObject,
  Person,
  PersonLink,
  PersonMembership,
} from './people-objects.ts'

/** A directory, as events show it: `active` where the API says `linked`, `inactive` where it says `unlinked`. */
export type EventDirectory = {
  object: 'directory'
  id: string
  organization_id: string
  external_key: string
  type: string
  state: 'validating' | 'active' | 'invalid_credentials' | 'inactive' | 'deleting'
  name: string
  created_at: string
  updated_at: string
}

/** A bearer token of a directory, as events show it. */
export type EventDirectoryToken = {
  object: 'directory_token'
  id: string
  directory_id: string
  organization_id: string
  token_suffix: string
  created_at: string
}

/** What the changed attributes were before; null for what was not there. */
type Changed = { previous_attributes: JsonObject }
type SourceChanged = { previous_attributes: { document: JsonObject } }
type Membership = { directory_id: string; group: DirectoryGroup; user: EventDirectoryUser }
type Nesting = { directory_id: string; group: DirectoryGroup; member_group: DirectoryGroup }

/** What `data` is, by the type of an event. */
export type EventData = {
  'dsync.activated': EventDirectory & { domains: { object: 'organization_domain'; id: string; domain: string }[] }
  'dsync.deleted': EventDirectory
  'dsync.user.created': EventDirectoryUser
  'dsync.user.updated': EventDirectoryUser & Changed
  'dsync.user.deleted': EventDirectoryUser
  'dsync.group.created': DirectoryGroup
  'dsync.group.updated': DirectoryGroup & Changed
  'dsync.group.deleted': DirectoryGroup
  'dsync.group.user_added': Membership
  'dsync.group.user_removed': Membership
  'dsync.token.created': EventDirectoryToken
  'dsync.token.revoked': EventDirectoryToken
  'muster.user.source_updated': EventDirectoryUser & SourceChanged
  'muster.group.source_updated': DirectoryGroup & SourceChanged
  'muster.group.group_added': Nesting
  'muster.group.group_removed': Nesting
  'muster.directory.paused': EventDirectory
  'muster.directory.resumed': EventDirectory
  'muster.destination.paused': {
    object: 'destination'
    id: string
    kind: 'webhook' | 'polis' | 'nats' | 'redis'
    organization_id: string | null
    url?: string | undefined
    name?: string | undefined
    reason: string
    paused_at: string
    directory_id: string
  }
  'muster.user.left_scope': EventDirectoryUser & { on_leave: 'suspend' | 'delete' | 'keep' }
  'muster.sync_run.started': SyncRun
  'muster.sync_run.completed': SyncRun
  'muster.sync_run.failed': SyncRun
  'muster.sync_run.waiting': SyncRun
  'muster.sync_run.decided': SyncRun & {
    decision: 'approved' | 'rejected'
    reason: string | null
    removals: number
  }
  'muster.directory.quarantined': EventDirectory & { error_code: string; error_text: string }
  'muster.directory.recovered': EventDirectory
  'person.created': Person
  'person.updated': Person & Changed
  'person.status_changed': Person & Changed
  'person.deleted': Person
  'person.linked': PersonLink
  'person.unlinked': PersonLink
  'person.match_disputed': MatchCase
  'person.match_decided': MatchCase
  'person.attribute_disputed': AttributeDisputed
  'person.attribute_decided': AttributeDisputed
  'person.member_added': PersonMembership
  'person.member_removed': PersonMembership
  'overlay.object_created': OverlayObject
  'overlay.object_updated': OverlayObject & Changed
  'overlay.object_deleted': OverlayObject
  'overlay.object_restored': OverlayObject
  'overlay.plan_applied': { object: 'plan'; id: string; state: string; summary: JsonObject }
  'overlay.drift_found': OverlayObject & { drift: JsonObject }
}

/** The types of events. */
export type EventType = keyof EventData

/** An event of one type. */
export type EventOf<T extends EventType> = {
  object: 'event'
  id: string
  event: T
  data: EventData[T]
  created_at: string
  context: { actor?: { id: string; source: 'api' | 'dashboard' | 'admin_portal' | 'system'; name: null } | undefined }
  /** Of one event, and where `include` has it. */
  log_entry?: EventLogEntry | undefined
}

/** What the log knows of an event besides what consumers get. */
export type EventLogEntry = {
  organization_id: string
  directory_id: string | null
  seq: number
  position: number | null
  object_id: string
  sentence: string
  cause: {
    source: 'scim' | 'api' | 'cli' | 'dashboard' | 'portal' | 'system' | 'sync' | 'people' | 'as_code'
    actor_id: string | null
    request_id: string | null
  }
}

/**
 * One fact of the log. `event` tells the types apart: in `case 'dsync.user.created'` the data is a user. A newer server may
 * send types that are not here: have a default that ignores them.
 */
export type MusterEvent = { [T in EventType]: EventOf<T> }[EventType]
