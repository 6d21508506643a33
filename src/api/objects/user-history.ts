import { z } from 'zod'
import { EventDirectoryUser, exampleUser } from './directory-user.ts'
import { AnyObject, exampleIds, Time, TimeOrNull } from './fields.ts'

const TextOrNull = z.string().nullable()

const Change = z.object({
  attribute: z.string().describe('Such as `job_title` or `custom_attributes.department_name`.'),
  before: z.unknown(),
  after: z.unknown(),
})

/** One thing that happened to a user, group or person. */
export const TimelineEntry = z
  .object({
    object: z.literal('timeline_entry'),
    id: z.string().describe('The id of the event, request, removal or problem.'),
    kind: z.enum(['event', 'request', 'removal', 'problem']),
    at: Time,
    directory_id: TextOrNull.describe(
      "In which directory it was; null for what the organization's own log tells of a person.",
    ),
    text: z.string().describe('What it was, in plain words.'),
    event: z
      .object({
        type: z.string(),
        changes: Change.array().describe('What an update changed, by attribute.'),
        group: z.object({ id: z.string(), name: z.string() }).nullable().describe('The group that was joined or left.'),
        user: z.object({ id: z.string(), name: z.string() }).nullable().describe('Who joined or left.'),
        source: z.string().describe('By which way it came: `scim`, `sync`, `api`, `cli` or `system`.'),
        actor_id: TextOrNull.describe('The token, key or member.'),
        request_id: TextOrNull,
        sync_run_id: TextOrNull.describe('The run that brought it.'),
      })
      .nullable(),
    request: z
      .object({
        request_id: z.string(),
        method: z.string(),
        path: z.string(),
        status: z.int(),
        token_id: TextOrNull,
        user_agent: TextOrNull,
        dialect: TextOrNull,
      })
      .nullable()
      .describe('A SCIM request that wrote, or was refused.'),
    removal: z
      .object({
        sync_run_id: z.string(),
        kind: z.string(),
        reason: z.string(),
        state: z.string(),
        decided_at: TimeOrNull,
        applied_at: TimeOrNull,
      })
      .nullable()
      .describe('A removal that a run found.'),
    problem: z
      .object({ code: z.string(), attempts: z.int(), last_seen_at: Time })
      .nullable()
      .describe('What keeps the record of the source from being taken as it is.'),
  })
  .meta({
    id: 'TimelineEntry',
    description: 'One thing that happened to a user, group or person.',
    example: {
      object: 'timeline_entry',
      id: exampleIds.event,
      kind: 'event',
      at: '2026-11-02T09:05:00.000Z',
      directory_id: exampleIds.directory,
      text: 'Ada Okafor became Engineer',
      event: {
        type: 'dsync.user.updated',
        changes: [{ attribute: 'job_title', before: 'Intern', after: 'Engineer' }],
        group: null,
        user: null,
        source: 'scim',
        actor_id: exampleIds.token,
        request_id: null,
        sync_run_id: null,
      },
      request: null,
      removal: null,
      problem: null,
    },
  })

const { updated_at: _, ...exampleThen } = exampleUser

/** A person as it was. */
export const DirectoryUserAsOf = z
  .object({
    object: z.literal('directory_user_as_of'),
    id: z.string(),
    time: Time,
    existed: z.boolean().describe('Whether there was such a user then.'),
    user: EventDirectoryUser.omit({ updated_at: true }).nullable().describe('The user as it was.'),
    groups: z
      .object({ id: z.string(), name: z.string() })
      .array()
      .describe(
        'The groups that the user was a direct member of; of those that are gone, where the log has the beginning of the membership.',
      ),
    unknown: z
      .enum(['before_log', 'too_many_changes', 'groups_of_deleted'])
      .array()
      .describe(
        '`before_log`: the log begins later, so this is how it was then. `too_many_changes`: not all could be undone. `groups_of_deleted`: the user was deleted since, which ended memberships that nobody told of.',
      ),
    known_since: TimeOrNull.describe('The beginning of the log; null where it has the creation of the user.'),
  })
  .meta({
    id: 'DirectoryUserAsOf',
    description: 'A person as it was at a time, made by undoing what has happened since.',
    example: {
      object: 'directory_user_as_of',
      id: exampleIds.user,
      time: '2026-11-02T12:00:00.000Z',
      existed: true,
      user: exampleThen,
      groups: [{ id: exampleIds.group, name: 'Research' }],
      unknown: [],
      known_since: null,
    },
  })

