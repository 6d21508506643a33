import { type Draft, draftMember, idOfExternalId, isPairKnown, memberTypeOf, NamesNotLoaded } from './state.ts'

/**
 * Says which of the values that name members are no ids but the `externalId` of a user or group, and whose: value by id.
 * What is the id of anything is never taken for an `externalId`.
 *
 * @throws NamesNotLoaded when it has to be looked up who has an `externalId`, or whether the group has the record.
 */
export function resolveMembers(draft: Draft, groupId: string, values: Iterable<string>): ReadonlyMap<string, string> {
  const unknown = [...new Set(values)].filter((value) => memberTypeOf(draft, value) === 'pending')
  const externalIds = unknown.filter((value) => !draft.loaded.externalIds.has(value))
  if (externalIds.length > 0) throw new NamesNotLoaded({ externalIds })
  const found = unknown.map((value) => ({ value, id: idOfExternalId(draft, value) }))
  const resolved = found.flatMap(({ value, id }): [string, string][] => (id ? [[value, id]] : []))
  requirePairs(
    draft,
    groupId,
    resolved.map(([, id]) => id),
  )
  return new Map(resolved)
}

/** Asks for the pairs of the group and these records, where it is not known whether they exist. */
export function requirePairs(draft: Draft, groupId: string, memberIds: readonly string[]): void {
  const pairs = memberIds.map((memberId) => ({ groupId, memberId })).filter((pair) => !isPairKnown(draft, pair))
  if (pairs.length > 0) throw new NamesNotLoaded({ pairs })
}

/** Whether the group has the record itself as a member, and not only somebody under its id who is awaited. */
export function hasMember(draft: Draft, groupId: string, memberId: string): boolean {
  const type = draftMember(draft, groupId, memberId)
  return type !== null && type !== 'pending'
}
