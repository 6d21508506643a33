import type { ApiObject } from './api-client.ts'
import type { ApiVerb } from './api-verb.ts'
import { settingsOf } from './connector-settings.ts'
import { field, show } from './show-object.ts'
import { type Column, formatTable } from './table.ts'

const columns: readonly Column<ApiObject>[] = [
  field('TYPE', 'type'),
  field('SOURCE', 'title'),
  [
    'SETTINGS',
    (connector) => show(settingsOf(connector).map(({ name, isRequired }) => (isRequired ? name : `[${name}]`))),
  ],
]

/** `muster connectors`. */
export const connectors: ApiVerb = {
  name: 'connectors',
  summary: 'list the sources that Muster reads by itself, and what each needs',
  actions: {
    '': {
      takes: [],
      usage: '',
      options: {},
      async run(_given, api) {
        const data = await api.list('/connectors')
        return { json: { object: 'list', data }, text: formatTable(data, columns, 'There are no connectors.') }
      },
    },
  },
  notes: '  What is in brackets may be left out. docs/connect tells how each source is connected, click by click.',
}
