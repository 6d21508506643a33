import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A user or a group of the stand-in. */
export type StandInItem = {
  readonly id: string
  readonly name?: string
  readonly login?: string
  readonly email?: string
  readonly first_name?: string
  readonly is_active?: boolean
  readonly member_ids?: readonly string[]
}

/** The source's API over real HTTP, with what it holds in memory, in pages of two. */
export type ExampleStandIn = {
  readonly url: string
  readonly token: string
  readonly users: Map<string, StandInItem>
  readonly groups: Map<string, StandInItem>
  /** What goes wrong now; see `ConnectorStandIn`. */
  fault: string | null
  close(): Promise<void>
}

const pageSize = 2

/** Starts one without users and groups. */
export async function startStandIn(): Promise<ExampleStandIn> {
  const { promise: listening, resolve } = Promise.withResolvers<void>()
  const server: Server = createServer((request, response) => {
    turn += 1
    answer(request, response, { standIn, isOdd: turn % 2 === 1 })
  })
  server.listen(0, '127.0.0.1', resolve)
  await listening
  const { port } = server.address() as AddressInfo
  let turn = 0
  const standIn: ExampleStandIn = {
    url: `http://127.0.0.1:${port}`,
    token: 'the-token-of-the-stand-in',
    users: new Map(),
    groups: new Map(),
    fault: null,
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
  return standIn
}

type Turn = { readonly standIn: ExampleStandIn; readonly isOdd: boolean }

function answer(request: IncomingMessage, response: ServerResponse, { standIn, isOdd }: Turn): void {
  const fault = isOdd ? standIn.fault : null
  const refused = statusOf(request, standIn, fault)
  if (fault === 'connection_reset') response.socket?.destroy()
  else if (fault === 'truncated_body') response.writeHead(200).end('{"items":[{"id":')
  else if (refused !== null) send(response, refused, { message: 'It is refused' })
  else send(response, 200, pageOf(new URL(request.url ?? '/', standIn.url), standIn))
}

function statusOf(request: IncomingMessage, standIn: ExampleStandIn, fault: string | null): number | null {
  const isKnown = request.headers.authorization === `Bearer ${standIn.token}`
  if (!isKnown || standIn.fault === 'wrong_credentials') return 401
  if (standIn.fault === 'revoked_scope') return 403
  if (fault === 'server_error') return 503
  return fault === 'rate_limit' ? 429 : null
}

function pageOf(url: URL, { users, groups }: ExampleStandIn) {
  const kind = url.pathname === '/users' ? users : groups
  const search = (url.searchParams.get('search') ?? '').toLowerCase()
  const all = [...kind.values()].filter((item) => JSON.stringify(item).toLowerCase().includes(search))
  const after = Number(url.searchParams.get('after') ?? 0)
  const end = after + Math.min(pageSize, Number(url.searchParams.get('limit') ?? pageSize))
  return {
    items: all.slice(after, end),
    next: end < all.length ? `${url.pathname}?after=${end}` : null,
    total: all.length,
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
