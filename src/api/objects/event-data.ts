import { z } from 'zod'
import { LeavingScope } from '../../model/connection.ts'
import { DestinationKind } from '../../model/destination.ts'
import type { EventType } from '../../model/event.ts'
import { DirectoryGroup, exampleGroup } from './directory-group.ts'
import { EventDirectoryToken } from './directory-token.ts'
import { EventDirectoryUser, exampleUser } from './directory-user.ts'
import type { EventData } from './event-data-type.ts'
import { AnyObject, exampleIds, Time, times } from './fields.ts'
import { peopleEventData } from './people-event-data.ts'
import { exampleRun, SyncRun } from './sync-run.ts'

const exampleDirectory = {
  object: 'directory',
  id: exampleIds.directory,
  organization_id: exampleIds.organization,
  external_key: 'k3J9sQ2xWvT1',
  type: 'okta scim v2.0',
  state: 'active',
  name: 'Okta of Acme',
  created_at: '2026-11-02T09:01:00.000Z',
  updated_at: '2026-11-02T09:05:00.000Z',
} as const

const EventDirectory = z
  .object({
    object: z.literal('directory'),
    id: z.string(),
    organization_id: z.string(),
    external_key: z.string(),
    type: z.string(),
    state: z
      .enum(['validating', 'active', 'invalid_credentials', 'inactive', 'deleting'])
      .describe('In the words of events: `active` where the API says `linked`, `inactive` where it says `unlinked`.'),
    name: z.string(),
    ...times,
  })
  .meta({ id: 'EventDirectory', description: 'A directory, as events show it.', example: exampleDirectory })

const domainOfEvent = z.object({ object: z.literal('organization_domain'), id: z.string(), domain: z.string() })

const previous = {
  previous_attributes: AnyObject.describe(
    'What the changed root attributes were before, and of `custom_attributes` the changed ones within it; null for what was not there.',
  ),
}

const previousDocument = {
  previous_attributes: z
    .object({ document: AnyObject })
    .describe("The attributes of the source's form that changed, as they were; null for what was not there."),
}

const ofGroup = { directory_id: z.string(), group: DirectoryGroup }
const exampleMembership = { directory_id: exampleIds.directory, group: exampleGroup, user: exampleUser }
const exampleToken = {
  object: 'directory_token',
  id: exampleIds.token,
  directory_id: exampleIds.directory,
  organization_id: exampleIds.organization,
  token_suffix: 'x7Qa',
  created_at: '2026-11-02T09:01:00.000Z',
} as const
const exampleNesting = {
  directory_id: exampleIds.directory,
  group: exampleGroup,
  member_group: { ...exampleGroup, id: exampleIds.memberGroup, idp_id: 'Compilers', name: 'Compilers' },
}
const changedAt = '2026-11-03T08:00:00.000Z'

const ofDirectories = {
  'dsync.activated': {
    description:
      'The directory was written to for the first time, and is in use. `data` is the directory with the domains of its organization.',
    data: EventDirectory.extend({ domains: domainOfEvent.array() }),
    example: {
      ...exampleDirectory,
      domains: [{ object: 'organization_domain', id: exampleIds.domain, domain: 'acme.example' }],
    },
  },
  'dsync.deleted': {
    description:
      'The directory was [deleted](directory-lifecycle.md#deleting), alone or with its organization. `data` is the directory as it was, with the `state` that it had. It is the only event of it and the last of the directory: drop what you have of its users and groups.',
    data: EventDirectory,
    example: exampleDirectory,
  },
  'muster.directory.paused': {
    description:
      'Somebody [paused](directory-lifecycle.md#pausing) the directory: its source cannot write. `data` is the directory, whose `state` is `inactive`.',
    data: EventDirectory,
    example: { ...exampleDirectory, state: 'inactive' },
  },
  'muster.directory.resumed': {
    description:
      'The source of a paused directory may write again. `data` is the directory, whose `state` is what it was before.',
    data: EventDirectory,
    example: exampleDirectory,
  },
  'dsync.token.created': {
    description: 'A bearer token was made. Its secret is nowhere in the log.',
    data: EventDirectoryToken,
    example: exampleToken,
  },
  'dsync.token.revoked': {
    description: 'A bearer token was revoked. One that ends at a time that was set for it has no event then.',
    data: EventDirectoryToken,
    example: exampleToken,
  },
} as const satisfies Partial<Record<EventType, EventData>>

