import { createHash } from 'node:crypto'
import type { JsonObject } from '../../model/json.ts'
import type { LogEntry, OktaGroup, OktaUser } from './records.ts'

/** A user as lists show it; one that is asked for by id has more links. */
export function showUser(
  { profile, ...user }: OktaUser,
  origin: string,
  links: 'list' | 'single' = 'list',
): JsonObject {
  const self = `${origin}/api/v1/users/${user.id}`
  const more = {
    suspend: { href: `${self}/lifecycle/suspend`, method: 'POST' },
    deactivate: { href: `${self}/lifecycle/deactivate`, method: 'POST' },
    schema: { href: `${origin}/api/v1/meta/schemas/user/osc0000000000000000` },
    type: { href: `${origin}/api/v1/meta/types/user/oty0000000000000000` },
  }
  return {
    ...user,
    type: { id: 'oty0000000000000000' },
    profile: { mobilePhone: null, secondEmail: null, ...profile },
    credentials: {
      ...(user.status !== 'DEPROVISIONED' && { password: {} }),
      provider: { type: 'OKTA', name: 'OKTA' },
    },
    _links: { self: { href: self }, ...(links === 'single' && more) },
  }
}

export function showGroup(group: OktaGroup, origin: string): JsonObject {
  const self = `${origin}/api/v1/groups/${group.id}`
  return {
    ...group,
    profile: { ...group.profile },
    objectClass: [group.type === 'APP_GROUP' ? 'okta:windows_security_principal' : 'okta:user_group'],
    _links: {
      logo: [{ name: 'medium', href: `${origin}/logo.png`, type: 'image/png' }],
      users: { href: `${self}/users` },
      apps: { href: `${self}/apps` },
    },
  }
}

/** An entry as the System Log API and event hooks show it (`LogEvent` of Okta's OpenAPI document). */
export function showLogEntry({ uuid, published, eventType, targets }: LogEntry): JsonObject {
  return {
    uuid,
    published,
    eventType,
    version: '0',
    severity: 'INFO',
    displayMessage: eventType,
    actor: { id: '00u00000000000admin', type: 'User', alternateId: 'admin@okta.invalid', displayName: 'Administrator' },
    outcome: { result: 'SUCCESS' },
    target: targets.map(({ id, type, name }) => ({ id, type, alternateId: name, displayName: name })),
  }
}

/** The weak ETag of a single user. */
export function etagOf(user: OktaUser): string {
  return `W/"${createHash('md5').update(JSON.stringify(user)).digest('hex')}"`
}

/** The schema of the default user type: the base profile, and every attribute of `custom` as a string. */
export function showUserSchema(custom: readonly string[]): JsonObject {
  const attribute = (title: string): JsonObject => ({ title, type: 'string', mutability: 'READ_WRITE', scope: 'NONE' })
  const attributes = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, attribute(name)]))
  const part = (id: string, names: readonly string[]): JsonObject => {
    return { id: `#${id}`, type: 'object', properties: attributes(names), required: id === 'base' ? ['login'] : [] }
  }
  return {
    $schema: 'http://json-schema.org/draft-04/schema#',
    name: 'user',
    title: 'User',
    type: 'object',
    definitions: { base: part('base', ['login', 'email', 'firstName', 'lastName']), custom: part('custom', custom) },
    properties: { profile: { allOf: [{ $ref: '#/definitions/custom' }, { $ref: '#/definitions/base' }] } },
  }
}
