import type { NewEvent } from '../events/append-events.ts'
import type { Person } from '../model/person.ts'
import type { Queryable } from '../store/database.ts'

/** What became of a person: `before` is null for one that is new, `after` for one that is gone. */
export type PersonChange = {
  readonly before: Person | null
  readonly after: Person | null
  /** Everything that follows from the person is looked at, not only what reads what changed: others were this person, too. */
  readonly isAnew?: boolean
}

/** People of one organization that changed, in the transaction that holds the lock of its stream. */
export type ChangedPeople = {
  readonly organizationId: string
  readonly changed: readonly PersonChange[]
  /** The time of the change. */
  readonly now: Date
}

/**
 * What follows from changed people, within the same transaction and under the lock of the organization's stream; the events that
 * it gives are appended after those of the people.
 */
export type OnPeopleChanged = (on: Queryable, people: ChangedPeople) => Promise<readonly NewEvent[]>

/** Nothing follows. */
export const nothingFollows: OnPeopleChanged = () => Promise.resolve([])