const exampleHeld = { ...exampleRun, kind: 'full', phase: 'guard', counts: { ...exampleRun.counts, held: 14 } } as const

const ofRuns = {
  'muster.sync_run.started': {
    description:
      "The directory's source is being [read](sync.md), because somebody asked for it or changed something. `data` is the run. Runs of the schedule begin without an event.",
    data: SyncRun,
    example: { ...exampleRun, state: 'running', phase: 'listing', finished_at: null },
  },
  'muster.sync_run.completed': {
    description:
      'A run did everything that it had to do. `data` is the run with its counts. One of the schedule that changed nothing has no event.',
    data: SyncRun,
    example: exampleRun,
  },
  'muster.sync_run.failed': {
    description:
      'A run ended early. It has removed nobody; `error_text` says what to do. The next run looks at everything that this one did not get to.',
    data: SyncRun,
    example: {
      ...exampleRun,
      state: 'failed',
      phase: 'listing',
      error_code: 'permission_missing',
      error_text: 'The app lacks the scope okta.groups.read. Grant it in Okta under the app > Okta API Scopes.',
    },
  },
  'muster.sync_run.waiting': {
    description:
      'A run did everything but removals that go beyond the [guards](sync.md#guards): those are held until a person approves or rejects them.',
    data: SyncRun,
    example: { ...exampleHeld, state: 'waiting' },
  },
  'muster.sync_run.decided': {
    description:
      'The removals that a run held were approved, and are carried out now, or rejected. `data` is the run as it was then.',
    data: SyncRun.extend({
      decision: z.enum(['approved', 'rejected']),
      reason: z.string().nullable().describe('What the person who decided said about it.'),
      removals: z.int().min(0).describe('How many removals it was about.'),
    }),
    example: {
      ...exampleHeld,
      state: 'waiting',
      decision: 'approved',
      reason: 'The Lyon office has closed.',
      removals: 14,
    },
  },
  'muster.directory.quarantined': {
    description:
      'The source is not read any more, but for a probe now and then: what is wrong there needs a person. `data` is the directory, whose `state` is `invalid_credentials`, and what to do.',
    data: EventDirectory.extend({
      error_code: z.string().describe('One of the [codes](sync.md#errors).'),
      error_text: z.string(),
    }),
    example: {
      ...exampleDirectory,
      type: 'okta',
      state: 'invalid_credentials',
      error_code: 'credentials_refused',
      error_text: 'Okta refused the private key. Make a new one for the app, and give it to this directory.',
    },
  },
  'muster.directory.recovered': {
    description: 'The source of a quarantined directory can be read again. `data` is the directory.',
    data: EventDirectory,
    example: { ...exampleDirectory, type: 'okta' },
  },
} as const satisfies Partial<Record<EventType, EventData>>

const ofUsers = {
  'dsync.user.created': {
    description:
      'A user came, or [came back](deprovisioning.md) under the id that it had: restored, or made again by its source.',
    data: EventDirectoryUser,
    example: exampleUser,
  },
  'dsync.user.updated': {
    description:
      'A user changed: `data` is the user as it is now. Disabling and enabling a user is this event, with `state`.',
    data: EventDirectoryUser.extend(previous),
    example: {
      ...exampleUser,
      last_name: 'Lind',
      name: 'Ada Lind',
      updated_at: changedAt,
      previous_attributes: { last_name: 'Okafor', name: 'Ada Okafor' },
    },
  },
  'dsync.user.deleted': {
    description:
      'A user went: its source deleted it, or its [grace](deprovisioning.md) was over. `data` is the user as it was. Its memberships end with it, without events of their own.',
    data: EventDirectoryUser,
    example: exampleUser,
  },
  'muster.user.source_updated': {
    description:
      'The source changed something of a user that `directory_user` does not show. Read the present form with `GET /directory_users/{id}/source`.',
    data: EventDirectoryUser.extend(previousDocument),
    example: { ...exampleUser, updated_at: changedAt, previous_attributes: { document: { nickName: 'Ad' } } },
  },
  'muster.user.left_scope': {
    description:
      'Somebody who is still at the source is no longer in the [scope](sync.md#scope) of the directory. `data` is the user as it was, with what follows: `on_leave` is the policy. Becoming inactive, or being deleted, is an event of its own.',
    data: EventDirectoryUser.extend({ on_leave: LeavingScope }),
    example: { ...exampleUser, on_leave: 'suspend' },
  },
} as const satisfies Partial<Record<EventType, EventData>>

