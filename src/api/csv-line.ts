/** What one cell of a CSV file holds; null: nothing. */
export type CsvCell = string | null

/** Cells as a line of CSV (RFC 4180), none of which a spreadsheet takes for a formula. */
export function toCsvCells(cells: readonly CsvCell[]): string {
  return `${cells.map(quote).join(',')}\r\n`
}

// A spreadsheet takes a cell that begins so for a formula, and callers choose names (OWASP, "CSV Injection").
function quote(cell: CsvCell): string {
  if (cell === null) return ''
  const harmless = /^[=+\-@＝＋－＠\t\r\n]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
