import type { ApiObject } from './api-client.ts'
import type { Action, ApiVerb } from './api-verb.ts'
import { destinationActions } from './destination-actions.ts'
import { listAction } from './list-action.ts'
import { readJsonFile } from './read-json-file.ts'
import { field, show, time } from './show-object.ts'
import { type Column, formatFields } from './table.ts'

const columns: readonly Column<ApiObject>[] = [
  field('ID', 'id'),
  field('NAME', 'name'),
  field('TYPE', 'type'),
  field('STATUS', 'status'),
  field('ORGANIZATION', 'organization_id'),
  time('LAST DELIVERED', 'last_delivered_at'),
  time('FAILING SINCE', 'failing_since'),
  time('PAUSED', 'paused_at'),
]

const { pathOf, replay, remove } = destinationActions('/sinks')

const create: Action = {
  takes: ['file'],
  usage: '',
  options: {},
  async run(given, api) {
    const json = await api.post('/sinks', await readJsonFile(given.argument('file')))
    const id = show(json.id)
    return { json, text: `${formatFields([['id', id]])}\n\nSee whether it works with "muster sinks test ${id}".` }
  },
}

const list = listAction('/sinks', columns, 'There are no sinks. Make one with "muster sinks create".')

const test: Action = {
  takes: ['id'],
  usage: '[--event <type>]',
  options: { event: { type: 'string' } },
  async run(given, api) {
    const event = given.option('event')
    const json = await api.post(`${pathOf(given)}/test`, event === undefined ? {} : { event })
    const text = json.status === 'delivered' ? `Delivered: ${show(json.response)}.` : `Failed: ${show(json.error)}`
    return { json, text }
  },
}

/** `muster sinks create|list|test|replay|delete`. */
export const sinks: ApiVerb = {
  name: 'sinks',
  summary: 'make, list, test, replay and delete sinks: NATS JetStream, Redis Streams',
  actions: { create, list, test, replay, delete: remove },
  notes: '  The file has the JSON that docs/guides/sinks.md describes, with the secrets.',
}
