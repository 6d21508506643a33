import { z } from 'zod'
import { isJsonObject, type JsonObject } from '../../model/json.ts'
import type { SourceGroup, SourceStatus, SourceUser, UnreadableRecord } from '../../model/source-record.ts'
import { caseKey } from '../../model/user.ts'

const Profile = z.custom<JsonObject>(isJsonObject, 'not an object')

/** A user as Okta lists it, as far as it is used. */
export const OktaUser = z.object({
  id: z.string().min(1),
  status: z.string(),
  type: z.object({ id: z.string() }).nullish(),
  profile: Profile,
})
export type OktaUser = z.infer<typeof OktaUser>
export const OktaUsers = z.array(OktaUser).readonly()

/** A group as Okta lists it. `BUILT_IN` are Everyone and the administrators. */
export const OktaGroup = z.object({ id: z.string().min(1), type: z.string().nullish(), profile: Profile })
export type OktaGroup = z.infer<typeof OktaGroup>
export const OktaGroups = z.array(OktaGroup).readonly()

/** A member of a group: it comes as a whole user, of which the id is enough. Also users who are deactivated are members. */
export const OktaMembers = z.array(z.object({ id: z.string().min(1) })).readonly()

/** An entry of the System Log. */
export const OktaLogEntries = z
  .array(
    z.object({
      eventType: z.string(),
      target: z.array(z.object({ id: z.string().nullish(), type: z.string().nullish() })).nullish(),
    }),
  )
  .readonly()
export type OktaLogEntries = z.infer<typeof OktaLogEntries>

/**
 * What Okta's statuses come down to ("User lifecycle"). Somebody who is locked out, has an expired password or gets a new one
 * still works there. `DEPROVISIONED` is deactivated, not deleted, and can be undone.
 */
const statuses: ReadonlyMap<string, SourceStatus> = new Map([
  ['STAGED', 'staged'],
  ['PROVISIONED', 'staged'],
  ['ACTIVE', 'active'],
  ['RECOVERY', 'active'],
  ['PASSWORD_EXPIRED', 'active'],
  ['LOCKED_OUT', 'active'],
  ['SUSPENDED', 'suspended'],
  ['DEPROVISIONED', 'deactivated'],
])

/** A page of users as the engine reads it; who has a status that nobody knows stays as it is. */
export function toSourceUsers(users: readonly OktaUser[]): { users: SourceUser[]; unreadable: UnreadableRecord[] } {
  const unreadable = users.filter(({ status }) => !statuses.has(status)).map(unknownStatus)
  return { users: users.flatMap((user) => toSourceUser(user) ?? []), unreadable }
}

/** A user as the engine reads it; null where the status is unknown. */
export function toSourceUser({ id, status, type, profile }: OktaUser): SourceUser | null {
  const known = statuses.get(status)
  if (known === undefined) return null
  const login = textOf(profile.login)
  return {
    id,
    status: known,
    statusDetail: status,
    isLocked: status === 'LOCKED_OUT',
    // Lists and single answers differ in whether they show what is empty.
    attributes: { id, status, ...(type && { type: { id: type.id } }), profile: withoutEmpty(profile) },
    ...(login !== null && { alias: caseKey(login) }),
    manager: managerOf(profile),
  }
}

export function toSourceGroup({ id, type, profile }: OktaGroup): SourceGroup {
  const name = textOf(profile.name) ?? id
  return { id, name, attributes: { id, ...(type && { type }), profile: withoutEmpty(profile) } }
}

/** Whether a group is one of the org's own making, or of an application or a directory that is connected to it. */
export function isOwnGroup({ type }: OktaGroup): boolean {
  return type !== 'BUILT_IN'
}

/**
 * `managerId` is a free text in Okta: orgs put an id, a login or an e-mail address there, and some put that into `manager`, which
 * is meant for a name.
 */
function managerOf({ managerId, manager }: JsonObject): string | null {
  const named = textOf(managerId) ?? addressIn(textOf(manager))
  return named === null || oktaId.test(named) ? named : caseKey(named)
}

const oktaId = /^00u[0-9A-Za-z]{17}$/

function addressIn(text: string | null): string | null {
  return text !== null && /^\S+@\S+$/.test(text) ? text : null
}

function unknownStatus({ id, status, profile }: OktaUser): UnreadableRecord {
  const text = `Okta gives this user the status ${status}, which Muster does not know, so it stays as it is. Report this as a bug.`
  return { kind: 'user', id, name: textOf(profile.login) ?? id, code: 'unknown_status', text }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** An attribute that was emptied by hand is `""` in Okta, one that was taken away null. */
function withoutEmpty(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ''))
}
