import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../../platform/clock.ts'
import { makeCredentials, type OktaCredentials, readScopes } from './credentials.ts'
import { createEventHooks, type EventHook } from './event-hooks.ts'
import { createOktaOrg, type OktaOrg } from './org.ts'
import type { OktaCompany } from './records.ts'
import type { OktaExchange } from './reply.ts'
import { createRequestHandler } from './request-handler.ts'
import { type OktaSwitches, usualSwitches } from './switches.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

/** An Okta org on this machine: in memory, with a company that is changed by the methods of `org`. */
export type OktaSandbox = AsyncDisposable & {
  readonly url: string
  readonly credentials: OktaCredentials
  readonly org: OktaOrg
  readonly switches: OktaSwitches
  /** Ends the access tokens that were given out so far. */
  endTokens(): void
  addEventHook(hook: EventHook): Promise<void>
  /** Resolves when what event hooks have to deliver is delivered. */
  hooksSettled(): Promise<void>
}

export type OktaSandboxOptions = {
  readonly company: OktaCompany
  readonly clock: Clock
  /** 0 or nothing: any that is free. */
  readonly port?: number
  /** Credentials made before, so that they outlive a restart. */
  readonly credentials?: OktaCredentials
  /** Is shown each request with its answer. */
  readonly onExchange?: (exchange: OktaExchange) => void
}

/** Starts an org on 127.0.0.1. */
export async function startOktaSandbox(options: OktaSandboxOptions): Promise<OktaSandbox> {
  const { company, clock, port = 0, onExchange = () => {} } = options
  const credentials = options.credentials ?? makeCredentials()
  const org = createOktaOrg(company, clock)
  const switches = usualSwitches(readScopes)
  const tokens = createTokenEndpoint({ clock, credentials, switches })
  const handle = createRequestHandler({ clock, credentials, org, switches, tokens, onExchange })
  const server = createServer((request, response) => {
    respond(handle, request, response).catch(() => response.destroy())
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const hooks = createEventHooks(org.log, { clock, origin: () => url })
  return {
    url,
    credentials,
    org,
    switches,
    endTokens: tokens.endTokens,
    addEventHook: hooks.add,
    hooksSettled: hooks.settled,
    async [Symbol.asyncDispose]() {
      hooks.close()
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

type Handle = ReturnType<typeof createRequestHandler>

async function respond(handle: Handle, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { method = 'GET', headers } = request
  const url = new URL(request.url ?? '/', `http://${headers.host}`)
  const reply = await handle({ method, url, headers, body: Buffer.concat(chunks).toString() })
  if (reply === 'hang up') return void request.socket.destroy()
  const { status, body, isCut } = reply
  const text = Buffer.from(JSON.stringify(body))
  response.writeHead(status, { ...reply.headers, 'content-type': 'application/json', 'content-length': text.length })
  if (!isCut) return void response.end(text)
  response.write(text.subarray(0, text.length / 2), () => request.socket.destroy())
}
