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
  | 'member'
  | 'session'
  | 'sign_in_link'
  | 'audit_entry'
  | 'node'
  | 'sync_run'
  | 'removal'
  | 'problem'
  | 'source_file'
  | 'person'
  | 'person_link'
  | 'match_case'
  | 'attribute_case'
  | 'plan'
  | 'repository'

/** Makes an id: the prefix and a ULID whose time is `at`. Ids that one process makes as time goes on sort in their order. */
export type NewId = (prefix: IdPrefix, at: Date) => string

/**
 * A source of ids with a memory of the last one of each kind, so that those of one millisecond are in order. Each kind has its own:
 * events may be dated by another node's clock, and must not disturb the others. When the clock goes back it follows: one wrong
 * reading must not date everything that comes after.
 */
export function createIds(): NewId {
  const kinds = new Map<IdPrefix, { next: (time: number) => string; last: number }>()
  return (prefix, at) => {
    const time = at.getTime()
    let kind = kinds.get(prefix)
    if (!kind || time < kind.last) {
      kind = { next: monotonicFactory(), last: time }
      kinds.set(prefix, kind)
    }
    kind.last = time
    return `${prefix}_${kind.next(time)}`
  }
}
