import type { Action, ApiVerb, Given } from './api-verb.ts'
import { readJsonFile } from './read-json-file.ts'
import { field, show, time } from './show-object.ts'
import { formatFields, formatTable } from './table.ts'

const create: Action = {
  takes: ['organization', 'file'],
  usage: '',
  options: {},
  async run(given, api) {
    const json = await api.post(pathOf(given), await readJsonFile(given.argument('file')))
    const text = formatFields([
      ['id', show(json.id)],
      ['urn', show(json.urn)],
    ])
    return { json, text }
  },
}

const list: Action = {
  takes: ['organization'],
  usage: '',
  options: {},
  async run(given, api) {
    const data = await api.list(pathOf(given))
    const columns = [
      field('ID', 'id'),
      field('URN', 'urn'),
      field('RESOURCE TYPE', 'resource_type'),
      time('CREATED', 'created_at'),
    ]
    const none = 'This organization has no schema extensions.'
    return { json: { object: 'list', data }, text: formatTable(data, columns, none) }
  },
}

const remove: Action = {
  takes: ['organization', 'id'],
  usage: '',
  options: {},
  async run(given, api) {
    const id = given.argument('id')
    const json = await api.delete(`${pathOf(given)}/${encodeURIComponent(id)}`)
    return { json, text: `${id} is deleted.` }
  },
}

/** `muster schema-extensions create|list|delete`. */
export const schemaExtensions: ApiVerb = {
  name: 'schema-extensions',
  summary: 'make, list and delete the schema extensions of an organization',
  actions: { create, list, delete: remove },
  notes: 'The file has the JSON that docs/reference/schema-extensions.md describes.',
}

function pathOf(given: Given): string {
  return `/organizations/${encodeURIComponent(given.argument('organization'))}/schema_extensions`
}
