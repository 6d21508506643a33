import { parseListQueryAcrossTypes } from '../list-query.ts'
import type { ScimAnswer, ScimOperation } from '../operation.ts'
import type { ScimRequest } from '../scim-request.ts'
import { groupList } from './group-operations.ts'
import { answerLists } from './read-lists.ts'
import { userList } from './user-operations.ts'

/**
 * A query at the root of the server, across resource types (RFC 7644 section 3.4.2.1): users come first, then groups, each
 * in the order asked for. What a type does not know matches nothing of it.
 */
export async function searchAll(scim: ScimRequest, { query }: ScimOperation): Promise<ScimAnswer> {
  const { user, group } = scim.session.resourceTypes
  const users = userList(scim, parseListQueryAcrossTypes(query, user, scim.reading))
  const groups = groupList(scim, parseListQueryAcrossTypes(query, group, scim.reading))
  return answerLists([users, groups], { ...query, path: '/' })
}
