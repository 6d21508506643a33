import { answerGroup, answerGroups, answerMembers } from './answer-groups.ts'
import { answerLog } from './answer-log.ts'
import { answerUser, answerUsers } from './answer-users.ts'
import type { Caller } from './authorize.ts'
import { FilterRefused } from './filter-expression.ts'
import type { ApiCall } from './listing.ts'
import type { OktaOrg } from './org.ts'
import { type OktaReply, refusals } from './reply.ts'
import { showUserSchema } from './show.ts'
import type { OktaSwitches } from './switches.ts'

/** A part of the management API that can be read. `bucket` is what its requests count against. */
export type Endpoint = {
  readonly bucket: string
  readonly scope: string
  answer(call: ApiCall, org: OktaOrg, switches: OktaSwitches): OktaReply
}

/** Which part of the API a path belongs to; null: there is none. */
export function endpointOf(path: string): Endpoint | null {
  const [, area, id, below] =
    /^\/api\/v1\/(users|groups|logs|meta\/schemas\/user)(?:\/([^/]+))?(?:\/(users))?$/.exec(path) ?? []
  if (area === 'logs' && id === undefined) return log
  if (area === 'users' && below === undefined) return id === undefined ? users : user(decodeURIComponent(id))
  if (area === 'groups') return id === undefined ? groups : group(decodeURIComponent(id), below !== undefined)
  return area === 'meta/schemas/user' && id !== undefined ? schema : null
}

/** Answers a request of somebody who is known. */
export function answerApiCall(
  endpoint: Endpoint,
  { call, caller }: { readonly call: ApiCall; readonly caller: Caller },
  { org, switches }: { readonly org: OktaOrg; readonly switches: OktaSwitches },
): OktaReply {
  if (caller.scopes && !caller.scopes.includes(endpoint.scope)) return refusals.noPermission()
  if (switches.fault === 'no_admin_role' && endpoint !== users) return refusals.noPermission()
  try {
    return endpoint.answer(call, org, switches)
  } catch (error) {
    if (error instanceof FilterRefused || error instanceof SyntaxError) return refusals.badSearch(error.message)
    throw error
  }
}

const log: Endpoint = {
  bucket: '/api/v1/logs',
  scope: 'okta.logs.read',
  answer: (call, org, switches) => answerLog(call, org.log.entries, switches),
}

const users: Endpoint = { bucket: '/api/v1/users', scope: 'okta.users.read', answer: answerUsers }

const groups: Endpoint = { bucket: '/api/v1/groups', scope: 'okta.groups.read', answer: answerGroups }

const schema: Endpoint = {
  bucket: '/api/v1/meta',
  scope: 'okta.schemas.read',
  answer: (_call, org) => {
    const names = org.users.page(0, 1000).rows.flatMap(({ profile }) => Object.keys(profile))
    return { status: 200, body: showUserSchema([...new Set(names)]) }
  },
}

function user(id: string): Endpoint {
  const bucket = '/api/v1/users/{id}'
  return { bucket, scope: 'okta.users.read', answer: (call, org) => answerUser(call, id, org) }
}

function group(id: string, isOfMembers: boolean): Endpoint {
  return {
    bucket: '/api/v1/groups/{id}',
    scope: 'okta.groups.read',
    answer: (call, org, switches) =>
      isOfMembers ? answerMembers({ call, id }, org, switches) : answerGroup(call, id, org),
  }
}