const ofGroups = {
  'dsync.group.created': {
    description: 'A group came. Its members have events of their own.',
    data: DirectoryGroup,
    example: exampleGroup,
  },
  'dsync.group.updated': {
    description: 'A group changed, which is to say its name or its id at the source.',
    data: DirectoryGroup.extend(previous),
    example: {
      ...exampleGroup,
      name: 'Platform',
      updated_at: changedAt,
      previous_attributes: { name: 'Engineering' },
    },
  },
  'dsync.group.deleted': {
    description:
      'A group went. `data` is the group as it was. Its memberships end with it, without events of their own.',
    data: DirectoryGroup,
    example: exampleGroup,
  },
  'dsync.group.user_added': {
    description: 'A user became a direct member of a group.',
    data: z.object({ ...ofGroup, user: EventDirectoryUser }),
    example: exampleMembership,
  },
  'dsync.group.user_removed': {
    description: 'A user is no longer a direct member of a group. Not sent when the user or the group is deleted.',
    data: z.object({ ...ofGroup, user: EventDirectoryUser }),
    example: exampleMembership,
  },
  'muster.group.source_updated': {
    description: 'The source changed something of a group that `directory_group` does not show.',
    data: DirectoryGroup.extend(previousDocument),
    example: {
      ...exampleGroup,
      updated_at: changedAt,
      previous_attributes: { document: { externalId: '00g1a2b3c4d5e6f7g8h9' } },
    },
  },
  'muster.group.group_added': {
    description: 'A group (`member_group`) became a direct member of another (`group`).',
    data: z.object({ ...ofGroup, member_group: DirectoryGroup }),
    example: exampleNesting,
  },
  'muster.group.group_removed': {
    description: 'A group is no longer a direct member of another. Not sent when either is deleted.',
    data: z.object({ ...ofGroup, member_group: DirectoryGroup }),
    example: exampleNesting,
  },
} as const satisfies Partial<Record<EventType, EventData>>

const ofDestinations = {
  'muster.destination.paused': {
    description:
      'A webhook endpoint or sink got nothing for days and is paused: what waits for it is kept, and sent when somebody resumes it.',
    data: z.object({
      object: z.literal('destination'),
      id: z.string().describe('The webhook endpoint or sink.'),
      kind: DestinationKind,
      organization_id: z.string().nullable().describe('The one organization whose events it gets; null for all.'),
      url: z.string().optional().describe('Of a webhook endpoint of one organization: where it is.'),
      name: z.string().optional().describe('Of a sink of one organization: what people call it.'),
      reason: z.string().describe('Since when, and, of one of one organization, the last error.'),
      paused_at: Time,
      directory_id: z.string().describe('The directory whose events failed.'),
    }),
    example: {
      object: 'destination',
      id: 'we_01KA3V9B3C5D7E9F1G3H5J7K9M',
      kind: 'webhook',
      organization_id: exampleIds.organization,
      url: 'https://app.example/webhooks/muster',
      reason:
        'Nothing was delivered since 2026-11-02T12:00:00.000Z. The last error: The endpoint answered 503. It is sent again later.',
      paused_at: '2026-11-05T12:00:00.000Z',
      directory_id: exampleIds.directory,
    },
  },
} as const satisfies Partial<Record<EventType, EventData>>

/** Every type of event. */
export const eventData = {
  ...ofDirectories,
  ...ofRuns,
  ...ofUsers,
  ...ofGroups,
  ...ofDestinations,
  ...peopleEventData,
} as const satisfies Record<EventType, EventData>
