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
  | 'schema_extension'
  | 'request'
  | 'scim_request'
  | 'lease'
  | 'we'
  | 'sink'
  | 'attempt'
  | 'org_domain'
  | 'portal_link'
  | 'audit_entry'
  | 'node'
  | 'sync_run'
  | 'removal'
  | 'problem'
  | 'source_file'

/** Makes an id: the prefix and a ULID whose time is `at`. Ids that one process makes as time goes on sort in their order. */
export type NewId = (prefix: IdPrefix, at: Date) => string

/**
 * A source of ids with a memory of its last one, so that those of one millisecond are in order. When the clock goes back
 * it follows: one wrong reading must not date everything that comes after.
 */
export function createIds(): NewId {
  let next = monotonicFactory()
  let last = 0
  return (prefix, at) => {
    const time = at.getTime()
    if (time < last) next = monotonicFactory()
    last = time
    return `${prefix}_${next(time)}`
  }
}
