import { z } from 'zod'
import type { SourceUser } from '../../model/source-record.ts'
import type { CheckFinding, CheckReport, Seen } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { nextLink } from './next-link.ts'
import { type OktaApi, type OktaScope, oktaScopes } from './okta-api.ts'
import { everybody } from './read-org.ts'
import {
  OktaGroups,
  OktaLogEntries,
  OktaMembers,
  OktaUser,
  OktaUsers,
  toSourceGroup,
  toSourceUsers,
} from './records.ts'

/** Looks at everything that a run will read, a page of each. */
export async function checkOrg(api: OktaApi, signal: AbortSignal): Promise<CheckReport> {
  const ask = createProbe(api, signal)
  const limit = 200
  const users = await ask(OktaUsers, {
    path: '/api/v1/users',
    query: { limit, filter: everybody },
    scope: 'okta.users.read',
  })
  const groups = await ask(OktaGroups, { path: '/api/v1/groups', query: { limit }, scope: 'okta.groups.read' })
  const group = groups.body?.[0]
  const path = `/api/v1/groups/${encodeURIComponent(group?.id ?? '')}/users`
  const members = group ? await ask(OktaMembers, { path, query: { limit: 1 }, scope: 'okta.groups.read' }) : null
  const log = await ask(OktaLogEntries, { path: '/api/v1/logs', query: { limit: 1 }, scope: 'okta.logs.read' })
  const missing = missingScopes(api, [users, groups, members, log])
  return {
    findings: [
      await credentialFinding(api, signal),
      ...missing.map(scopeFinding),
      ...usersFinding(users),
      ...groupsFinding(groups),
      ...(members?.refusal ? [refused('members', 'the members of groups', members.refusal)] : []),
      log.refusal ? refused('log', 'the System Log', log.refusal) : ok('log', 'The System Log can be read.'),
    ],
    users: seen(users, sampleUser(users.body ?? [])),
    groups: seen(groups, group ? toSourceGroup(group) : null),
    missing,
  }
}

type Question = {
  readonly path: string
  readonly query: Readonly<Record<string, string | number>>
  readonly scope: OktaScope
  readonly accept?: readonly number[]
}

/** What came of a look: what was seen, or why it was refused. */
type Probe<T> = {
  readonly body: T | null
  readonly hasMore: boolean
  readonly refusal: SourceError | null
  readonly scope: OktaScope
}

function createProbe(api: OktaApi, signal: AbortSignal) {
  return async <T>(schema: z.ZodType<T>, { scope, ...question }: Question): Promise<Probe<T>> => {
    try {
      const answer = await api.http.send({ ...question, schema, signal })
      return { body: answer.body, hasMore: nextLink(answer) !== null, refusal: null, scope }
    } catch (error) {
      if (!(error instanceof SourceError) || error.code !== 'permission_missing') throw error
      return { body: null, hasMore: false, refusal: error, scope }
    }
  }
}

/** Okta leaves scopes that were not granted to the app out of its tokens without a word. */
function missingScopes(api: OktaApi, probes: readonly (Probe<unknown> | null)[]): readonly OktaScope[] {
  const granted = api.grantedScopes()
  if (granted) return oktaScopes.filter((scope) => !granted.includes(scope))
  const refusals = probes.filter((probe) => probe?.refusal)
  return oktaScopes.filter((scope) => refusals.some((probe) => probe?.scope === scope))
}

async function credentialFinding(api: OktaApi, signal: AbortSignal): Promise<CheckFinding> {
  const granted = api.grantedScopes()
  if (granted) return ok('credential', `Okta takes the service app, with ${granted.join(', ')}.`)
  const path = '/api/v1/users/me'
  const me = await createProbe(api, signal)(OktaUser, { path, query: {}, scope: 'okta.users.read', accept: [400, 404] })
  // Of an app that was granted nothing of what it asks for there is not even a token.
  if (me.refusal) return { code: 'credential', level: 'error', text: me.refusal.message }
  const login = z.object({ login: z.string() }).safeParse(me.body?.profile).data?.login
  return ok('credential', `Okta takes the API token${login === undefined ? '' : ` of ${login}`}.`)
}

function scopeFinding(scope: OktaScope): CheckFinding {
  const text = `The scope ${scope} is not granted. In Okta open the app, and grant it on the tab "Okta API Scopes"; with an API token, the administrator who made it needs the role "Read-only Administrator".`
  return { code: 'scope_missing', level: 'error', text }
}

function usersFinding({ body, hasMore, refusal }: Probe<z.infer<typeof OktaUsers>>): CheckFinding[] {
  if (refusal) return [refused('users', 'users', refusal)]
  const count = body?.length ?? 0
  if (count > 0)
    return [ok('users', `${count}${hasMore ? ' or more' : ''} users can be read, deactivated ones among them.`)]
  // Okta's org always has the administrator who made it.
  const text =
    'Okta answers that there are no users at all. It does so when the service app has scopes but no administrator role. In Okta open the app, and on the tab "Admin roles" assign "Read-only Administrator". Nothing is synced until then.'
  return [{ code: 'no_users', level: 'error', text }]
}

function groupsFinding({ body, hasMore, refusal }: Probe<z.infer<typeof OktaGroups>>): CheckFinding[] {
  if (refusal) return [refused('groups', 'groups', refusal)]
  const count = body?.length ?? 0
  if (count > 0) return [ok('groups', `${count}${hasMore ? ' or more' : ''} groups can be read.`)]
  const text = 'Okta shows no groups. If there are some, the administrator role does not cover them.'
  return [{ code: 'no_groups', level: 'warning', text }]
}

function refused(code: string, what: string, { message }: SourceError): CheckFinding {
  const text = `The credential may not read ${what}. Grant the scope, and assign the role "Read-only Administrator" or one that covers this. ${message}`
  return { code: `${code}_refused`, level: 'error', text }
}

function ok(code: string, text: string): CheckFinding {
  return { code, level: 'ok', text }
}

function seen<T>({ body, hasMore }: Probe<readonly unknown[]>, sample: T | null): Seen<T> {
  return { count: body === null ? null : body.length, isAtLeast: hasMore, sample }
}

function sampleUser(found: readonly OktaUser[]): SourceUser | null {
  const { users } = toSourceUsers(found)
  return users.find(({ status }) => status === 'active') ?? users[0] ?? null
}
