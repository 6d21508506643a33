import type { ApiObject } from './api-client.ts'
import type { Action } from './api-verb.ts'
import { type Column, formatTable } from './table.ts'

/** A list of the API as a table, of all organizations or of one; `none` is said when it is empty. */
export function listAction(path: string, columns: readonly Column<ApiObject>[], none: string): Action {
  return {
    takes: [],
    usage: '[--organization <id>]',
    options: { organization: { type: 'string' } },
    async run(given, api) {
      const organization = given.option('organization')
      const data = await api.list(path, organization === undefined ? {} : { organization_id: organization })
      return { json: { object: 'list', data }, text: formatTable(data, columns, none) }
    },
  }
}
