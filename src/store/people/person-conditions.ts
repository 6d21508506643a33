import type { MemberKind } from '../../model/overlay/document.ts'
import type { PersonStatus } from '../../model/person.ts'
import { askedWords, organizationMark } from '../../model/search-words.ts'
import type { SqlParameters } from '../sql-parameters.ts'
import { wordsQuery } from '../words-literal.ts'

/** Which people of an organization are looked for; null opens a condition. */
export type PersonFilter = {
  readonly organizationId: string
  /** Words in any order, each the beginning of a word of a name, a login, an address, an employee number or an id. */
  readonly text: string | null
  readonly statuses: readonly PersonStatus[] | null
  readonly isService: boolean | null
  readonly managerId: string | null
  /** Only those who are a user of this directory. */
  readonly directoryId: string | null
  /** Only those who are in this object of the overlay. */
  readonly memberOf: { readonly kind: MemberKind; readonly id: string } | null
}

/** Everybody of an organization. */
export function everyPerson(organizationId: string): PersonFilter {
  return {
    organizationId,
    text: null,
    statuses: null,
    isService: null,
    managerId: null,
    directoryId: null,
    memberOf: null,
  }
}

/** What a text asks of the words of users; null where it has no words. */
export function personWords(organizationId: string, text: string | null): string | null {
  const begun = askedWords(text ?? '')
  return begun.length === 0 ? null : wordsQuery({ wanted: [organizationMark(organizationId)], begun })
}

/** What must be true of the columns of a person under the alias `x`. */
export function columnConditions(filter: PersonFilter, parameters: SqlParameters): string[] {
  const { statuses, isService, managerId } = filter
  return [
    `x.organization_id = ${parameters.add(filter.organizationId)}`,
    ...(statuses === null ? [] : [statusCondition(statuses, parameters)]),
    ...(isService === null ? [] : [isService ? 'x.is_service' : 'not x.is_service']),
    ...(managerId === null ? [] : [`x.manager_id = ${parameters.add(managerId)}`]),
  ]
}

/** One status is a part of an index; several are looked at one by one. */
function statusCondition(statuses: readonly PersonStatus[], parameters: SqlParameters): string {
  const [only] = statuses
  if (statuses.length === 1) return `x.status = ${parameters.add(only)}`
  return `x.status = any(${parameters.add(statuses)}::text[])`
}

/**
 * What must be true of a person under the alias `x` by other tables. Each is looked up one by one (`limit 1` in a scalar, which is
 * no join to the planner), for few people are looked at; as joins they would be answered from the whole tables.
 */
export function lookupConditions(filter: PersonFilter, parameters: SqlParameters): string[] {
  const { directoryId, memberOf } = filter
  const words = personWords(filter.organizationId, filter.text)
  return [
    ...(words === null ? [] : [hasWords(parameters.add(words))]),
    ...(directoryId === null ? [] : [isUserOf(parameters.add(directoryId))]),
    ...(memberOf === null ? [] : [isMember(parameters.add(memberOf.kind), parameters.add(memberOf.id))]),
  ]
}

function hasWords(words: string): string {
  return `(select true from person_links l cross join lateral (select u.search from users u
        where u.organization_id = l.organization_id and u.id = l.user_id offset 0) u
      where l.organization_id = x.organization_id and l.person_id = x.id and u.search @@ ${words}::tsquery limit 1)`
}

function isUserOf(directory: string): string {
  return `(select true from person_links l where l.organization_id = x.organization_id and l.person_id = x.id
      and l.directory_id = ${directory} limit 1)`
}

function isMember(kind: string, id: string): string {
  return `(select true from overlay_members m where m.organization_id = x.organization_id and m.kind = ${kind}
      and m.object_id = ${id} and m.person_id = x.id limit 1)`
}
