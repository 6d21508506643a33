import { z } from 'zod'
import type { ApiObject } from './api-client.ts'
import { type Action, type ApiVerb, required, wholeNumber } from './api-verb.ts'
import { destinationActions } from './destination-actions.ts'
import { listAction } from './list-action.ts'
import { field, show, time } from './show-object.ts'
import { type Column, formatFields, formatTable } from './table.ts'

const columns: readonly Column<ApiObject>[] = [
  field('ID', 'id'),
  field('URL', 'endpoint_url'),
  field('TYPE', 'type'),
  field('STATUS', 'status'),
  field('ORGANIZATION', 'organization_id'),
  time('LAST DELIVERED', 'last_delivered_at'),
  time('FAILING SINCE', 'failing_since'),
  time('PAUSED', 'paused_at'),
]

const attemptColumns: readonly Column<ApiObject>[] = [
  field('ID', 'id'),
  time('SENT', 'sent_at'),
  field('EVENT', 'event_id'),
  field('ATTEMPT', 'attempt'),
  field('STATUS', 'status'),
  field('ANSWER', 'response_status'),
  field('MS', 'duration_ms'),
  field('ERROR', 'error'),
]

const Page = z.object({ data: z.record(z.string(), z.unknown()).array() })

const { pathOf, replay, remove } = destinationActions('/webhook_endpoints')

const create: Action = {
  takes: [],
  usage:
    '--url <url> [--event <type>]… [--organization <id>] [--type webhook|polis] [--batch-size <n>] [--parallel <n>] [--timeout <seconds>] [--secret <secret>] [--tenant <name>] [--product <name>]',
  options: {
    url: { type: 'string' },
    event: { type: 'string', multiple: true },
    organization: { type: 'string' },
    type: { type: 'string' },
    'batch-size': { type: 'string' },
    parallel: { type: 'string' },
    timeout: { type: 'string' },
    secret: { type: 'string' },
    tenant: { type: 'string' },
    product: { type: 'string' },
  },
  async run(given, api) {
    const events = given.options('event')
    const json = await api.post('/webhook_endpoints', {
      endpoint_url: required(given, 'url'),
      ...(events.length > 0 && { events }),
      organization_id: given.option('organization'),
      type: given.option('type'),
      batch_size: wholeNumber(given, 'batch-size'),
      parallel: wholeNumber(given, 'parallel'),
      timeout_seconds: wholeNumber(given, 'timeout'),
      secret: given.option('secret'),
      tenant: given.option('tenant'),
      product: given.option('product'),
    })
    const text = formatFields([
      ['id', show(json.id)],
      ['secret', show(json.secret)],
    ])
    return { json, text: `${text}\n\nSee whether it works with "muster webhooks test ${show(json.id)}".` }
  },
}

const list = listAction(
  '/webhook_endpoints',
  columns,
  'There are no webhook endpoints. Make one with "muster webhooks create".',
)

const test: Action = {
  takes: ['id'],
  usage: '[--event <type>]',
  options: { event: { type: 'string' } },
  async run(given, api) {
    const json = await api.post(`${pathOf(given)}/test`, { event: given.option('event') })
    const took = `${show(json.duration_ms)} ms`
    const text =
      json.status === 'delivered' ? `Acknowledged with ${show(json.response_status)} in ${took}.` : show(json.error)
    return { json, text }
  },
}

const attempts: Action = {
  takes: ['id'],
  usage: '[--failed] [--event <event id>] [--limit <n>]',
  options: { failed: { type: 'boolean' }, event: { type: 'string' }, limit: { type: 'string' } },
  async run(given, api) {
    const event = given.option('event')
    const query = new URLSearchParams({
      limit: String(Math.min(wholeNumber(given, 'limit') ?? 20, 100)),
      ...(given.isSet('failed') && { status: 'failed' }),
      ...(event !== undefined && { event_id: event }),
    })
    const json = await api.get(`${pathOf(given)}/attempts?${query}`)
    return { json, text: formatTable(Page.parse(json).data, attemptColumns, 'There are no such attempts.') }
  },
}

const resume: Action = {
  takes: ['id'],
  usage: '[--directory <id>] [--skip]',
  options: { directory: { type: 'string' }, skip: { type: 'boolean' } },
  async run(given, api) {
    const body = { directory_id: given.option('directory'), skip: given.isSet('skip') }
    const json = await api.post(`${pathOf(given)}/resume`, body)
    return { json, text: `${given.argument('id')} goes on.` }
  },
}

const rotateSecret: Action = {
  takes: ['id'],
  usage: '[--overlap-hours <n>]',
  options: { 'overlap-hours': { type: 'string' } },
  async run(given, api) {
    const body = { overlap_hours: wholeNumber(given, 'overlap-hours') }
    const json = await api.post(`${pathOf(given)}/rotate_secret`, body)
    const text = formatFields([
      ['secret', show(json.secret)],
      ['the one before it ends', show(json.previous_secret_until ?? 'now')],
    ])
    return { json, text }
  },
}

/** `muster webhooks create|list|test|attempts|replay|resume|rotate-secret|delete`. */
export const webhooks: ApiVerb = {
  name: 'webhooks',
  summary: 'make, list, test, replay and delete webhook endpoints, and see what became of calls',
  actions: { create, list, test, attempts, replay, resume, 'rotate-secret': rotateSecret, delete: remove },
  notes: '  docs/guides/webhooks.md tells of signatures, order, retries and replay.',
}
