import { type Filter, PresenceFilter } from 'ldapts'
import type { CheckFinding } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import type { LdapConnection } from './connect-ldap.ts'

const anything = new PresenceFilter({ attribute: 'objectClass' })
const pageSize = 500

/** Whether the bases are there and may be seen. */
export async function checkBases(connection: LdapConnection, bases: readonly string[]): Promise<CheckFinding[]> {
  const findings: CheckFinding[] = []
  for (const base of new Set(bases)) findings.push(await checkBase(connection, base))
  return findings
}

async function checkBase(connection: LdapConnection, base: string): Promise<CheckFinding> {
  const there: CheckFinding = { code: 'base_found', level: 'ok', text: `${base} is there.` }
  const text = `There is no ${base}, or the service account may not see it. Correct the base, or give it the right to read.`
  const hidden: CheckFinding = { code: 'base_not_found', level: 'error', text }
  try {
    const found = await connection.search({ base, scope: 'base', filter: anything, attributes: ['1.1'] })
    return found.length > 0 ? there : hidden
  } catch (error) {
    if (!(error instanceof SourceError) || !isOfBase(error)) throw error
    return error.code === 'settings_invalid' ? { ...hidden, text: error.message } : hidden
  }
}

const isOfBase = ({ code }: SourceError): boolean => code === 'settings_invalid' || code === 'permission_missing'

/** Counts what is found in some places, at most so many. */
export async function countUpTo(
  connection: LdapConnection,
  places: readonly { readonly base: string; readonly filter: Filter }[],
  most: number,
): Promise<{ readonly count: number; readonly isAtLeast: boolean }> {
  let count = 0
  for (const { base, filter } of places) {
    for await (const page of connection.pages({ base, filter, attributes: ['1.1'] }, pageSize)) {
      count += page.length
      if (count > most) return { count: most, isAtLeast: true }
    }
  }
  return { count, isAtLeast: false }
}
