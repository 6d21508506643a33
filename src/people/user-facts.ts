import { Undecided } from '../expressions/outcome.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { PersonUser } from '../store/people/person-user.ts'
import { canonicalValue } from './canonical-value.ts'
import { managerKeysOf } from './manager-keys.ts'
import { ruleKeysOf, userKeysOf } from './match-keys.ts'
import type { PeopleDirectory, PeopleOptions, UserGetter } from './people-options.ts'

/** A user of a directory with everything that matching and merging look at. */
export type UserFacts = {
  readonly id: string
  readonly directoryId: string
  readonly idpId: string
  /** The place of its directory in the order of authority. */
  readonly rank: number
  readonly active: boolean
  readonly isService: boolean
  /** Attributes of a person as this user has them, in canonical form. */
  readonly values: JsonObject
  /** Everything by which it is found: by other users, by files, as a manager. */
  readonly keys: readonly string[]
  /** By each rule of matching, in order, the keys that count. */
  readonly ruleKeys: readonly (readonly string[])[]
  /** By which keys its manager is found, the best first. */
  readonly managerKeys: readonly string[]
  readonly updatedAt: Date
}

const serviceTypes = new Set(['service', 'service account', 'serviceaccount', 'bot', 'system', 'shared mailbox'])

/** What a user says of a person; null when its directory is gone. */
export function userFacts(user: PersonUser, options: PeopleOptions): UserFacts | null {
  const directory = options.directories.get(user.directoryId)
  if (!directory || directory.isGone) return null
  const values = valuesOf(user, directory)
  const isService = serviceTypes.has(String(values.type ?? '').toLowerCase())
  return {
    id: user.id,
    directoryId: user.directoryId,
    idpId: user.idpId,
    rank: directory.rank,
    active: user.active,
    isService,
    values,
    keys: userKeysOf(user, values, options.rules),
    // The address and number of a service account are often those of whoever looks after it.
    ruleKeys: options.rules.map((rule) => (isService ? [] : ruleKeysOf(rule, values, options.domains))),
    managerKeys: managerKeysOf(user),
    updatedAt: user.updatedAt,
  }
}

/** The best directory first; within one, those that are active, then by what the source calls them. */
export function byAuthority(one: UserFacts, other: UserFacts): number {
  if (one.rank !== other.rank) return one.rank - other.rank
  if (one.active !== other.active) return one.active ? -1 : 1
  return one.idpId < other.idpId ? -1 : 1
}

/** Attributes of a person as a user has them, in canonical form; those without a value are left out. */
export function valuesOf(user: PersonUser, directory: PeopleDirectory): JsonObject {
  const { username, ...attributes } = user.attributes
  const shown: JsonObject = {
    ...(attributes as unknown as JsonObject),
    username,
    id: user.id,
    idp_id: user.idpId,
    directory_id: user.directoryId,
    active: user.active,
  }
  const read = reader(shown)
  const zoneGetter = directory.getters.find(({ attribute }) => attribute === 'timeZone')
  const zone = zoneGetter ? canonicalValue('zone', read(zoneGetter)) : undefined
  const values: JsonObject = {}
  for (const getter of directory.getters) {
    const value = canonicalValue(getter.type, read(getter), typeof zone === 'string' ? zone : 'UTC')
    if (value !== undefined) values[getter.attribute] = value
  }
  return values
}

function reader(user: JsonObject): (getter: UserGetter) => Json | undefined {
  return ({ path, expression }) => {
    if (path) return follow(user, path)
    const outcome = expression?.evaluate({ user })
    return outcome === undefined || outcome instanceof Undecided ? undefined : outcome
  }
}

function follow(from: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = from
  for (const key of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key))
      return undefined
    value = value[key]
  }
  return value
}
