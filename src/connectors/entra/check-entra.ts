import type { CheckFinding, CheckReport, Seen } from '../connector.ts'
import type { Graph } from './graph-client.ts'
import { type GraphObject, GraphPage } from './graph-objects.ts'
import { isGuest, toSourceGroup, toSourceUser } from './to-source.ts'

/** A permission that is needed, and what contains it ("Microsoft Graph permissions reference"). */
type Need = { readonly name: string; readonly isMetBy: RegExp }

const userNeed: Need = { name: 'User.Read.All', isMetBy: /^(User|Directory)\.Read(Write)?\.All$/ }
const groupNeed: Need = { name: 'GroupMember.Read.All', isMetBy: /^(GroupMember|Group|Directory)\.Read(Write)?\.All$/ }
const wanted = ['User.Read.All', 'GroupMember.Read.All', 'Member.Read.Hidden']

/** Says what the application may read and what it sees: a page of one of each, with its count. */
export async function checkEntra(graph: Graph, signal: AbortSignal): Promise<CheckReport> {
  const filter = graph.settings.include_guests ? undefined : "userType ne 'Guest'"
  const users = await look(graph, { kind: 'users', filter }, signal)
  const groups = await look(graph, { kind: 'groups' }, signal)
  const granted = graph.granted()
  const isMissing = ({ isMetBy }: Need, page: GraphPage | null) =>
    page === null || (granted !== null && !granted.some((role) => isMetBy.test(role)))
  const findings = [
    { code: 'credential', level: 'ok', text: 'Microsoft Entra ID gave an access token.' } as const,
    permission('read_users', userNeed, isMissing(userNeed, users)),
    permission('read_groups', groupNeed, isMissing(groupNeed, groups)),
    ...privileges(granted),
    ...emptiness(users, graph),
  ]
  const missing = [
    ...(isMissing(userNeed, users) ? [userNeed] : []),
    ...(isMissing(groupNeed, groups) ? [groupNeed] : []),
  ]
  const { selected, clock } = graph
  const asUser = (user: GraphObject) =>
    toSourceUser({ user, manager: user.manager?.id ?? null }, selected.users, clock.now())
  return {
    findings,
    users: seen(users, (user) => graph.settings.include_guests || !isGuest(user), asUser),
    groups: seen(
      groups,
      () => true,
      (group) => toSourceGroup(group, selected.groups),
    ),
    missing: missing.map(({ name }) => name),
  }
}

type Look = { readonly kind: 'users' | 'groups'; readonly filter?: string | undefined }

/** One object and the count of all, which is an advanced query; null when it may not be asked. */
async function look({ http, selected }: Graph, { kind, filter }: Look, signal: AbortSignal): Promise<GraphPage | null> {
  const query = { $select: selected[kind].join(','), $top: 1, $count: 'true', $filter: filter }
  const headers = { ConsistencyLevel: 'eventual' }
  const { body } = await http.send({ path: `/v1.0/${kind}`, query, headers, schema: GraphPage, accept: [403], signal })
  return body
}

function seen<T>(
  page: GraphPage | null,
  isWanted: (object: GraphObject) => boolean,
  read: (object: GraphObject) => T,
): Seen<T> {
  const sample = page?.value.find(isWanted)
  const count = page?.['@odata.count'] ?? null
  return { count, isAtLeast: false, sample: sample ? read(sample) : null }
}

function permission(code: string, { name }: Need, isMissing: boolean): CheckFinding {
  if (!isMissing) return { code, level: 'ok', text: `The application has what it needs of ${name}.` }
  const text = `The application permission ${name} is missing: in Entra, under "API permissions" of the app registration, add it and grant admin consent. It takes effect with the next token, after an hour at most.`
  return { code, level: 'error', text }
}

function privileges(granted: readonly string[] | null): CheckFinding[] {
  if (granted === null) return []
  const more = granted.filter((role) => !wanted.includes(role))
  const hidden: CheckFinding = {
    code: 'hidden_memberships',
    level: 'ok',
    text: granted.includes('Member.Read.Hidden')
      ? 'Members of groups with hidden membership are read, too.'
      : 'Groups with hidden membership come without members. Member.Read.Hidden would show them.',
  }
  if (more.length === 0) return [hidden]
  const text = `The application has more than it needs: ${more.join(', ')}. Remove it: Muster only reads.`
  return [hidden, { code: 'least_privilege', level: 'warning', text }]
}

function emptiness(users: GraphPage | null, { settings }: Graph): CheckFinding[] {
  if (users === null || users['@odata.count'] !== 0) return []
  const who = settings.include_guests ? 'user' : 'user who is no guest'
  return [{ code: 'no_users', level: 'warning', text: `There is no ${who} in this tenant. Check the tenant id.` }]
}
