import { z } from 'zod'
import type { CheckFinding, CheckReport } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { type GoogleApi, scopes } from './google-api.ts'
import { toSourceGroup, toSourceUser } from './records.ts'

type Part = keyof typeof scopes

/** Looks at one page of everything, and says by name which scopes are missing. */
export async function checkWorkspace(api: GoogleApi, signal: AbortSignal): Promise<CheckReport> {
  const findings: CheckFinding[] = []
  const missing: string[] = []
  const look = async <T>(part: Part, read: () => Promise<T>): Promise<T | null> => {
    try {
      const seen = await read()
      findings.push({ code: `${part}_readable`, level: 'ok', text: `${names[part]} can be read.` })
      return seen
    } catch (error) {
      if (!(error instanceof SourceError) || error.code !== 'permission_missing') throw error
      const finding = denied(part, error.message)
      // The engine starts no run while something is missing.
      if (finding.level === 'error') missing.push(scopes[part])
      findings.push(finding)
      return null
    }
  }
  const users = await look('users', () => first(api.users(null, signal)))
  const groups = await look('groups', () => first(api.groups(null, signal)))
  const [group] = groups?.body.groups ?? []
  if (group) await look('members', () => api.members(group.id, {}, signal))
  await look('orgUnits', () => api.ask({ path: '/customer/my_customer/orgunits', schema: z.looseObject({}) }, signal))
  if (users?.body.users.length === 0) findings.push(nobody)
  return {
    findings,
    users: seenOf(users && { ...users, records: users.body.users.map(toSourceUser) }),
    groups: seenOf(groups && { ...groups, records: groups.body.groups.map(toSourceGroup) }),
    missing,
  }
}

const names: Readonly<Record<Part, string>> = {
  users: 'Users',
  groups: 'Groups',
  members: 'Members of groups',
  orgUnits: 'Organizational units',
}

const nobody: CheckFinding = {
  code: 'no_users_visible',
  level: 'error',
  text: 'Google answers, but shows not one user, and every Workspace has one: the administrator. Give the account the admin role "Users > Read", or correct "Domain" where it names another domain. Nothing is synced like this.',
}

function denied(part: Part, said: string): CheckFinding {
  const what = names[part].toLowerCase()
  const text = `${names[part]} cannot be read. Give the service account an admin role that reads ${what}, or, with domain-wide delegation, add the scope ${scopes[part]}. ${said}`
  return { code: `${part}_denied`, level: part === 'orgUnits' ? 'warning' : 'error', text }
}

async function first<T>(pages: AsyncGenerator<T, void>): Promise<T | null> {
  for await (const page of pages) return page
  return null
}

function seenOf<T>(page: { readonly records: readonly T[]; readonly nextToken: string | null } | null) {
  if (page === null) return { count: null, isAtLeast: false, sample: null }
  return { count: page.records.length, isAtLeast: page.nextToken !== null, sample: page.records[0] ?? null }
}
