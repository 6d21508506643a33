import { z } from 'zod'
import type { JsonObject } from '../../model/json.ts'
import type { SourceGroup, SourceStatus, SourceUser } from '../../model/source-record.ts'
import { caseKey } from '../../model/user.ts'

const Json = z.unknown()

/** What is asked for of a user: nothing that changes by itself (logins, etags), no photo, nothing for recovery. */
export const userFields = [
  ...['id', 'primaryEmail', 'name', 'isAdmin', 'isDelegatedAdmin', 'suspended', 'suspensionReason', 'archived'],
  ...['orgUnitPath', 'emails', 'aliases', 'externalIds', 'relations', 'organizations', 'phones', 'addresses'],
  ...['locations', 'customSchemas', 'creationTime'],
] as const

const optional = Json.optional()

/** A user of the Directory API (reference, "users"), as far as it is asked for. */
export const GoogleUser = z.object({
  ...Object.fromEntries(userFields.map((name) => [name, optional])),
  id: z.string().min(1),
  primaryEmail: z.string().min(1),
  suspended: z.boolean().nullish(),
  suspensionReason: z.string().nullish(),
  archived: z.boolean().nullish(),
  orgUnitPath: z.string().nullish(),
  relations: z.array(z.looseObject({ type: z.string().nullish(), value: z.string().nullish() })).nullish(),
})
export type GoogleUser = z.output<typeof GoogleUser>

export const UsersPage = z.object({ users: z.array(GoogleUser).default([]), nextPageToken: z.string().optional() })

/** A group of the Directory API (reference, "groups"). */
export const GoogleGroup = z.object({
  id: z.string().min(1),
  email: z.string().min(1),
  name: z.string().nullish(),
  description: z.string().nullish(),
})
export type GoogleGroup = z.output<typeof GoogleGroup>

export const GroupsPage = z.object({ groups: z.array(GoogleGroup).default([]), nextPageToken: z.string().optional() })

const Member = z.object({ id: z.string().min(1), type: z.string().nullish() })
export type Member = z.output<typeof Member>

/** The members of a group; an empty group has no such key. */
export const MembersPage = z.object({ members: z.array(Member).default([]), nextPageToken: z.string().optional() })

/** Whether a member stands for all people of the customer; its id is that of the customer. */
export function isEverybody({ type }: Member): boolean {
  return type === 'CUSTOMER'
}

/** A user as the engine takes it. Managers are named by e-mail address, so that is the alias. */
export function toSourceUser(user: GoogleUser): SourceUser {
  const { status, detail } = statusOf(user)
  const manager = user.relations?.find(({ type }) => type === 'manager')?.value
  return {
    id: user.id,
    status,
    statusDetail: detail,
    attributes: withoutAbsent(user),
    alias: caseKey(user.primaryEmail),
    manager: manager ? caseKey(manager) : null,
    ...(user.orgUnitPath && { orgUnit: user.orgUnitPath }),
  }
}

/** Archived users keep their data but cannot work, as suspended ones. */
function statusOf({ suspended, suspensionReason, archived }: GoogleUser): { status: SourceStatus; detail: string } {
  if (suspended)
    return { status: 'suspended', detail: suspensionReason ? `SUSPENDED (${suspensionReason})` : 'SUSPENDED' }
  return archived ? { status: 'suspended', detail: 'ARCHIVED' } : { status: 'active', detail: 'ACTIVE' }
}

/** A group as the engine takes it. */
export function toSourceGroup(group: GoogleGroup): SourceGroup {
  return {
    id: group.id,
    name: group.name || group.email,
    attributes: withoutAbsent(group),
    alias: caseKey(group.email),
  }
}

function withoutAbsent(record: object): JsonObject {
  return JSON.parse(JSON.stringify(record))
}
