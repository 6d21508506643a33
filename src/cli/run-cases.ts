import { parseArgs } from 'node:util'
import { checkDocuments } from '../as-code/check/check-documents.ts'
import { findingsText } from '../as-code/check/finding-text.ts'
import { sortFindings } from '../as-code/load/finding.ts'
import { runTests } from '../as-code/test/run-tests.ts'
import { testText } from '../as-code/test/test-text.ts'
import { readDocuments } from './read-documents.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const options = { all: { type: 'boolean' }, json: { type: 'boolean' }, name: { type: 'string' } } as const

/** Runs the cases of a folder, prints what came of them, and gives the exit code. */
export async function runCases(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  if (positionals.length > 1) throw new UsageError('Usage: muster test [folder]')
  const { files, documents, findings } = await readDocuments(positionals[0] ?? '.', terminal.folder)
  const now = new Date()
  const checked = checkDocuments(documents, { today: now.toISOString().slice(0, 10) })
  const errors = sortFindings([...findings, ...checked]).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) {
    const text = findingsText(errors, { files: files.length, documents: documents.length })
    const json = JSON.stringify({ object: 'list', data: [], findings: errors }, null, 2)
    terminal.print(values.json ? json : `${text}\nCorrect these first: no case was run.`)
    return 1
  }
  const { name = '' } = values
  const results = runTests(documents, now).filter((each) => each.name.includes(name))
  terminal.print(
    values.json ? JSON.stringify({ object: 'list', data: results }, null, 2) : testText(results, values.all),
  )
  return results.every(({ passed }) => passed) ? 0 : 1
}
