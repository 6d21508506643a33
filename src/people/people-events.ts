import type { NewEvent } from '../events/append-events.ts'
import { type AttributeCase, toAttributeCaseEvent } from '../model/attribute-case.ts'
import type { Cause } from '../model/event.ts'
import type { JsonObject } from '../model/json.ts'
import { type MatchCase, toMatchCaseObject } from '../model/match-case.ts'
import type { Person, PersonLink } from '../model/person.ts'
import { toPersonObject } from '../model/person-object.ts'
import type { PersonChange } from './person-change.ts'
import { sameValue } from './same-value.ts'

/** The events that tell of a person: none when nothing of it is shown otherwise than before. */
export function personEvents({ before, after }: PersonChange, cause: Cause): NewEvent[] {
  const person = after ?? before
  if (!person) return []
  const event = (type: NewEvent['type'], previous: JsonObject | null = null): NewEvent => {
    return { type, objectId: person.id, data: toPersonObject(person), previous, cause }
  }
  if (!before) return [event('person.created')]
  if (!after) return [event('person.deleted')]
  const previous = previousAttributes(before, after)
  const updated = Object.keys(previous).length > 0 ? [event('person.updated', previous)] : []
  if (before.status === after.status) return updated
  return [...updated, event('person.status_changed', { status: before.status })]
}

/** What the changed attributes were before, the manager and the name among them; null for what was not there. */
export function previousAttributes(before: Person, after: Person): JsonObject {
  const previous: JsonObject = {}
  const names = new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)])
  for (const name of names) {
    if (!sameValue(before.attributes[name], after.attributes[name])) previous[name] = before.attributes[name] ?? null
  }
  if (before.managerId !== after.managerId) previous.manager_id = before.managerId
  if (before.displayName !== after.displayName) previous.display_name = before.displayName
  if (before.isService !== after.isService) previous.service = before.isService
  return previous
}

/** The event that a user became, or is no longer, a person's. */
export function linkEvent(type: 'person.linked' | 'person.unlinked', link: PersonLink, cause: Cause): NewEvent {
  return { type, objectId: link.personId, data: toLinkObject(link), previous: null, cause }
}

/** The event of a case: that it was opened, or has come to an end. */
export function caseEvent(found: MatchCase, cause: Cause): NewEvent {
  const type = found.state === 'open' ? 'person.match_disputed' : 'person.match_decided'
  return { type, objectId: found.id, data: toMatchCaseObject(found), previous: null, cause }
}

/** The event, of the person, that peers differ about an attribute, or that whose word counts is known. */
export function attributeCaseEvent(found: AttributeCase, cause: Cause): NewEvent {
  const type = found.state === 'open' ? 'person.attribute_disputed' : 'person.attribute_decided'
  return { type, objectId: found.personId, data: toAttributeCaseEvent(found), previous: null, cause }
}

function toLinkObject(link: PersonLink): JsonObject {
  return {
    object: 'person_link',
    person_id: link.personId,
    directory_id: link.directoryId,
    directory_user_id: link.userId,
    rule: link.rule,
    confidence: link.confidence,
    evidence: link.evidence,
  }
}
