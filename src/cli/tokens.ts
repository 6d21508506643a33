import type { ApiObject } from './api-client.ts'
import { type Action, type ApiVerb, type Given, wholeNumber } from './api-verb.ts'
import { field, show, time } from './show-object.ts'
import { type Column, formatFields, formatTable } from './table.ts'

const columns: readonly Column<ApiObject>[] = [
  field('ID', 'id'),
  ['TOKEN', (token) => `scim_...${show(token.token_suffix)}`],
  time('CREATED', 'created_at'),
  time('EXPIRES', 'expires_at'),
  time('LAST USED', 'last_used_at'),
  time('REVOKED', 'revoked_at'),
]

const create: Action = {
  takes: ['directory'],
  usage: '[--expires-in-days <n>]',
  options: { 'expires-in-days': { type: 'string' } },
  async run(given, api) {
    const json = await api.post(pathOf(given), { expires_in_days: wholeNumber(given, 'expires-in-days') })
    const text = formatFields([
      ['id', show(json.id)],
      ['bearer token', show(json.bearer_token)],
      ['expires', show(json.expires_at)],
    ])
    return { json, text: `${text}\n\nThe bearer token is not shown again. The directory's other tokens stay valid.` }
  },
}

const list: Action = {
  takes: ['directory'],
  usage: '',
  options: {},
  async run(given, api) {
    const data = await api.list(pathOf(given))
    return { json: { object: 'list', data }, text: formatTable(data, columns, 'This directory has no tokens.') }
  },
}

const revoke: Action = {
  takes: ['directory', 'token id'],
  usage: '[--in-seconds <n>]',
  options: { 'in-seconds': { type: 'string' } },
  async run(given, api) {
    const seconds = wholeNumber(given, 'in-seconds') ?? 0
    const json = await api.delete(
      `${pathOf(given)}/${encodeURIComponent(given.argument('token id'))}?in_seconds=${seconds}`,
    )
    const text = seconds > 0 ? `${show(json.id)} ends at ${show(json.expires_at)}.` : `${show(json.id)} is revoked.`
    return { json, text }
  },
}

/** `muster tokens create|list|revoke`. */
export const tokens: ApiVerb = {
  name: 'tokens',
  summary: 'make, list and revoke the bearer tokens of a directory',
  actions: { create, list, revoke },
}

function pathOf(given: Given): string {
  return `/directories/${encodeURIComponent(given.argument('directory'))}/tokens`
}
