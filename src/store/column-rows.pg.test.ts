import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../testing/database.ts'
import { arrayLiteral, columnRows, type RowColumn } from './column-rows.ts'

type Row = { readonly id: number; readonly name: string | null; readonly keys: readonly string[] }

const columns: readonly RowColumn<Row>[] = [
  { name: 'id', type: 'integer', of: ({ id }) => String(id) },
  { name: 'name', type: 'text', of: ({ name }) => name },
  { name: 'keys', type: 'text[]', of: ({ keys }) => arrayLiteral(keys) },
]

const rows: readonly Row[] = [
  { id: 1, name: 'a "quoted" \\ name', keys: ['"', '\\', '{a,b}', '', 'null', 'NULL', ' é 🎉\n\t'] },
  { id: 2, name: null, keys: [] },
  { id: 3, name: '', keys: ["'; drop table users; --", '\\"', '$1'] },
]

test('rows arrive as they are, one by itself and many at once, whatever is in them', async () => {
  await using created = await createTestDatabase()
  const { names, values, of } = columnRows(columns, 2)
  const send = (some: readonly Row[]) => {
    const { form, source, parameters } = of(some)
    const text = `select ${values} from ${source} where $1::text is not null order by row.id`
    return created.database.query<Row>({ name: `rows-${form}`, text, values: ['x', ...parameters] })
  }
  assert.equal(names, 'id, name, keys')
  assert.deepEqual(await send(rows), rows)
  for (const row of rows) assert.deepEqual(await send([row]), [row])
})
