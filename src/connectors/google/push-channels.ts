import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { JsonObject } from '../../model/json.ts'
import { isSameSecret } from '../../platform/secrets.ts'
import type { Subscribed, Subscription, WakeUps } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { type GoogleApi, scopeOf } from './google-api.ts'
import type { GoogleSettings } from './settings.ts'

/** Every channel tells of one kind of event (Directory API, "Push notifications"). */
const events = ['add', 'delete', 'undelete', 'update'] as const

// The longest that Google takes; there is no renewal, so that new channels overlap the old ones.
const lifeSeconds = 2 * 86_400
const renewedAfter = 0.85
const shortestLifeMs = 3_600_000

const Channel = z.object({ id: z.string(), resourceId: z.string() })
const OpenedChannel = Channel.extend({ expiration: z.coerce.number().optional() })
const State = z.object({ channels: z.array(Channel) })

/** What changes users calls us: groups and members have no such channel, and are found by the next run. */
export const googleWakeUps: WakeUps = {
  receive({ headers }, secret) {
    const isOurs = isSameSecret(headers['x-goog-channel-token'] ?? '', secret)
    if (!isOurs) return { status: 403, contentType: 'text/plain', body: 'unknown channel token', isWake: false }
    return { status: 200, contentType: 'text/plain', body: '', isWake: headers['x-goog-resource-state'] !== 'sync' }
  },
}

type Wanted = {
  readonly settings: GoogleSettings
  readonly wanted: Subscription
  readonly previous: JsonObject | null
  readonly now: Date
}

/** Opens channels at Google, and then closes those of before. When one cannot be opened, those before it are closed. */
export async function openChannels(
  api: GoogleApi,
  { settings, wanted, previous, now }: Wanted,
  signal: AbortSignal,
): Promise<Subscribed> {
  const channels: z.output<typeof Channel>[] = []
  let ends = now.getTime() + lifeSeconds * 1000
  try {
    for (const event of events) {
      const { expiration, ...channel } = await openChannel(api, { settings, wanted, event }, signal)
      channels.push(channel)
      ends = Math.min(ends, expiration ?? ends)
    }
  } catch (error) {
    await closeQuietly(api, { channels }, signal)
    throw error
  }
  // Those of before end by themselves, too; what was opened must not be forgotten for their sake.
  if (previous) await closeQuietly(api, previous, signal)
  const life = Math.max(ends - now.getTime(), shortestLifeMs)
  return { state: { channels }, renewAt: new Date(now.getTime() + life * renewedAfter) }
}

async function openChannel(
  api: GoogleApi,
  { settings, wanted, event }: Pick<Wanted, 'settings' | 'wanted'> & { readonly event: string },
  signal: AbortSignal,
): Promise<z.output<typeof OpenedChannel>> {
  const params = { ttl: String(lifeSeconds) }
  const body = { id: randomUUID(), type: 'web_hook', address: wanted.url, token: wanted.secret, params }
  const query = { ...scopeOf(settings), event }
  const channel = await api.ask({ method: 'POST', path: '/users/watch', query, body, schema: OpenedChannel }, signal)
  if (channel === null) throw new SourceError('unreadable', 'Google opened a channel without saying which.')
  return channel
}

async function closeQuietly(api: GoogleApi, channels: JsonObject, signal: AbortSignal): Promise<void> {
  await closeChannels(api, channels, signal).catch(() => {})
}

/** Closes channels; those that ended by themselves are passed over. */
export async function closeChannels(api: GoogleApi, previous: JsonObject, signal: AbortSignal): Promise<void> {
  for (const channel of State.safeParse(previous).data?.channels ?? []) {
    const request = { method: 'POST', path: '/admin/directory_v1/channels/stop', body: channel } as const
    await api.http.send({ ...request, schema: z.unknown(), accept: [400, 404], signal })
  }
}
