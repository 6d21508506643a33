import type { Filter } from 'ldapts'
import { caseKey } from '../../model/user.ts'
import type { ConnectorTools } from '../connector.ts'
import { connectLdap, type LdapConnection } from '../ldap-protocol/connect-ldap.ts'
import { canonicalName, isBelow } from '../ldap-protocol/distinguished-name.ts'
import { parseFilter } from '../ldap-protocol/filters.ts'
import { linesOf, portOf } from '../ldap-protocol/server-fields.ts'
import type { LdapSettings } from './settings.ts'
import { userAttributes } from './user-attributes.ts'

/** What of a server is read, and how; from the settings alone. */
export type LdapReading = {
  readonly settings: LdapSettings
  readonly tools: ConnectorTools
  readonly users: Searched
  readonly groups: Searched
  readonly disabled: Filter | null
  readonly attributes: ReturnType<typeof userAttributes>
}

/** Where entries of a kind are, and which. */
export type Searched = { readonly bases: readonly string[]; readonly filter: Filter }

const usualUsers = '(objectClass=inetOrgPerson)'
const usualGroups =
  '(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=groupOfEntries)(objectClass=posixGroup))'

export function toReading(settings: LdapSettings, tools: ConnectorTools): LdapReading {
  return {
    settings,
    tools,
    users: { bases: outermost(settings.user_bases), filter: parseFilter(settings.user_filter ?? usualUsers) },
    groups: { bases: outermost(settings.group_bases), filter: parseFilter(settings.group_filter ?? usualGroups) },
    disabled: settings.disabled_filter === undefined ? null : parseFilter(settings.disabled_filter),
    attributes: userAttributes(settings),
  }
}

/** A base below another one would have its entries listed twice. */
function outermost(lines: string): readonly string[] {
  const bases = [...new Map(linesOf(lines).map((base) => [canonicalName(base), base])).values()]
  return bases.filter((base) => !bases.some((other) => other !== base && isBelow(base, other)))
}

/** Connects and signs in. */
export function connectServer({ settings, tools }: LdapReading, signal: AbortSignal): Promise<LdapConnection> {
  const { host, security, ca_certificate, bind_dn, password } = settings
  const server = { host, port: portOf(settings), security, caCertificate: ca_certificate || null }
  const policy = { allowPrivateNetworks: tools.allowPrivateNetworks }
  return connectLdap(server, { account: { name: bind_dn, password }, policy, signal })
}

/** The form in which members, managers and records name each other. */
export function nameKey(name: string): string {
  // uniqueMember may have a unique identifier behind the name (RFC 4517 section 3.3.21).
  return caseKey(canonicalName(name.replace(/#'[01]*'B$/, '')))
}
