import { type Filter, PresenceFilter } from 'ldapts'
import type { ConnectorTools } from '../connector.ts'
import { connectLdap, type LdapConnection } from '../ldap-protocol/connect-ldap.ts'
import { canonicalName } from '../ldap-protocol/distinguished-name.ts'
import { bytesOf, textOf } from '../ldap-protocol/entry-values.ts'
import { allOf, parseFilter } from '../ldap-protocol/filters.ts'
import { linesOf, portOf } from '../ldap-protocol/server-fields.ts'
import { SourceError } from '../source-error.ts'
import { guidText } from './object-guid.ts'
import type { ActiveDirectorySettings } from './settings.ts'

/** A domain controller that answers, and what is read from it. */
export type Controller = AsyncDisposable & {
  readonly connection: LdapConnection
  /** Its name, for people. */
  readonly name: string
  /** That of its database: update numbers hold for it only, and a restored one has another. */
  readonly invocationId: string
  /** The last update number when it was connected. */
  readonly usn: number
  /** The distinguished name of the domain. */
  readonly domain: string
  readonly users: Searched
  readonly groups: Searched
}

/** Where objects of a kind are, and which. */
export type Searched = { readonly bases: readonly string[]; readonly filter: Filter }

const anything = new PresenceFilter({ attribute: 'objectClass' })

/**
 * Connects to the first domain controller that answers, or to the one whose database is wanted where that is among them. One
 * that refuses the account ends it: trying all would lock the account.
 */
export async function connectController(
  settings: ActiveDirectorySettings,
  tools: ConnectorTools,
  { signal, wanted = null }: { readonly signal: AbortSignal; readonly wanted?: string | null },
): Promise<Controller> {
  let failure = new SourceError('settings_invalid', 'No domain controller is given. Enter the name of one.')
  let found: Controller | null = null
  for (const host of settings.hosts.split(/[\s,;]+/).filter((each) => each !== '')) {
    try {
      const controller = await connectTo(host, settings, { tools, signal })
      await found?.[Symbol.asyncDispose]()
      found = controller
      if (wanted === null || controller.invocationId === wanted) return controller
    } catch (error) {
      if (!(error instanceof SourceError) || !isOfHost(error)) throw error
      failure = error
    }
  }
  if (found) return found
  throw failure
}

const isOfHost = ({ code }: SourceError): boolean => code === 'unreachable' || code === 'rate_limited'

async function connectTo(
  host: string,
  settings: ActiveDirectorySettings,
  { tools, signal }: { readonly tools: ConnectorTools; readonly signal: AbortSignal },
): Promise<Controller> {
  const { security, ca_certificate, username, password } = settings
  const server = { host, port: portOf(settings), security, caCertificate: ca_certificate || null }
  const policy = { allowPrivateNetworks: tools.allowPrivateNetworks }
  const connection = await connectLdap(server, { account: { name: username, password }, policy, signal })
  try {
    return {
      ...(await readController(connection, settings)),
      connection,
      [Symbol.asyncDispose]: connection[Symbol.asyncDispose],
    }
  } catch (error) {
    await connection[Symbol.asyncDispose]()
    throw error
  }
}

async function readController(connection: LdapConnection, settings: ActiveDirectorySettings) {
  const attributes = ['dnsHostName', 'highestCommittedUSN', 'defaultNamingContext', 'dsServiceName']
  const [root] = await connection.search({ base: '', scope: 'base', filter: anything, attributes })
  const read = (name: string) => (root ? textOf(root, name) : null)
  const usn = Number(read('highestCommittedUSN'))
  const [domain, service] = [settings.domain ?? read('defaultNamingContext'), read('dsServiceName')]
  if (!domain || !service || !Number.isSafeInteger(usn) || usn < 1) {
    throw new SourceError(
      'settings_invalid',
      `${connection.host} is not a domain controller of Active Directory. Other directories are connected as "LDAP".`,
    )
  }
  return {
    name: read('dnsHostName') ?? connection.host,
    invocationId: await readInvocationId(connection, service),
    usn,
    domain,
    users: searched(linesOf(settings.user_bases), domain, { own: settings.user_filter, kind: userKind }),
    groups: searched(linesOf(settings.group_bases), domain, { own: settings.group_filter, kind: groupKind }),
  }
}

/** `objectCategory` is indexed everywhere and leaves out computers, whose class is a kind of user. */
const userKind = '(&(objectCategory=person)(objectClass=user))'
const groupKind = '(objectCategory=group)'

function searched(
  bases: readonly string[],
  domain: string,
  { own, kind }: { readonly own: string | undefined; readonly kind: string },
): Searched {
  const filter = allOf(parseFilter(kind), own === undefined ? null : parseFilter(own))
  return { bases: bases.length > 0 ? outermost(bases) : [domain], filter }
}

/** A base below another one would have its entries listed twice. */
function outermost(bases: readonly string[]): readonly string[] {
  const names = new Map(bases.map((base) => [canonicalName(base), base]))
  return [...names]
    .filter(([name]) => ![...names.keys()].some((other) => other !== name && name.endsWith(`,${other}`)))
    .map(([, base]) => base)
}

async function readInvocationId(connection: LdapConnection, service: string): Promise<string> {
  const attributes = ['invocationId']
  const search = { base: service, scope: 'base', filter: anything, attributes, binary: attributes } as const
  const [settings] = await connection.search(search)
  const id = settings && bytesOf(settings, 'invocationId')
  if (!id) throw new SourceError('permission_missing', `The service account may not read invocationId of ${service}.`)
  return guidText(id)
}
