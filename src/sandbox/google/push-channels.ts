import { type GoogleAnswer, googleError } from './google-answer.ts'
import type { GoogleUser, UserEvent, Workspace } from './workspace.ts'

/** Push channels of the users of a workspace (Directory API, "Push notifications"). */
export type Channels = {
  answer(path: string, request: { readonly query: URLSearchParams; readonly body: string }): Promise<GoogleAnswer>
}

type Channel = {
  readonly id: string
  readonly resourceId: string
  readonly address: string
  readonly token: string
  readonly event: string
  readonly expiration: number
  count: number
}

const longestMs = 2 * 86_400_000
const usualMs = 2 * 3_600_000

/** Opens channels, and calls those that are open whenever a user changes. */
export function createChannels(workspace: Workspace, now: () => Date): Channels {
  const channels = new Map<string, Channel>()
  workspace.onUserChange((event, user) => {
    for (const channel of channels.values()) {
      if (channel.event === event && channel.expiration > now().getTime()) notify(channel, event, user)
    }
  })
  return {
    async answer(path, { query, body }) {
      const asked = JSON.parse(body)
      if (path === '/users/watch')
        return open(channels, { asked, event: query.get('event') ?? '', at: now().getTime() })
      if (path.endsWith('/channels/stop'))
        return channels.delete(asked.id) ? empty : googleError(404, 'notFound', 'Channel not found')
      return googleError(404, 'notFound', 'Not Found')
    },
  }
}

const empty: GoogleAnswer = { status: 204, body: null }

type Wanted = { id: string; address: string; token?: string; params?: { ttl?: string } }

function open(
  channels: Map<string, Channel>,
  { asked, event, at }: { asked: Wanted; event: string; at: number },
): GoogleAnswer {
  if (channels.has(asked.id)) return googleError(400, 'channelIdNotUnique', 'Channel id not unique')
  const ttl = Math.min(Number(asked.params?.ttl ?? usualMs / 1000) * 1000, longestMs)
  const resourceId = Buffer.from(`users/${event}`).toString('base64url')
  const { id, address, token = '' } = asked
  const channel: Channel = { id, resourceId, address, token, event, expiration: at + ttl, count: 1 }
  channels.set(id, channel)
  notify(channel, 'sync', null)
  return {
    status: 200,
    body: { kind: 'api#channel', id, resourceId, resourceUri: '/users', token, expiration: String(channel.expiration) },
  }
}

function notify(channel: Channel, state: UserEvent | 'sync', user: GoogleUser | null): void {
  const headers = {
    'content-type': 'application/json',
    'x-goog-channel-id': channel.id,
    'x-goog-channel-token': channel.token,
    'x-goog-message-number': String(channel.count++),
    'x-goog-resource-id': channel.resourceId,
    'x-goog-resource-state': state,
  }
  const body = user
    ? JSON.stringify({ kind: 'admin#directory#user', id: user.id, primaryEmail: user.primaryEmail })
    : undefined
  // Google tries again for a while; whoever listens here is there or is not.
  fetch(channel.address, { method: 'POST', headers, ...(body && { body }) }).catch(() => {})
}
