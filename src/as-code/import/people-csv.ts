import type { SourceFile } from '../load/load-documents.ts'

/** Somebody of another tool, as far as a directory has to know them. */
export type CsvPerson = {
  readonly id: string
  readonly name: string
  readonly userName: string
  readonly mail: string | null
}

/**
 * People as `users.csv`, for where no directory of Muster knows them yet: uploaded to a directory of type "csv", the references of the
 * imported files find them. Null where there is nobody.
 */
export function peopleCsv(people: readonly CsvPerson[]): SourceFile | null {
  if (people.length === 0) return null
  const rows = people.map(({ id, userName, name, mail }) => [id, userName, name, mail ?? ''])
  const lines = [['id', 'username', 'name', 'email'], ...rows].map((row) => row.map(cell).join(','))
  return { path: 'users.csv', text: `${lines.join('\n')}\n` }
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
