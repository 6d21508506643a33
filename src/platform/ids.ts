import { monotonicFactory } from 'ulid'

/** The kinds of ids, as WorkOS prefixes them where it has the thing. */
export type IdPrefix =
  | 'org'
  | 'directory'
  | 'directory_user'
  | 'directory_group'
  | 'directory_token'
  | 'event'
  | 'api_key'
  | 'request'
  | 'lease'

/**
 * Makes an id: the prefix and a ULID whose time is `at`. Ids made by one process for the same or a later time sort after
 * the ids it made before.
 */
export type NewId = (prefix: IdPrefix, at: Date) => string

/** A source of ids with its own memory of the last one, so that a process makes each one greater than the one before. */
export function createIds(): NewId {
  const next = monotonicFactory()
  return (prefix, at) => `${prefix}_${next(at.getTime())}`
}
