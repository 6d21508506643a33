import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import type { Person } from '../../model/person.ts'
import type { Queryable } from '../../store/database.ts'
import { findAttributeCase, type ShownAttributeCase } from '../../store/people/read-attribute-cases.ts'
import { findMatchCase, type ShownMatchCase } from '../../store/people/read-match-cases.ts'
import { findFormerPerson, findPerson } from '../../store/people/read-person.ts'

/** The person, if there is one and the caller's key opens its organization; throws `not_found`, or `person_merged`. */
export async function openPerson(on: Queryable, { organizationId }: Caller, id: string): Promise<Person> {
  const person = await findPerson(on, id, organizationId)
  if (person) return person
  const former = await findFormerPerson(on, id, organizationId)
  if (former?.mergedInto) throw new AppError('person_merged', { id, into: former.mergedInto })
  throw new AppError('not_found', { what: 'person', id })
}

/** Whose story is told: a person, or one who is no more; throws `not_found`. */
export async function openStory(
  on: Queryable,
  { organizationId }: Caller,
  id: string,
): Promise<{ readonly id: string; readonly organizationId: string }> {
  const found = (await findPerson(on, id, organizationId)) ?? (await findFormerPerson(on, id, organizationId))
  if (!found) throw new AppError('not_found', { what: 'person', id })
  return found
}

/** The case, if there is one and the caller's key opens its organization; throws `not_found`. */
export async function openMatchCase(on: Queryable, { organizationId }: Caller, id: string): Promise<ShownMatchCase> {
  const found = await findMatchCase(on, id, organizationId)
  if (!found) throw new AppError('not_found', { what: 'match case', id })
  return found
}

/** The case of an attribute, if there is one and the caller's key opens its organization; throws `not_found`. */
export async function openAttributeCase(
  on: Queryable,
  { organizationId }: Caller,
  id: string,
): Promise<ShownAttributeCase> {
  const found = await findAttributeCase(on, id, organizationId)
  if (!found) throw new AppError('not_found', { what: 'attribute case', id })
  return found
}
