import { z } from 'zod'
import { DirectoryGroup, exampleGroup } from './directory-group.ts'
import { AnyObject, exampleIds, Time, times } from './fields.ts'

const Email = z.object({ primary: z.boolean().optional(), type: z.string().optional(), value: z.string() })
const TextOrNull = z.string().nullable()

/** An example of a user. */
export const exampleUser = {
  object: 'directory_user',
  id: exampleIds.user,
  directory_id: exampleIds.directory,
  organization_id: exampleIds.organization,
  idp_id: '00u1a2b3c4d5e6f7g8h9',
  email: 'ada@acme.example',
  first_name: 'Ada',
  last_name: 'Okafor',
  name: 'Ada Okafor',
  emails: [{ primary: true, type: 'work', value: 'ada@acme.example' }],
  job_title: 'Engineer',
  username: 'ada@acme.example',
  state: 'active',
  raw_attributes: {},
  custom_attributes: { department_name: 'Research', job_title: 'Engineer' },
  created_at: '2026-11-02T09:05:00.000Z',
  updated_at: '2026-11-02T09:05:00.000Z',
} as const

/** WorkOS's `directory_user` without its groups, as events show it. */
export const EventDirectoryUser = z
  .object({
    object: z.literal('directory_user'),
    id: z.string(),
    directory_id: z.string(),
    organization_id: z.string(),
    idp_id: z.string().describe("The source's own id of the user; stays when the user is renamed."),
    email: TextOrNull.describe('The primary e-mail address.'),
    first_name: TextOrNull,
    last_name: TextOrNull,
    name: TextOrNull.describe('The whole name as the source shows it.'),
    emails: Email.array().describe('All addresses. Deprecated at WorkOS.'),
    job_title: TextOrNull.describe('Deprecated at WorkOS: see `custom_attributes`.'),
    username: TextOrNull.describe('The name to sign in with. Deprecated at WorkOS: see `custom_attributes`.'),
    state: z.enum(['active', 'inactive']).describe('`inactive` when the source disabled the user.'),
    raw_attributes: AnyObject.describe('Always empty, as at WorkOS.'),
    custom_attributes: AnyObject.describe("WorkOS's predefined attributes that the source has values of."),
    ...times,
  })
  .meta({ id: 'EventDirectoryUser', description: 'A user of a directory, as events show it.', example: exampleUser })

/** WorkOS's `directory_user` with the groups that it is a direct member of. */
export const DirectoryUser = EventDirectoryUser.extend({
  groups: DirectoryGroup.array().describe('The groups that the user is a direct member of.'),
}).meta({
  id: 'DirectoryUser',
  description: 'A user of a directory.',
  example: { ...exampleUser, groups: [exampleGroup] },
})

/** A user who was deleted and can be restored. */
export const DeletedDirectoryUser = EventDirectoryUser.extend({
  object: z.literal('deleted_directory_user'),
  group_ids: z.string().array().describe('The groups that held the user. Some may be gone since.'),
  deleted_at: Time,
  deleted_by: z.object({
    source: z.string().describe('By which way it was deleted, such as `scim`, `api` or `system`.'),
    actor_id: z.string().nullable().describe('The token or API key.'),
  }),
  restorable_until: Time,
}).meta({
  id: 'DeletedDirectoryUser',
  description: 'A deleted user, as its last event showed it, and what became of it.',
  example: {
    ...exampleUser,
    object: 'deleted_directory_user',
    group_ids: [exampleIds.group],
    deleted_at: '2026-11-05T12:00:00.000Z',
    deleted_by: { source: 'scim', actor_id: exampleIds.token },
    restorable_until: '2026-12-05T12:00:00.000Z',
  },
})

/** A user in its source's own form. */
export const DirectoryUserSource = z
  .object({
    object: z.literal('directory_user_source'),
    id: z.string(),
    document: AnyObject.describe('The SCIM resource as the source keeps it, without its password.'),
    received: z
      .object({
        method: z.string(),
        at: z.string(),
        body: AnyObject,
        tolerances: z.string().array().optional(),
      })
      .nullable()
      .describe('The last request from which the user was changed, without passwords.'),
  })
  .meta({
    id: 'DirectoryUserSource',
    description: 'A user as its source wrote it.',
    example: {
      object: 'directory_user_source',
      id: exampleIds.user,
      document: { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada@acme.example' },
      received: { method: 'POST', at: '2026-11-02T09:05:00.000Z', body: { userName: 'ada@acme.example' } },
    },
  })
