import type { JsonObject } from '../../model/json.ts'
import type { Database } from '../../store/database.ts'
import type { MemberObject } from '../../store/overlay/member-objects.ts'
import {
  type ListedMember,
  listObjectMembers,
  type MemberPage,
  type MemberPlace,
  readListedMembers,
} from '../../store/overlay/members-list.ts'
import { findPersons } from '../../store/people/find-persons.ts'
import { everyPerson } from '../../store/people/person-conditions.ts'
import type { SearchPage, SearchPlace } from '../../store/search-page.ts'

/** Which members are asked for: of an object, with these words in their names or addresses. */
export type AskedMembers = {
  readonly organizationId: string
  readonly object: Pick<MemberObject, 'kind' | 'id'>
  readonly which: MemberPage['which']
  readonly text: string | null
}

/** A page of members. */
export type FoundMembers = {
  readonly records: readonly ListedMember[]
  readonly before: SearchPlace | null
  readonly after: SearchPlace | null
}

/** The page of who is in an object, or undecided for it, by name. */
export function findMembers(database: Database, asked: AskedMembers, page: SearchPage): Promise<FoundMembers> {
  return asked.text === null ? pageOf(database, asked, page) : searchMembers(database, asked, page)
}

async function pageOf(
  database: Database,
  { organizationId, object, which }: AskedMembers,
  { limit, after, before }: SearchPage,
): Promise<FoundMembers> {
  const place = (at: SearchPlace | null): MemberPlace | null => at && { nameKey: at.key, personId: at.id }
  const isBackward = before !== null && after === null
  const of = { organizationId, kind: object.kind, objectId: object.id, which }
  const rows = await listObjectMembers(database, {
    ...of,
    after: place(after),
    before: place(before),
    limit: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const records = isBackward ? shown.toReversed() : shown
  const hasMore = rows.length > limit
  const [first, last] = [records.at(0), records.at(-1)]
  return {
    records,
    before: first && (isBackward ? hasMore : after !== null) ? placeOf(first) : null,
    after: last && (isBackward || hasMore) ? placeOf(last) : null,
  }
}

async function searchMembers(
  database: Database,
  { organizationId, object: { kind, id }, text }: AskedMembers,
  page: SearchPage,
): Promise<FoundMembers> {
  const filter = { ...everyPerson(organizationId), text, memberOf: { kind, id } }
  const { records, before, after } = await findPersons(database, filter, page)
  const ids = records.map((person) => person.id)
  const members = await readListedMembers(database, { organizationId, kind, objectId: id }, ids)
  const byId = new Map(members.map((member) => [member.personId, member]))
  return { records: ids.flatMap((one) => byId.get(one) ?? []), before, after }
}

function placeOf({ nameKey, personId }: ListedMember): SearchPlace {
  return { key: nameKey, id: personId }
}

/** A member as the API shows it. The text of a rule is that of the object. */
export function toMember(member: ListedMember, { kind, id, rule }: MemberObject): JsonObject {
  return {
    object: 'object_member',
    kind,
    object_id: id,
    person: { id: member.personId, display_name: member.displayName, status: member.status },
    reasons: member.reasons.map((reason) => (reason.by === 'rule' ? { rule: rule ?? '', ...reason } : { ...reason })),
    since: member.since?.toISOString() ?? null,
    missing: member.missing,
  }
}
