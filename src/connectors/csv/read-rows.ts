import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { CsvError, type Options, parse } from 'csv-parse'
import iconv from 'iconv-lite'
import { SourceError } from '../source-error.ts'
import type { CsvSettings } from './settings.ts'
import type { CopiedFile } from './snapshot.ts'

/** A row of a file: its values by the names of their columns, and where it ends, in lines and bytes. */
export type Row = {
  readonly line: number
  readonly bytes: number
  readonly values: Readonly<Record<string, string>>
}

const delimiters = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const

// A field is a name or an address; what is longer is a quote that was never closed.
const longestRow = 1024 * 1024
const longestHeader = 64 * 1024
const mostColumns = 1000

/**
 * The rows of a file, one after the other. Names of columns are folded: "First Name" is `first_name`. A row with more or fewer
 * fields than the header is refused, with its line: the file is cut off, or a quote is missing.
 */
export async function* readRows(file: CopiedFile, settings: Pick<CsvSettings, 'delimiter'>): AsyncGenerator<Row, void> {
  const delimiter = settings.delimiter === 'auto' ? await sniffDelimiter(file) : delimiters[settings.delimiter]
  const options: Options = {
    bom: true,
    delimiter,
    columns: (header: string[]) => columnNames(header, file.name),
    // Files that were written by more than one program have more than one kind of line end.
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    // Spreadsheets save rows that were used once.
    skip_records_with_empty_values: true,
    max_record_size: longestRow,
    trim: true,
    info: true,
  }
  const input = createReadStream(file.path)
  const rows = input.pipe(iconv.decodeStream(file.encoding)).pipe(parse(options))
  input.on('error', (error) => rows.destroy(error))
  try {
    for await (const { record, info } of rows) {
      requireDecoded(record, info.lines, file)
      yield { line: info.lines, bytes: info.bytes, values: record }
    }
  } catch (error) {
    throw explain(error, file.name)
  } finally {
    input.destroy()
  }
}

/** The delimiter of the first line: the one that is there most often, outside of quotes. */
async function sniffDelimiter({ path, encoding }: CopiedFile): Promise<string> {
  await using handle = await open(path)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestHeader), 0, longestHeader, 0)
  const text = iconv.decode(buffer.subarray(0, bytesRead), encoding).replace(/^[\r\n]+/, '')
  const [header = ''] = text.replace(/"[^"]*"/g, '').split(/\r?\n|\r/)
  const found = Object.values(delimiters).map((delimiter) => ({ delimiter, count: header.split(delimiter).length - 1 }))
  return found.reduce((most, one) => (one.count > most.count ? one : most)).delimiter
}

/** Null characters and U+FFFD, which stands for bytes that the encoding does not have: the file is in another one. */
function requireDecoded(values: Row['values'], line: number, { name, encoding }: CopiedFile): void {
  const strange = encoding === 'utf-8' ? /\0/ : /[\0\uFFFD]/
  if (!Object.values(values).some((value) => strange.test(value))) return
  throw new SourceError(
    'unreadable',
    `"${name}", line ${line} has characters that ${encoding} does not have. Say in the settings how the file is encoded. Nothing is changed.`,
  )
}

/** The names of the columns; those without a name are not read, which spreadsheets write at the end. */
function columnNames(header: readonly string[], file: string): (string | false)[] {
  if (header.length > mostColumns) {
    throw new SourceError('unreadable', `"${file}" has ${header.length} columns; ${mostColumns} are possible.`)
  }
  const names = new Set<string>()
  return header.map((text) => {
    const name = columnName(text)
    if (name === '') return false
    if (names.has(name)) {
      throw new SourceError('unreadable', `"${file}" has two columns named "${name}". Rename or remove one.`)
    }
    names.add(name)
    return name
  })
}

/** A column's name as settings and mappings use it: lower case, with `_` between words, and so never `__proto__`. */
export function columnName(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
}

function explain(error: unknown, file: string): unknown {
  if (!(error instanceof CsvError)) return error
  const line = typeof error.lines === 'number' ? ` in line ${error.lines}` : ''
  const what: Partial<Record<string, string>> = {
    CSV_RECORD_INCONSISTENT_COLUMNS: `A row of "${file}"${line} has not as many fields as the header has columns`,
    CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: `A row of "${file}"${line} has not as many fields as the others`,
    CSV_QUOTE_NOT_CLOSED: `"${file}" ends within a quoted field`,
    CSV_MAX_RECORD_SIZE: `A row of "${file}"${line} is longer than 1 MB`,
  }
  const text = what[error.code] ?? `"${file}" is not CSV${line}`
  return new SourceError(
    'unreadable',
    `${text}. The file was cut off, its quotes are wrong, or it has another delimiter than the settings say. Nothing is changed.`,
    { cause: error },
  )
}
