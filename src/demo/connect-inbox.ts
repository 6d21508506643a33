import type { MusterApi } from './muster-api.ts'
import { inboxPath, type WebhookInbox } from './webhook-inbox.ts'

/** Lets Muster call the demo's product, or, where an earlier run made its endpoint, call it where it listens now. Gives the endpoint's id. */
export async function connectInbox(inbox: WebhookInbox, api: MusterApi, organizationId: string): Promise<string> {
  const endpoints = await api.listEndpoints(organizationId)
  const found = endpoints.find(({ endpoint_url: url }) => isInbox(new URL(url)))
  if (!found) return api.createEndpoint({ organizationId, url: inbox.url, secret: inbox.secret })
  await api.moveEndpoint(found.id, inbox)
  return found.id
}

function isInbox({ hostname, pathname }: URL): boolean {
  return hostname === '127.0.0.1' && pathname === inboxPath
}
