import type { ApiObject } from './api-client.ts'
import type { Action, ApiVerb, Given } from './api-verb.ts'
import { readJsonFile } from './read-json-file.ts'
import { field, show, time } from './show-object.ts'
import { type Column, formatFields, formatTable } from './table.ts'

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

const list: Action = {
  takes: [],
  usage: '[--organization <id>]',
  options: { organization: { type: 'string' } },
  async run(given, api) {
    const organization = given.option('organization')
    const data = await api.list('/sinks', organization === undefined ? {} : { organization_id: organization })
    const none = 'There are no sinks. Make one with "muster sinks create".'
    return { json: { object: 'list', data }, text: formatTable(data, columns, none) }
  },
}

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

const replay: Action = {
  takes: ['id'],
  usage: '--since <time> | --after <event id>',
  options: { since: { type: 'string' }, after: { type: 'string' } },
  async run(given, api) {
    const [since, after] = [given.option('since'), given.option('after')]
    const from = { ...(since !== undefined && { since }), ...(after !== undefined && { after }) }
    const json = await api.post(`${pathOf(given)}/replay`, from)
    return { json, text: `Everything since ${since ?? after} is delivered again.` }
  },
}

const remove: Action = {
  takes: ['id'],
  usage: '',
  options: {},
  async run(given, api) {
    const json = await api.delete(pathOf(given))
    return { json, text: `${given.argument('id')} is deleted.` }
  },
}

/** `muster sinks create|list|test|replay|delete`. */
export const sinks: ApiVerb = {
  name: 'sinks',
  summary: 'make, list, test, replay and delete sinks: NATS JetStream, Redis Streams',
  actions: { create, list, test, replay, delete: remove },
  notes: '  The file has the JSON that docs/guides/sinks.md describes, with the secrets.',
}

function pathOf(given: Given): string {
  return `/sinks/${encodeURIComponent(given.argument('id'))}`
}
