import { type GoogleAnswer, googleError, googlePage } from './google-answer.ts'
import type { GoogleUser, Workspace } from './workspace.ts'

/** A request of the Directory API: the path below `/admin/directory/v1`. */
export type DirectoryRequest = { readonly path: string; readonly query: URLSearchParams }

/** How the API pages: never more records than this, whatever is asked for, and tokens of so many days. */
export type Paging = { readonly largestPage: number; readonly now: () => Date }

const tokenDays = 3
// By letters, not by code units: whoever compares addresses as a program does finds another order.
const { compare } = new Intl.Collator('en', { ignorePunctuation: true })

/** Answers what reads the workspace (Admin SDK Directory API, reference). */
export function answerDirectory(workspace: Workspace, request: DirectoryRequest, paging: Paging): GoogleAnswer {
  const { path, query } = request
  if (path === '/users') return listUsers(workspace, query, paging)
  const [, kind, key = '', below] = path.split('/').map(decodeURIComponent)
  if (kind === 'users' && key) return one(findUser(workspace, key), `Resource Not Found: userKey`)
  if (path === '/groups') return listGroups(workspace, query, paging)
  if (kind === 'groups' && below === 'members') return listMembers(workspace, { groupKey: key, query }, paging)
  if (kind === 'groups' && key && !below) return one(workspace.groups.get(key), 'Resource Not Found: groupKey')
  if (kind === 'customer' && below === 'orgunits') return listOrgUnits(workspace)
  return googleError(404, 'notFound', 'Not Found')
}

function listUsers(workspace: Workspace, query: URLSearchParams, paging: Paging): GoogleAnswer {
  if (query.has('customer') === query.has('domain')) return googleError(400, 'badRequest', 'Bad Request')
  const all = query.get('showDeleted') === 'true' ? workspace.deleted : workspace.users
  const wanted = [...all.values()].filter((user) => workspace.isShown(user) && matches(user, query.get('query') ?? ''))
  const sorted = wanted.sort((left, right) => order(left.primaryEmail, right.primaryEmail))
  return page(sorted, { kind: 'users', name: 'users', largest: 500, query, keyOf: (user) => user.primaryEmail }, paging)
}

/** `query=`: words of the form `email:anna*`, or a word that begins a name or an address. */
function matches(user: GoogleUser, text: string): boolean {
  const word = text.replace(/^\w+:/, '').replace(/[*"']/g, '').toLowerCase()
  const { givenName, familyName } = user.name
  return [user.primaryEmail, givenName, familyName].some((value) => value.toLowerCase().startsWith(word))
}

function findUser(workspace: Workspace, key: string): object | undefined {
  return workspace.users.get(key) ?? [...workspace.users.values()].find((user) => user.primaryEmail === key)
}

function listGroups(workspace: Workspace, query: URLSearchParams, paging: Paging): GoogleAnswer {
  const groups = [...workspace.groups.values()].map((group) => ({
    ...group,
    directMembersCount: String(workspace.membersOf(group.id).length),
    adminCreated: true,
  }))
  const sorted = groups.sort((left, right) => order(left.email, right.email))
  return page(sorted, { kind: 'groups', name: 'groups', largest: 200, query, keyOf: (group) => group.email }, paging)
}

type MembersRequest = { readonly groupKey: string; readonly query: URLSearchParams }

function listMembers(workspace: Workspace, { groupKey, query }: MembersRequest, paging: Paging): GoogleAnswer {
  const group = workspace.groups.get(groupKey) ?? [...workspace.groups.values()].find(({ email }) => email === groupKey)
  if (!group) return googleError(404, 'notFound', 'Resource Not Found: groupKey')
  const ids =
    query.get('includeDerivedMembership') === 'true' ? derived(workspace, group.id) : workspace.membersOf(group.id)
  const members = ids.map(({ id, type }) => ({
    kind: 'admin#directory#member',
    id,
    type,
    role: 'MEMBER',
    ...(workspace.users.has(id) && { email: workspace.users.get(id)?.primaryEmail, status: 'ACTIVE' }),
  }))
  const sorted = members.sort((left, right) => order(left.id, right.id))
  return page(sorted, { kind: 'members', name: 'members', largest: 200, query, keyOf: ({ id }) => id }, paging)
}

function derived(workspace: Workspace, groupId: string) {
  const found = new Map<string, ReturnType<Workspace['membersOf']>[number]>()
  const visit = (id: string) => {
    for (const member of workspace.membersOf(id)) {
      if (found.has(member.id)) continue
      found.set(member.id, member)
      if (member.type === 'GROUP') visit(member.id)
    }
  }
  visit(groupId)
  return [...found.values()]
}

function listOrgUnits(workspace: Workspace): GoogleAnswer {
  const paths = new Set(
    [...workspace.users.values()].map(({ orgUnitPath }) => orgUnitPath).filter((path) => path !== '/'),
  )
  const organizationUnits = [...paths]
    .sort()
    .map((orgUnitPath) => ({ orgUnitPath, name: orgUnitPath.split('/').at(-1) }))
  return {
    status: 200,
    body: { kind: 'admin#directory#orgUnits', ...(organizationUnits.length > 0 && { organizationUnits }) },
  }
}

function one(found: object | undefined, message: string): GoogleAnswer {
  return found ? { status: 200, body: found } : googleError(404, 'notFound', message)
}

function order(left: string, right: string): number {
  return compare(left, right) || (left < right ? -1 : Number(left > right))
}

type ListOf<T> = {
  readonly kind: string
  readonly name: string
  readonly largest: number
  readonly query: URLSearchParams
  keyOf(item: T): string
}

/** A page after the key in its token, so that a page never holds a record that an earlier one held. */
function page<T extends object>(sorted: readonly T[], list: ListOf<T>, { largestPage, now }: Paging): GoogleAnswer {
  const token = list.query.get('pageToken')
  const [after = '', at = '0'] = token === null ? [] : Buffer.from(token, 'base64url').toString().split('\n')
  const age = now().getTime() - Number(at)
  if (token !== null && !(age >= 0 && age < tokenDays * 86_400_000)) return googleError(400, 'invalid', 'Invalid Value')
  const size = Math.min(Number(list.query.get('maxResults') ?? 100), list.largest, largestPage)
  const left = sorted.filter((item) => order(list.keyOf(item), after) > 0)
  const items = left.slice(0, size)
  const last = items.at(-1)
  const next =
    left.length > size && last ? Buffer.from(`${list.keyOf(last)}\n${now().getTime()}`).toString('base64url') : null
  return googlePage(list.kind, { name: list.name, items }, next)
}
