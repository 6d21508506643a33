import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventItem, HappeningItem, RequestItem, Seen, WebhookItem } from './demo-types.ts'
import { linkedItems } from './linked-items.ts'

const at = '2026-11-22T10:00:00.000Z'
const happening = (id: string): HappeningItem => ({
  object: 'demo_happening',
  id,
  at,
  number: 1,
  directory: '',
  sentence: '',
  by: 'you',
})
const request = (id: string, more: Partial<RequestItem>): RequestItem => ({
  object: 'demo_request',
  id,
  at,
  number: 1,
  direction: 'in',
  directory_id: null,
  method: 'PATCH',
  path: '/Users',
  status: 200,
  duration_ms: 1,
  request_id: null,
  happening_id: null,
  source_ids: [],
  body: null,
  ...more,
})
const event = (id: string, requestId: string | null, data = {}): EventItem => ({
  object: 'event',
  id,
  event: 'dsync.user.updated',
  created_at: at,
  data,
  log_entry: { sentence: '', directory_id: null, cause: { source: 'scim', request_id: requestId } },
})
const webhook = (id: string, eventId: string): WebhookItem => ({
  object: 'demo_webhook',
  id,
  at,
  number: 1,
  status: 200,
  is_verified: true,
  problem: null,
  event_id: eventId,
  event: null,
  sentence: null,
  data: null,
})

const move = happening('move')
const patch = request('patch', { request_id: 'req_1', happening_id: 'move' })
const page = request('page', { direction: 'out', source_ids: ['117', '118'] })
const seen: Seen = {
  requests: [move, patch, page, request('other', { request_id: 'req_2' })],
  events: [
    event('moved', 'req_1'),
    event('read', null, { user: { idp_id: '118' } }),
    event('else', 'req_2', { idp_id: '117' }),
  ],
  webhooks: [webhook('told', 'moved'), webhook('told_read', 'read'), webhook('told_else', 'else')],
}
const linked = (item: Parameters<typeof linkedItems>[0]) => [...linkedItems(item, seen)].sort()

test('a change is found from each of its ends: what happened, the request, the event, the webhook', () => {
  const all = ['move', 'moved', 'patch', 'told']
  assert.deepEqual(linked(move), all)
  assert.deepEqual(linked(patch), all)
  assert.deepEqual(linked(seen.events[0] ?? move), all)
  assert.deepEqual(linked(seen.webhooks[0] ?? move), all)
})

test('of a page that Muster reads, the events are those about the people on it that no request caused', () => {
  assert.deepEqual(linked(page), ['page', 'read', 'told_read'])
  assert.deepEqual(linked(seen.webhooks[1] ?? move), ['page', 'read', 'told_read'])
})

test('what nothing is known of stands alone', () => {
  assert.deepEqual(linkedItems(webhook('lonely', 'gone'), seen), new Set(['lonely']))
})
