import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it came. */
export type ReceivedRequest = {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** Answers what a test wants answered, over real HTTP, and remembers what it was asked. */
export type AnsweringServer = AsyncDisposable & {
  readonly origin: string
  readonly received: ReceivedRequest[]
}

/** Starts a server. Without an `end` of its own, an answer never comes. */
export async function startAnsweringServer(
  answer: (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>,
): Promise<AnsweringServer> {
  const received: ReceivedRequest[] = []
  const server = createServer(async (incoming, response) => {
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(part)
    const { method = '', url = '', headers } = incoming
    const body = Buffer.concat(parts).toString('utf8')
    const request = { method, url: new URL(url, 'http://localhost'), headers, body }
    received.push(request)
    await answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Ends an answer with JSON. */
export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
