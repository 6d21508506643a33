import { type FilterRules, parseFilter } from './filter-expression.ts'
import { type ApiCall, answerPage } from './listing.ts'
import type { OktaOrg } from './org.ts'
import type { OktaUser } from './records.ts'
import { type OktaReply, refusals } from './reply.ts'
import { etagOf, showUser } from './show.ts'
import type { OktaSwitches } from './switches.ts'

/** `filter` of users: few properties, `eq` alone, but for `lastUpdated` (Okta's reference of "List all users"). */
const filterRules: FilterRules = {
  isCaseExact: true,
  allows: (path, operator) =>
    path === 'lastUpdated'
      ? ['eq', 'gt', 'ge', 'lt', 'le'].includes(operator)
      : operator === 'eq' && /^(status|id|profile\.(login|email|firstName|lastName))$/.test(path),
}

const searchRules: FilterRules = {
  isCaseExact: false,
  allows: (path, operator) =>
    /^(id|status|created|activated|statusChanged|lastUpdated|type\.id|profile\.\w+)$/.test(path) &&
    ['eq', 'sw', 'co', 'gt', 'ge', 'lt', 'le', 'pr'].includes(operator),
}

/** `GET /api/v1/users`: the plain list hides users who are deactivated, `filter` and `search` do not; `search` reads the index. */
export function answerUsers(call: ApiCall, org: OktaOrg, switches: OktaSwitches): OktaReply {
  const show = (user: OktaUser) => showUser(user, call.origin)
  if (switches.fault === 'no_admin_role' || switches.fault === 'no_users_role') return { status: 200, body: [] }
  const search = call.query.get('search')
  const filter = call.query.get('filter')
  const usualLimit = 200
  if (search !== null) {
    const matches = parseFilter(search, searchRules)
    const read = (after: number, limit: number) => org.index.page(after, limit, matches)
    return answerPage(call, switches, { read, show, usualLimit })
  }
  const isListed = (user: OktaUser) => user.status !== 'DEPROVISIONED'
  const matches = filter === null ? isListed : parseFilter(filter, filterRules)
  const read = (after: number, limit: number) => org.users.page(after, limit, matches)
  return answerPage(call, switches, { read, show, usualLimit })
}

/** `GET /api/v1/users/{id}`: by id or login. `me` is the administrator whose API token it is, who is not in the company. */
export function answerUser(call: ApiCall, id: string, org: OktaOrg): OktaReply {
  const byLogin = () => org.users.page(0, 1, ({ profile }) => profile.login === id).rows[0]
  const user = id === 'me' ? administrator : (org.users.get(id) ?? byLogin())
  if (!user) return refusals.notFound(`${id} (User)`)
  return { status: 200, body: showUser(user, call.origin, 'single'), headers: { etag: etagOf(user) } }
}

const then = '2026-01-05T09:00:00.000Z'
const administrator: OktaUser = {
  id: '00u00000000000admin',
  status: 'ACTIVE',
  created: then,
  activated: then,
  statusChanged: then,
  lastLogin: null,
  lastUpdated: then,
  passwordChanged: then,
  profile: {
    login: 'admin@okta.invalid',
    email: 'admin@okta.invalid',
    firstName: 'Sandbox',
    lastName: 'Administrator',
  },
}