/** Where every attribute of a person comes from. */
export const DirectoryUserAttributes = z
  .object({
    object: z.literal('directory_user_attributes'),
    id: z.string(),
    origin: z.enum(['scim', 'mapping']).describe('`mapping`: Muster reads the source itself.'),
    attributes: z
      .object({
        name: z.string(),
        value: z.unknown(),
        from: TextOrNull.describe("Where it comes from: a path of the SCIM resource, or the mapping's expression."),
        is_own_mapping: z.boolean().describe("Whether the directory's own mapping says so, not the connector's."),
        received: z.unknown().describe('What the source says there.'),
        reason: TextOrNull.describe('Why there is no value, or what is wrong with it.'),
      })
      .array(),
    document: AnyObject.describe("The source's own form."),
    received: AnyObject.nullable().describe('The last request or record as it was received.'),
  })
  .meta({
    id: 'DirectoryUserAttributes',
    description: 'Where every attribute of a person comes from.',
    example: {
      object: 'directory_user_attributes',
      id: exampleIds.user,
      origin: 'scim',
      attributes: [
        {
          name: 'job_title',
          value: 'Engineer',
          from: 'title',
          is_own_mapping: false,
          received: 'Engineer',
          reason: null,
        },
      ],
      document: { userName: 'ada@acme.example', title: 'Engineer' },
      received: null,
    },
  })

/** A group that a person (or a group) is in, and how. */
export const Belonging = z
  .object({
    object: z.literal('group_membership'),
    id: z.string().describe('The id of the group.'),
    name: z.string(),
    member_count: z.int(),
    how: z.enum(['direct', 'nested']),
    path: z
      .object({ id: z.string(), name: z.string() })
      .array()
      .describe('The groups by which one got in, from one that is a direct membership to the last before this one.'),
    since: TimeOrNull.describe('Since when the membership stands; null for nested ones.'),
  })
  .meta({
    id: 'GroupMembership',
    description: 'A group that a person or group is in, and how.',
    example: {
      object: 'group_membership',
      id: exampleIds.group,
      name: 'Everybody',
      member_count: 12,
      how: 'nested',
      path: [{ id: exampleIds.memberGroup, name: 'Research' }],
      since: null,
    },
  })

/** A member of a group, and how it got in. */
export const GroupMember = z
  .object({
    object: z.literal('group_member'),
    id: z.string(),
    type: z
      .enum(['user', 'group', 'pending'])
      .describe('`pending`: the source names it, but the directory has nobody of that name.'),
    name: TextOrNull,
    email: TextOrNull,
    job_title: TextOrNull,
    state: z.enum(['active', 'inactive']).nullable(),
    member_count: z.int().nullable().describe('Of a group.'),
    how: z.enum(['direct', 'nested', 'pending']),
    path: z
      .object({ id: z.string(), name: z.string() })
      .array()
      .describe('The groups within this one by which it got in.'),
    since: TimeOrNull,
  })
  .meta({
    id: 'GroupMember',
    description: 'A member of a group, and how it got in.',
    example: {
      object: 'group_member',
      id: exampleIds.user,
      type: 'user',
      name: 'Ada Okafor',
      email: 'ada@acme.example',
      job_title: 'Engineer',
      state: 'active',
      member_count: null,
      how: 'direct',
      path: [],
      since: '2026-11-02T09:05:00.000Z',
    },
  })
