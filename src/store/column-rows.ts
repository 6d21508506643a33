import { textArray } from './text-array.ts'

/** A column of rows to write: its name, its type, and its value in the text form that PostgreSQL reads. */
export type RowColumn<Row> = { readonly name: string; readonly type: string; of(row: Row): string | null }

/** SQL for rows that a statement takes as parameters. */
export type ColumnRows<Row> = {
  /** The columns to insert into: `id, version, …`. */
  readonly names: string
  /** What to insert into them: `row.id, row.version::integer, …`. */
  readonly values: string
  /** The rows under the alias `row`, for `from`. `form` goes into the statement's name, for its text depends on it. */
  of(rows: readonly Row[]): { readonly form: string; readonly source: string; readonly parameters: readonly unknown[] }
}

/**
 * Rows as parameters, column by column: one array of texts for each, from the parameter `first` on. Half the work of one
 * JSON parameter for all rows, which is written twice here and parsed twice there. A row by itself goes without arrays.
 */
export function columnRows<Row>(columns: readonly RowColumn<Row>[], first = 1): ColumnRows<Row> {
  const names = columns.map(({ name }) => name).join(', ')
  const one = columns.map(({ type }, index) => `$${first + index}::${type}`).join(', ')
  const many = columns.map((_, index) => `$${first + index}::text[]`).join(', ')
  return {
    names,
    values: columns.map(typed).join(', '),
    of(rows) {
      const [row] = rows
      if (row !== undefined && rows.length === 1) {
        const parameters = columns.map((column) => column.of(row))
        return { form: 'one', source: `(values (${one})) as row (${names})`, parameters }
      }
      const parameters = columns.map((column) => textArray(rows.map(column.of)))
      return { form: 'many', source: `unnest(${many}) as row (${names})`, parameters }
    },
  }
}

/** For `set` of an update: `version = row.version::integer, …`. */
export function assignments<Row>(columns: readonly RowColumn<Row>[]): string {
  return columns.map((column) => `${column.name} = ${typed(column)}`).join(', ')
}

/** Texts as an array literal, which is the text form of a `text[]`. */
export function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

function typed<Row>({ name, type }: RowColumn<Row>): string {
  return type === 'text' ? `row.${name}` : `row.${name}::${type}`
}
