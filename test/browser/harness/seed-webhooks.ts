import { startWebhookReceiver, type WebhookReceiver } from '../../../src/testing/webhook-receiver.ts'

/** Two receivers of webhooks in one: all but a few calls to `/hooks` are taken, those to `/broken` are not. */
export async function startSeedReceiver(): Promise<WebhookReceiver> {
  return startWebhookReceiver(({ path }, response, calls) => {
    if (path.startsWith('/broken')) {
      response.writeHead(503, { 'content-type': 'text/plain' }).end('upstream connect error: no healthy upstream')
      return
    }
    if (calls % 23 === 0) {
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"deadlock detected"}')
      return
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}')
  })
}

/** Where a receiver takes calls. */
export function addressOf({ url }: WebhookReceiver, path: string): string {
  return new URL(path, url).href
}
