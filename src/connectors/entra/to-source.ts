import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import type { SourceGroup, SourceStatus, SourceUser } from '../../model/source-record.ts'
import { caseKey } from '../../model/user.ts'
import type { GraphObject } from './graph-objects.ts'

/** A user with all that was selected, and the manager's id. */
export type WholeUser = { readonly user: GraphObject; readonly manager: string | null }

/** Makes the record of a user. `now` decides whether somebody is yet to be hired. */
export function toSourceUser({ user, manager }: WholeUser, selected: readonly string[], now: Date): SourceUser {
  return {
    id: user.id,
    ...statusOf(user, now),
    attributes: attributesOf(user, selected),
    ...(user.userPrincipalName && { alias: caseKey(user.userPrincipalName) }),
    manager,
  }
}

/** Makes the record of a group. */
export function toSourceGroup(group: GraphObject, selected: readonly string[]): SourceGroup {
  return { id: group.id, name: group.displayName ?? group.id, attributes: attributesOf(group, selected) }
}

/** Guests are people of other organizations, by `userType`; in old tenants only the name tells. */
export function isGuest({ userType, userPrincipalName }: GraphObject): boolean {
  if (typeof userType === 'string') return userType.toLowerCase() === 'guest'
  return userPrincipalName?.includes('#EXT#') ?? false
}

/** A disabled account is suspended, unless its person has not begun yet. What is not said is not taken for disabled. */
function statusOf(user: GraphObject, now: Date): { status: SourceStatus; statusDetail: string } {
  if (user.externalUserState === 'PendingAcceptance') return { status: 'staged', statusDetail: 'PendingAcceptance' }
  if (user.accountEnabled !== false) return { status: 'active', statusDetail: 'enabled' }
  const hireDate = typeof user.employeeHireDate === 'string' ? Date.parse(user.employeeHireDate) : Number.NaN
  if (hireDate > now.getTime()) return { status: 'staged', statusDetail: 'disabled until employeeHireDate' }
  return { status: 'suspended', statusDetail: 'disabled' }
}

/**
 * What was selected, in its order and without what is empty: delta answers leave out what was never set, where the others say
 * null or [], and the same person must give the same record.
 */
function attributesOf(object: GraphObject, selected: readonly string[]): JsonObject {
  const attributes: JsonObject = {}
  for (const name of selected) {
    const value = withoutEmpty(object[name] as Json | undefined)
    if (value !== null) attributes[name] = value
  }
  return attributes
}

/** Where a time was never set, some say that it is this one: the least that .NET knows. */
const noTime = '0001-01-01T00:00:00Z'

function withoutEmpty(value: Json | undefined): Json {
  if (value === undefined || value === null || value === '' || value === noTime) return null
  if (Array.isArray(value)) return value.length > 0 ? value : null
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
    const held = withoutEmpty(inner)
    return held === null ? [] : [[name, held]]
  })
  return kept.length > 0 ? Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))) : null
}
