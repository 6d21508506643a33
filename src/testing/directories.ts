import type { Command, DirectoryRef, SequenceStep } from '../directory/commands.ts'
import type { Cause } from '../model/event.ts'
import type { GroupContent } from '../model/group.ts'
import type { UserContent } from '../model/user.ts'
import { systemClock } from '../platform/clock.ts'
import { createIds } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import type { Platform } from '../platform/platform.ts'
import type { Queryable } from '../store/database.ts'

/** A platform with the system's clock, fresh ids and no log. */
export function testPlatform(): Platform {
  return { clock: systemClock, newId: createIds(), log: silentLog }
}

/** Makes an empty directory in an organization of its own (or the given one), ready to be written. */
export async function makeDirectory(
  on: Queryable,
  { organizationId }: { organizationId?: string } = {},
): Promise<DirectoryRef> {
  const newId = createIds()
  const now = systemClock.now()
  const organization = organizationId ?? newId('org', now)
  const directoryId = newId('directory', now)
  await on.query({
    text: 'insert into organizations (id, name, created_at, updated_at) values ($1, $1, $2, $2) on conflict do nothing',
    values: [organization, now],
  })
  await on.query({
    text: `with d as (
        insert into directories (organization_id, id, name, type, state, external_key, created_at, updated_at)
        values ($1, $2, 'Test', 'generic scim v2.0', 'active', $2, $3, $3)
      ), t as (insert into directory_totals (organization_id, directory_id) values ($1, $2))
      insert into streams (organization_id, id, last_occurred_at) values ($1, $2, $3)`,
    values: [organization, directoryId, now],
  })
  return { organizationId: organization, directoryId }
}

/** Who causes the changes of tests. */
export const testCause: Cause = { source: 'scim', actorId: 'directory_token_1', requestId: 'request_1' }

/** What a source says of a user, with what the test cares for. */
export function aUser(
  userName: string,
  { active = true, title, externalId = null }: { active?: boolean; title?: string; externalId?: string | null } = {},
): UserContent {
  return {
    userName,
    externalId,
    active,
    attributes: {
      first_name: null,
      last_name: null,
      name: userName,
      email: `${userName}@example.com`,
      emails: [{ type: 'work', value: `${userName}@example.com`, primary: true }],
      job_title: title ?? null,
      username: userName,
      custom_attributes: title ? { job_title: title } : {},
    },
    document: { userName, active, ...(title ? { title } : {}), ...(externalId ? { externalId } : {}) },
  }
}

/** What a source says of a group. */
export function aGroup(displayName: string, externalId: string | null = null): GroupContent {
  return { displayName, externalId, document: { displayName, ...(externalId ? { externalId } : {}) } }
}

const base = { cause: testCause, received: null } as const

/** Commands of tests, with `testCause`. */
export const commands = {
  createUser: (content: UserContent) => ({ ...base, type: 'create_user', content }) as const,
  updateUser: (id: string, change: (stored: UserContent) => UserContent) =>
    ({ ...base, type: 'update_user', id, change }) as const,
  deleteUser: (id: string) => ({ ...base, type: 'delete_user', id }) as const,
  createGroup: (content: GroupContent, memberIds: readonly string[] = []) =>
    ({ ...base, type: 'create_group', content, memberIds, uniqueName: true }) as const,
  changeMembers: (id: string, ...members: Extract<Command, { type: 'update_group' }>['members']) =>
    ({
      ...base,
      type: 'update_group',
      id,
      uniqueName: true,
      change: (stored: GroupContent) => contentOf(stored),
      members,
    }) as const,
  renameGroup: (id: string, displayName: string) =>
    ({
      ...base,
      type: 'update_group',
      id,
      uniqueName: true,
      change: (stored: GroupContent) => aGroup(displayName, stored.externalId),
      members: [],
    }) as const,
  deleteGroup: (id: string) => ({ ...base, type: 'delete_group', id }) as const,
  /** `given` is what the sequence has besides its steps. */
  sequence: (steps: readonly SequenceStep[], given: { failOnErrors?: number } = {}) =>
    ({ ...base, type: 'sequence', failOnErrors: null, ...given, steps }) as const,
}

function contentOf({ displayName, externalId, document }: GroupContent): GroupContent {
  return { displayName, externalId, document }
}
