import { oneLine } from '../platform/one-line.ts'

/** One column of a table: its heading, and what it shows of a row. */
export type Column<Row> = readonly [heading: string, show: (row: Row) => string]

/** Lays rows out in columns for a terminal, with a heading; `none` is said when there are no rows. */
export function formatTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[], none: string): string {
  if (rows.length === 0) return none
  const lines = [
    columns.map(([heading]) => heading),
    ...rows.map((row) => columns.map(([, show]) => oneLine(show(row)))),
  ]
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Lays out one object as lines of name and value. */
export function formatFields(fields: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...fields.map(([name]) => name.length))
  return fields.map(([name, value]) => `${name.padEnd(width)}  ${oneLine(value)}`).join('\n')
}
