import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { verifyWebhook } from '../client/verify-webhook.ts'
import { eventSentence } from '../model/event-sentence.ts'
import { isJsonObject, type JsonObject } from '../model/json.ts'
import { newSecret } from '../platform/secrets.ts'
import type { DemoFeed } from './demo-feed.ts'

/** The product of the demo company, as far as it receives webhooks: on this machine, with a secret of its own. */
export type WebhookInbox = AsyncDisposable & {
  readonly url: string
  readonly secret: string
  isFailing: boolean
}

/** Where it listens. */
export const inboxPath = '/demo-product/webhooks'

/** Starts to receive. Calls are verified as a product verifies them, by our own client. */
export async function openWebhookInbox(feed: DemoFeed): Promise<WebhookInbox> {
  const secret = newSecret('wake')
  const server = createServer((request, response) => {
    receive(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const inbox: WebhookInbox = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${inboxPath}`,
    secret,
    isFailing: false,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request)
    const problem = await problemOf(request, body, secret)
    const status = problem ? 401 : inbox.isFailing ? 503 : 200
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ received: status === 200 }))
    feed.add('demo_webhook', { status, is_verified: problem === null, problem, ...told(body) })
  }
  return inbox
}

async function problemOf(request: IncomingMessage, body: Buffer, secret: string): Promise<string | null> {
  try {
    await verifyWebhook({ body, headers: request.headers, secret })
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const Received = z.object({ id: z.string(), event: z.string(), data: z.record(z.string(), z.json()) })

/** What a call tells of. */
function told(body: Buffer): JsonObject {
  const parsed = Received.safeParse(safeJson(body))
  if (!parsed.success) return { event_id: null, event: null, sentence: null, data: null }
  const { id, event, data } = parsed.data
  const { previous_attributes: before, ...rest } = data
  const previous = isJsonObject(before) ? before : null
  return { event_id: id, event, sentence: eventSentence({ type: event, data: rest, previous }), data }
}

function safeJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
