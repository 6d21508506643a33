import { type FilterRules, parseFilter } from './filter-expression.ts'
import { type ApiCall, answerPage } from './listing.ts'
import type { OktaOrg } from './org.ts'
import type { OktaGroup } from './records.ts'
import { type OktaReply, refusals } from './reply.ts'
import { showGroup, showUser } from './show.ts'
import type { OktaSwitches } from './switches.ts'

/** `filter` of groups (Okta's reference of "List all groups"). */
const filterRules: FilterRules = {
  isCaseExact: true,
  allows: (path, operator) =>
    /^(lastUpdated|lastMembershipUpdated)$/.test(path)
      ? ['eq', 'gt', 'ge', 'lt', 'le'].includes(operator)
      : operator === 'eq' && /^(id|type)$/.test(path),
}

/** `GET /api/v1/groups`. */
export function answerGroups(call: ApiCall, org: OktaOrg, switches: OktaSwitches): OktaReply {
  const filter = call.query.get('filter')
  const test = filter === null ? () => true : parseFilter(filter, filterRules)
  const matches = (group: OktaGroup) => test({ ...group, profile: { ...group.profile } })
  const read = (after: number, limit: number) => org.groups.page(after, limit, matches)
  return answerPage(call, switches, { read, show: (group) => showGroup(group, call.origin), usualLimit: 10_000 })
}

/** `GET /api/v1/groups/{id}`. */
export function answerGroup(call: ApiCall, id: string, org: OktaOrg): OktaReply {
  const group = org.groups.get(id)
  return group ? { status: 200, body: showGroup(group, call.origin) } : refusals.notFound(`${id} (UserGroup)`)
}

/** What is asked of the members of a group. */
export type MembersCall = { readonly call: ApiCall; readonly id: string }

/** `GET /api/v1/groups/{id}/users`: whole users, whatever their status. */
export function answerMembers({ call, id }: MembersCall, org: OktaOrg, switches: OktaSwitches): OktaReply {
  if (!org.groups.get(id) || switches.fault === 'hidden_members') return refusals.notFound(`${id} (UserGroup)`)
  const read = (after: number, limit: number) => org.membersPage(id, after, limit)
  return answerPage(call, switches, { read, show: (user) => showUser(user, call.origin), usualLimit: 1000 })
}
