import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A call as a receiver got it. */
export type Received = {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** The body as it came, byte for byte. */
  readonly body: string
}

/** Answers a call; what it leaves unanswered hangs. */
export type Behavior = (received: Received, response: ServerResponse, calls: number) => void

/** A receiver of webhooks on this machine. */
export type WebhookReceiver = AsyncDisposable & {
  readonly url: string
  readonly received: readonly Received[]
  /** How many connections were made to it. */
  connections(): number
  /** Resolves when so many calls have come. */
  until(calls: number): Promise<void>
}

/** Starts a receiver that acknowledges everything, or behaves as it is told. */
export async function startWebhookReceiver(behave: Behavior = acknowledge): Promise<WebhookReceiver> {
  const received: Received[] = []
  const waiting = new Map<() => void, number>()
  let connections = 0
  const server = createServer((request, response) => {
    read(request).then((call) => {
      received.push(call)
      behave(call, response, received.length)
      for (const [resolve, calls] of waiting) if (received.length >= calls) resolve()
    }, closed)
  })
  server.on('connection', () => connections++)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/webhooks?a=b`,
    received,
    connections: () => connections,
    until: (calls) =>
      new Promise((resolve) => {
        if (received.length >= calls) return resolve()
        waiting.set(resolve, calls)
      }),
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  return { path: request.url ?? '', headers, body: Buffer.concat(chunks).toString('utf8') }
}

function acknowledge(_: Received, response: ServerResponse): void {
  response.end('ok')
}

/** A call that was cut off on its way was not received. */
function closed(): void {}
