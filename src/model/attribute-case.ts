import type { Json, JsonObject } from './json.ts'

/** What a user of a person says of an attribute. */
export type AttributeClaim = { readonly userId: string; readonly directoryId: string; readonly value: Json }

/**
 * An attribute of a person about which directories of equal say differ, and of which a person has to say, or has said, whose word
 * counts. `obsolete`: they agree by now, or the decision does not count any more.
 */
export type AttributeCase = {
  readonly id: string
  readonly organizationId: string
  readonly personId: string
  readonly attribute: string
  readonly state: 'open' | 'decided' | 'obsolete'
  /** What each says: of an open case now, of one that is decided as it was then. The best directory's first. */
  readonly claims: readonly AttributeClaim[]
  /** The user whose word counts; null while nobody has said it. */
  readonly chosenUserId: string | null
  readonly openedAt: Date
  readonly decidedAt: Date | null
}

/**
 * A case as events show it: who differs, without what they say. Values can be of an attribute that not everybody is shown, and are
 * those of today only where the case is read.
 */
export function toAttributeCaseEvent(found: AttributeCase): JsonObject {
  return {
    object: 'attribute_case',
    id: found.id,
    person_id: found.personId,
    attribute: found.attribute,
    state: found.state,
    candidates: found.claims.map(({ userId, directoryId }) => ({
      directory_id: directoryId,
      directory_user_id: userId,
    })),
    chosen_user_id: found.chosenUserId,
  }
}
