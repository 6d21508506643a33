import type { Filter } from '../../model/filter.ts'
import type { MemberOperation } from '../../model/group.ts'
import { scimErrors } from '../errors.ts'
import { matchesFilter } from '../filter/matches-filter.ts'
import { memberIdsOf } from '../resource/member-ids.ts'
import { writeMember } from '../resource/write-resource.ts'
import type { PatchOperation } from './read-patch.ts'

/** True for a step on the members of a group, which are kept apart from its document. */
export function isMembersStep({ path }: PatchOperation): boolean {
  return path.extension === null && path.attribute?.name === 'members'
}

/**
 * What a step does to the members of a group. Nothing here needs to know who is a member: adding one that is there and
 * removing one that is not both succeed, as identity providers expect.
 */
export function memberOperations({ op, path, value }: PatchOperation, baseUrl: string): readonly MemberOperation[] {
  if (path.sub) {
    throw scimErrors.mutability(`"${path.text.slice(0, 200)}" cannot be changed: add and remove members as a whole.`)
  }
  const ids = memberIdsOf(Array.isArray(value) || value === undefined ? value : [value])
  if (path.filter) {
    const addition: MemberOperation = { op: 'add', ids }
    if (op === 'add') return [addition]
    const removal = removalWhere(path.filter, baseUrl)
    return op === 'remove' ? [removal] : [removal, addition]
  }
  if (op === 'remove') return [value === undefined ? { op: 'replace', ids: [] } : { op: 'remove', ids }]
  return [{ op, ids }]
}

function removalWhere(filter: Filter, baseUrl: string): MemberOperation {
  const ids = idsNamedBy(filter)
  if (ids) return { op: 'remove', ids }
  return { op: 'remove_where', matches: (member) => matchesFilter(filter, writeMember(member, baseUrl)) }
}

/** The ids in `value eq "a"` or `value eq "a" or value eq "b"`; null for any other filter. */
function idsNamedBy(filter: Filter): readonly string[] | null {
  if (filter.kind === 'or') {
    const parts = filter.filters.map(idsNamedBy)
    return parts.every((part) => part !== null) ? parts.flat() : null
  }
  const isId = filter.kind === 'compare' && filter.operator === 'eq' && filter.attribute.path[0] === 'value'
  return isId && typeof filter.value === 'string' ? [filter.value] : null
}
