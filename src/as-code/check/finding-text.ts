import { oneLine } from '../../platform/one-line.ts'
import type { Finding } from '../load/finding.ts'

/** How much was looked at. */
export type Looked = { readonly files: number; readonly documents: number }

/** Findings for a terminal: the place first, so that terminals and editors can go there; then a summary. */
export function findingsText(findings: readonly Finding[], looked: Looked): string {
  const places = findings.map(({ file, line, column }) => oneLine(`${file}:${line}:${column}`))
  const width = Math.min(Math.max(0, ...places.map((place) => place.length)), 48)
  const lines = findings.map(
    ({ severity, code, text }, index) =>
      `${places[index]?.padEnd(width)}  ${severity.padEnd(7)}  ${code}  ${oneLine(text)}`,
  )
  return [...lines, ...(lines.length > 0 ? [''] : []), summaryOf(findings, looked)].join('\n')
}

/** Findings as annotations of a run of GitHub Actions, which shows them at the lines of the pull request. */
export function findingsForGitHub(findings: readonly Finding[], looked: Looked): string {
  const lines = findings.map(({ severity, file, line, column, code, text }) => {
    const properties = `file=${property(file)},line=${line},col=${column},title=${code}`
    return `::${severity} ${properties}::${data(oneLine(text))}`
  })
  return [...lines, summaryOf(findings, looked)].join('\n')
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

function summaryOf(findings: readonly Finding[], { files, documents }: Looked): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const warnings = findings.length - errors
  const of = `${count(documents, 'document')} in ${count(files, 'file')}`
  if (findings.length === 0) return `${of}, nothing to say.`
  const found = [...(errors > 0 ? [count(errors, 'error')] : []), ...(warnings > 0 ? [count(warnings, 'warning')] : [])]
  return `${of}: ${found.join(', ')}.`
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
