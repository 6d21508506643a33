import type { Person, PersonStatus } from '../model/person.ts'
import type { PersonInput } from './person-state.ts'

/** What of a person rules see besides attributes, with the ids of all managers above, the nearest first. */
export type PersonSource = Pick<Person, 'id' | 'status' | 'isService' | 'managerId' | 'managerKey'> & {
  readonly attributes: Person['attributes']
}

/** Whether somebody works here now: also on leave, and until the end of the last day. */
export function isActiveStatus(status: PersonStatus): boolean {
  return status === 'active' || status === 'on_leave' || status === 'leaving'
}

/**
 * A person as rules see them. `managers` may be left out where no rule reads it. While it is unknown who the manager is, it is
 * unknown to whom the person reports.
 */
export function personInput(person: PersonSource, managers?: readonly string[]): PersonInput {
  const isManagerKnown = person.managerId !== null || person.managerKey === null
  return {
    id: person.id,
    values: {
      ...person.attributes,
      id: person.id,
      status: person.status,
      active: isActiveStatus(person.status),
      service: person.isService,
      manager: person.managerId ?? undefined,
      managers: isManagerKnown ? managers && [...managers] : undefined,
    },
  }
}
