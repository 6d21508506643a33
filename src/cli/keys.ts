import type { ApiObject } from './api-client.ts'
import { type Action, type ApiVerb, required, wholeNumber } from './api-verb.ts'
import { listAction } from './list-action.ts'
import { field, show, time } from './show-object.ts'
import { type Column, formatFields } from './table.ts'

type Owned = { readonly owner?: { readonly id?: string } | null }

const columns: readonly Column<ApiObject>[] = [
  field('ID', 'id'),
  field('NAME', 'name'),
  field('KEY', 'obfuscated_value'),
  field('SCOPES', 'permissions'),
  ['ORGANIZATION', (key: Owned) => key.owner?.id ?? 'all'],
  time('EXPIRES', 'expires_at'),
  time('LAST USED', 'last_used_at'),
]

const create: Action = {
  takes: [],
  usage: '--name <name> [--scope <scope>]... [--organization <id>] [--expires-in-days <n>]',
  options: {
    name: { type: 'string' },
    scope: { type: 'string', multiple: true },
    organization: { type: 'string' },
    'expires-in-days': { type: 'string' },
  },
  async run(given, api) {
    const scopes = given.options('scope').flatMap((scope) => scope.split(','))
    const json = await api.post('/api_keys', {
      name: required(given, 'name'),
      permissions: scopes.length > 0 ? scopes : undefined,
      organization_id: given.option('organization'),
      expires_in_days: wholeNumber(given, 'expires-in-days'),
    })
    const text = formatFields([
      ['id', show(json.id)],
      ['API key', show(json.value)],
      ['scopes', show(json.permissions)],
      ['expires', show(json.expires_at)],
    ])
    return { json, text: `${text}\n\nThe API key is not shown again.` }
  },
}

const list = listAction(
  '/api_keys',
  columns,
  'There are no API keys but that of MUSTER_API_KEY. Make one with "muster keys create".',
)

const revoke: Action = {
  takes: ['id'],
  usage: '',
  options: {},
  async run(given, api) {
    const id = given.argument('id')
    await api.delete(`/api_keys/${encodeURIComponent(id)}`)
    return { json: { id, revoked: true }, text: `${id} is revoked.` }
  },
}

/** `muster keys create|list|revoke`. */
export const keys: ApiVerb = {
  name: 'keys',
  summary: 'make, list and revoke API keys',
  actions: { create, list, revoke },
}
