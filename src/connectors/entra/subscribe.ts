import { z } from 'zod'
import type { JsonObject } from '../../model/json.ts'
import type { Subscribed, Subscription } from '../connector.ts'
import type { Graph } from './graph-client.ts'

const day = 86_400_000
/** Graph's longest life for users and groups is 29 days. It is renewed weekly, so that a renewal may fail three times. */
const lifeMs = 28 * day
const renewAfterMs = 7 * day

const State = z.object({ url: z.string(), ids: z.array(z.string()) })
const Created = z.object({ id: z.string().min(1) })

type Wish = { readonly wanted: Subscription; readonly previous: JsonObject | null }

/**
 * Asks Graph to tell of changes of users and of groups, or renews that. What Graph has lost is asked for anew, and so is
 * everything when the address is another one. A new object comes as `updated`: `created` does not exist for users and groups.
 */
export async function subscribe(graph: Graph, { wanted, previous }: Wish, signal: AbortSignal): Promise<Subscribed> {
  const now = graph.clock.now().getTime()
  const expires = new Date(now + lifeMs).toISOString()
  const state = State.safeParse(previous).data
  const renewed = state?.url === wanted.url && (await renew(graph, { ids: state.ids, expires }, signal))
  if (state && !renewed) await unsubscribe(graph, state, signal)
  const ids = state && renewed ? state.ids : await create(graph, { wanted, expires }, signal)
  return { state: { url: wanted.url, ids }, renewAt: new Date(now + renewAfterMs) }
}

/** Takes back what was asked for; what Graph no longer has is fine. */
export async function unsubscribe({ http }: Graph, previous: JsonObject, signal: AbortSignal): Promise<void> {
  for (const id of State.safeParse(previous).data?.ids ?? []) {
    const path = `/v1.0/subscriptions/${encodeURIComponent(id)}`
    await http.send({ method: 'DELETE', path, schema: z.unknown(), accept: [404], signal })
  }
}

type Renewal = { readonly ids: readonly string[]; readonly expires: string }

/** Whether all could be renewed. */
async function renew({ http }: Graph, { ids, expires }: Renewal, signal: AbortSignal): Promise<boolean> {
  for (const id of ids) {
    const { status } = await http.send({
      method: 'PATCH',
      path: `/v1.0/subscriptions/${encodeURIComponent(id)}`,
      body: { expirationDateTime: expires },
      schema: Created,
      accept: [404],
      signal,
    })
    if (status === 404) return false
  }
  return true
}

type Creation = { readonly wanted: Subscription; readonly expires: string }

async function create(graph: Graph, { wanted, expires }: Creation, signal: AbortSignal): Promise<string[]> {
  const ids: string[] = []
  try {
    for (const resource of ['users', 'groups']) {
      const body = {
        changeType: 'updated,deleted',
        notificationUrl: wanted.url,
        lifecycleNotificationUrl: wanted.url,
        resource,
        expirationDateTime: expires,
        clientState: wanted.secret,
      }
      const created = await graph.http.send({
        method: 'POST',
        path: '/v1.0/subscriptions',
        body,
        schema: Created,
        signal,
      })
      if (created.body) ids.push(created.body.id)
    }
  } catch (error) {
    // Half of it would call without anybody knowing, and each further try would leave another.
    await unsubscribe(graph, { url: wanted.url, ids }, signal).catch(() => {})
    throw error
  }
  return ids
}
