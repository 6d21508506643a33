import type { NewEvent } from '../events/append-events.ts'
import type { AttributeCase } from '../model/attribute-case.ts'
import type { MatchCase } from '../model/match-case.ts'
import type { GonePerson } from '../store/people/former-people.ts'
import type { LinkChange } from '../store/people/link-history.ts'
import type { ManagerKeys } from '../store/people/manager-keys.ts'
import type { StoredPerson } from '../store/people/people.ts'
import type { UserKey } from '../store/people/person-keys.ts'
import type { StoredLink } from '../store/people/person-links.ts'
import type { PersonChange } from './person-change.ts'

/** Everything that is to be written, and the events that tell of it. */
export type PeoplePlan = {
  readonly created: readonly StoredPerson[]
  readonly updated: readonly StoredPerson[]
  readonly gone: readonly GonePerson[]
  /** People who were gone and are back. */
  readonly restored: readonly string[]
  readonly links: readonly StoredLink[]
  readonly unlinked: readonly string[]
  readonly history: readonly LinkChange[]
  readonly keys: { readonly added: readonly UserKey[]; readonly removed: readonly UserKey[] }
  readonly managerKeys: { readonly cleared: readonly string[]; readonly named: readonly ManagerKeys[] }
  readonly cases: readonly MatchCase[]
  /** Those that end first. */
  readonly attributeCases: readonly AttributeCase[]
  readonly events: readonly NewEvent[]
  readonly changes: readonly PersonChange[]
}
