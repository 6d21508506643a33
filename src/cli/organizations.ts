import type { Action, ApiVerb } from './api-verb.ts'
import { field, show, time } from './show-object.ts'
import { formatFields, formatTable } from './table.ts'

const create: Action = {
  takes: ['name'],
  usage: '[--external-id <id>]',
  options: { 'external-id': { type: 'string' } },
  async run(given, api) {
    const externalId = given.option('external-id')
    const json = await api.post('/organizations', { name: given.argument('name'), external_id: externalId })
    const text = formatFields([
      ['id', show(json.id)],
      ['name', show(json.name)],
    ])
    return { json, text }
  },
}

const list: Action = {
  takes: [],
  usage: '',
  options: {},
  async run(_given, api) {
    const data = await api.list('/organizations')
    const columns = [
      field('ID', 'id'),
      field('NAME', 'name'),
      field('EXTERNAL ID', 'external_id'),
      time('CREATED', 'created_at'),
    ]
    const none = 'There are no organizations. Make one with "muster organizations create <name>".'
    return { json: { object: 'list', data }, text: formatTable(data, columns, none) }
  },
}

const remove: Action = {
  takes: ['id'],
  usage: '',
  options: {},
  async run(given, api) {
    const id = given.argument('id')
    await api.delete(`/organizations/${encodeURIComponent(id)}`)
    const text = `The organization ${id} is deleted with its directories. What they hold is being removed.`
    return { json: { id, deleted: true }, text }
  },
}

/** `muster organizations create|list|delete`. */
export const organizations: ApiVerb = {
  name: 'organizations',
  summary: 'make, list and delete organizations',
  actions: { create, list, delete: remove },
}
