import type { Socket } from 'node:net'
import { Client, type Control, type Entry, type Filter } from 'ldapts'
import type { AddressPolicy } from '../../platform/outbound/address-problem.ts'
import { SourceError } from '../source-error.ts'
import { type LdapServer, openSocket, tlsOptions } from './open-socket.ts'
import { toSourceError } from './to-source-error.ts'

/** What is looked for. */
export type LdapSearch = {
  readonly base: string
  readonly filter: Filter
  readonly attributes: readonly string[]
  readonly scope?: 'base' | 'one' | 'sub'
  /** Attributes that are bytes, by their exact names: everything else that is UTF-8 becomes text. */
  readonly binary?: readonly string[]
  readonly controls?: readonly Control[]
}

/** A signed-in connection. It throws only `SourceError`, and never signs in again by itself: who lost it begins anew. */
export type LdapConnection = AsyncDisposable & {
  readonly host: string
  /** All that is found at once; with a limit, no more than that (some servers give more). */
  search(search: LdapSearch, limit?: number): Promise<readonly Entry[]>
  /** What is found in pages (RFC 2696), never an empty one. Throws `listing_incomplete` where the list may not be whole. */
  pages(search: LdapSearch, pageSize: number): AsyncGenerator<readonly Entry[]>
}

/** Who signs in. An empty password would be no sign-in at all (RFC 4513 section 5.1.2): settings do not take it. */
export type LdapAccount = { readonly name: string; readonly password: string }

/** What `connectLdap` needs besides the server. */
export type LdapTools = { readonly account: LdapAccount; readonly policy: AddressPolicy; readonly signal: AbortSignal }

const operationTimeoutMs = 150_000
const timeLimitSeconds = 120

/** Connects and signs in. Whoever has the connection disposes of it; a `signal` that is aborted cuts it. */
export async function connectLdap(server: LdapServer, tools: LdapTools): Promise<LdapConnection> {
  const { account, policy, signal } = tools
  const call = { host: server.host }
  const socket = await openSocket(server, policy, signal).catch((error: unknown) => {
    throw toSourceError(error, call)
  })
  const cut = () => socket.destroy()
  signal.addEventListener('abort', cut)
  try {
    const client = clientOn(socket)
    // `clientOn` gives the socket to the first operation.
    if (server.security === 'starttls') await whileOpen(socket, client.startTLS(tlsOptions(server)))
    await whileOpen(socket, client.bind(account.name, account.password))
    return connectionOf({ client, socket, host: server.host, signal })
  } catch (error) {
    socket.on('error', () => undefined).destroy()
    signal.throwIfAborted()
    throw toSourceError(error, call)
  } finally {
    signal.removeEventListener('abort', cut)
  }
}

/** Ends work with its socket: after StartTLS ldapts does not notice that it is gone, and would wait for an answer. */
async function whileOpen<T>(socket: Socket, work: Promise<T>): Promise<T> {
  const { promise: lost, reject } = Promise.withResolvers<never>()
  const fail = () => reject(new Error('The connection is lost'))
  socket.once('close', fail)
  try {
    return await Promise.race([work, lost])
  } finally {
    socket.off('close', fail)
  }
}

/**
 * By itself ldapts connects again when a connection is lost, and then searches without a sign-in, which can look like a directory
 * with nobody in it. So it gets its socket once.
 */
function clientOn(socket: Socket): Client {
  let isTaken = false
  const createConnection = () => {
    if (isTaken || socket.destroyed) throw new Error('The connection is lost')
    isTaken = true
    return socket
  }
  return new Client({ url: 'ldap://connected', createConnection, timeout: operationTimeoutMs })
}

type Connected = {
  readonly client: Client
  readonly socket: Socket
  readonly host: string
  readonly signal: AbortSignal
}

function connectionOf(connected: Connected): LdapConnection {
  const { client, socket, host, signal } = connected
  const cut = () => socket.destroy()
  signal.addEventListener('abort', cut)

  async function whileConnected<T>(base: string, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted()
    if (socket.destroyed || !client.isBound) {
      throw new SourceError('unreachable', `The connection to ${host} broke off. It is tried again.`)
    }
    try {
      return await whileOpen(socket, work())
    } catch (error) {
      signal.throwIfAborted()
      throw toSourceError(error, { host, base })
    }
  }

  return {
    host,
    search: (search, limit) =>
      whileConnected(search.base, async () => {
        const options = { ...optionsOf(search), ...(limit !== undefined && { sizeLimit: limit }) }
        return (await client.search(search.base, options, [...(search.controls ?? [])])).searchEntries
      }),
    async *pages(search, pageSize) {
      const read = (size: number) => {
        const options = { ...optionsOf(search), paged: { pageSize: size } }
        return client.searchPaginated(search.base, options, [...(search.controls ?? [])])
      }
      const next = <T>(work: () => Promise<T>) => whileConnected(search.base, work)
      const one = { ...optionsOf(search), attributes: ['1.1'], sizeLimit: 1 }
      const isEmpty = async () => (await client.search(search.base, one)).searchEntries.length === 0
      yield* wholePages({ read, isEmpty, next, host }, pageSize)
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', cut)
      socket.destroy()
    },
  }
}

type Paging = {
  readonly read: (pageSize: number) => AsyncGenerator<{ searchEntries: Entry[] }>
  /** Asks in another way whether nothing is found. */
  readonly isEmpty: () => Promise<boolean>
  readonly next: <T>(work: () => Promise<T>) => Promise<T>
  readonly host: string
}

/**
 * A server that does not give pages of the wanted size says so at the first (adminLimitExceeded), and is asked for smaller ones.
 * ldapts ends at an empty page even where the server has more, so that one may be a hole: no server that we know ends a list so.
 */
async function* wholePages(paging: Paging, pageSize: number): AsyncGenerator<readonly Entry[]> {
  const { read, isEmpty, next, host } = paging
  const pages = read(pageSize)
  for (let count = 0; ; count++) {
    const page = await next(() => pages.next()).catch((error: unknown) => {
      if (count > 0 || pageSize < 2 || !isTooLarge(error)) throw error
      return null
    })
    if (page === null) return yield* wholePages(paging, Math.floor(pageSize / 2))
    if (page.done) return
    if (page.value.searchEntries.length > 0) yield page.value.searchEntries
    else if (count > 0 || !(await next(isEmpty))) {
      throw new SourceError('listing_incomplete', `${host} answered with an empty page in the middle of its list.`)
    }
  }
}

function isTooLarge(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && cause.code === 11
}

function optionsOf(search: LdapSearch) {
  return {
    scope: search.scope ?? 'sub',
    filter: search.filter,
    attributes: [...search.attributes],
    explicitBufferAttributes: [...(search.binary ?? [])],
    timeLimit: timeLimitSeconds,
  }
}
