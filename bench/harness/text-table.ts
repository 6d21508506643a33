/** Lays rows out in columns. The first row is the heading; every column but the first is aligned to the right. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length)
    })
  }
  const lines = rows.map((row) =>
    row
      .map((cell, column) => align(cell, column, widths))
      .join('  ')
      .trimEnd(),
  )
  const rule = widths.map((width) => '─'.repeat(width)).join('──')
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}

function align(cell: string, column: number, widths: readonly number[]): string {
  const width = widths[column] ?? 0
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}
