import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkDocuments } from '../as-code/check/check-documents.ts'
import { findingsForGitHub, findingsText } from '../as-code/check/finding-text.ts'
import { type PeopleKnown, readPeople } from '../as-code/check/people-data.ts'
import { sortFindings } from '../as-code/load/finding.ts'
import { readDocuments } from './read-documents.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const formats = ['text', 'json', 'github'] as const

const options = {
  strict: { type: 'boolean' },
  format: { type: 'string' },
  json: { type: 'boolean' },
  people: { type: 'string' },
  today: { type: 'string' },
  author: { type: 'string', multiple: true },
  changed: { type: 'string', multiple: true },
} as const

/** Checks a folder, prints what was found, and gives the exit code. */
export async function runCheck(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  if (positionals.length > 1) throw new UsageError('Usage: muster check [folder]')
  const format = formatOf(values)
  const known = values.people === undefined ? null : await readPeopleFile(values.people, terminal)
  const { files, documents, findings } = await readDocuments(positionals[0] ?? '.', terminal.folder)
  const checked = checkDocuments(documents, {
    today: dayOf(values.today),
    ...known,
    ...(values.author && { change: { author: values.author, files: values.changed ?? [] } }),
  })
  if (files.length === 0 && findings.length === 0) {
    terminal.print('There are no documents here. Name the folder that holds them: muster check <folder>.')
    return 1
  }
  const all = sortFindings([...findings, ...checked])
  const looked = { files: filesOf([...documents, ...all]), documents: documents.length }
  terminal.print(print[format](all, looked))
  const stops = values.strict ? all.length > 0 : all.some(({ severity }) => severity === 'error')
  return stops ? 1 : 0
}

/** Files of other programs, of which nothing is to be said, are not among those that were looked at. */
function filesOf(places: readonly { readonly file: string }[]): number {
  return new Set(places.map(({ file }) => file)).size
}

type Findings = Parameters<typeof findingsText>[0]
type Looked = Parameters<typeof findingsText>[1]

const print: Readonly<Record<(typeof formats)[number], (findings: Findings, looked: Looked) => string>> = {
  text: findingsText,
  github: findingsForGitHub,
  json: (findings, looked) => JSON.stringify({ object: 'list', data: findings, ...looked }, null, 2),
}

function formatOf({ format, json }: { format?: string | undefined; json?: boolean | undefined }) {
  if (format === undefined) return json ? 'json' : 'text'
  const known = formats.find((each) => each === format)
  if (!known) throw new UsageError(`--format must be ${formats.join(', ')}, not "${format}".`)
  return known
}

function dayOf(text: string | undefined): string {
  if (text === undefined) return new Date().toISOString().slice(0, 10)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text
  throw new UsageError(`--today must be a day such as 2027-03-31, not "${text}".`)
}

async function readPeopleFile(file: string, terminal: Terminal): Promise<PeopleKnown> {
  const text = await readFile(resolve(terminal.folder, file), 'utf8').catch((error: Error) => {
    throw new UsageError(`The file ${file} cannot be read: ${error.message}`, { cause: error })
  })
  const known = readPeople(parseJson(text))
  if (known) return known
  throw new UsageError(`The file ${file} does not hold people. Write it with: muster people list --json > ${file}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
