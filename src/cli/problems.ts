import type { ApiObject } from './api-client.ts'
import type { ApiVerb } from './api-verb.ts'
import { field, time } from './show-object.ts'
import { type Column, formatTable } from './table.ts'

const columns: readonly Column<ApiObject>[] = [
  field('ID', 'id'),
  field('KIND', 'kind'),
  field('WHO', 'name'),
  field('PROBLEM', 'code'),
  field('WHAT TO DO', 'text'),
  time('SINCE', 'first_seen_at'),
  time('NEXT TRY', 'retry_at'),
]

/** `muster problems <directory>`. */
export const problems: ApiVerb = {
  name: 'problems',
  summary: 'list whom of a source a directory could not take, and what to do',
  actions: {
    '': {
      takes: ['directory'],
      usage: '[--retry <problem id>]',
      options: { retry: { type: 'string' } },
      async run(given, api) {
        const path = `/directories/${encodeURIComponent(given.argument('directory'))}/problems`
        const retried = given.option('retry')
        if (retried !== undefined) await api.post(`${path}/${encodeURIComponent(retried)}/retry`, {})
        const data = await api.list(path)
        return { json: { object: 'list', data }, text: formatTable(data, columns, 'There are no problems.') }
      },
    },
  },
}
