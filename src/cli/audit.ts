import { z } from 'zod'
import type { ApiObject } from './api-client.ts'
import { type Action, type ApiVerb, type Given, wholeNumber } from './api-verb.ts'
import { field, show, time } from './show-object.ts'
import { type Column, formatTable } from './table.ts'

type Entry = {
  readonly actor?: { readonly name?: string }
  readonly target?: { readonly id?: string }
  readonly context?: { readonly location?: string | null }
}

const columns: readonly Column<ApiObject>[] = [
  time('WHEN', 'occurred_at'),
  field('ACTION', 'action'),
  ['TARGET', (entry: Entry) => show(entry.target?.id)],
  field('ORGANIZATION', 'organization_id'),
  ['BY', (entry: Entry) => show(entry.actor?.name)],
  field('SOURCE', 'source'),
  ['FROM', (entry: Entry) => show(entry.context?.location)],
]

/** The options that narrow the list, and what the API calls them. */
const filters = {
  actor: 'actor',
  target: 'target',
  action: 'action',
  organization: 'organization_id',
  since: 'range_start',
  until: 'range_end',
} as const

const Page = z.object({ data: z.record(z.string(), z.unknown()).array() })

const list: Action = {
  takes: [],
  usage:
    '[--actor <key id>] [--target <id>] [--action <action>] [--organization <id>] [--since <time>] [--until <time>] [--limit <n>]',
  options: {
    ...Object.fromEntries(Object.keys(filters).map((name) => [name, { type: 'string' } as const])),
    limit: { type: 'string' },
  },
  async run(given, api) {
    const limit = Math.min(wholeNumber(given, 'limit') ?? defaultLimit, 100)
    const query = new URLSearchParams({ ...filtersOf(given), limit: String(limit), order: 'desc' })
    const json = await api.get(`/audit_log?${query}`)
    return { json, text: formatTable(Page.parse(json).data, columns, 'There are no such entries in the audit log.') }
  },
}

const defaultLimit = 50

/** `muster audit list`. */
export const audit: ApiVerb = {
  name: 'audit',
  summary: 'list who changed what through the API',
  actions: { list },
  notes:
    'The last entries first, 50 unless --limit says otherwise (100 at most). GET /audit_log/export gives all of them.',
}

function filtersOf(given: Given): Record<string, string> {
  const found = Object.entries(filters).map(([option, name]) => [name, given.option(option)] as const)
  return Object.fromEntries(found.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
