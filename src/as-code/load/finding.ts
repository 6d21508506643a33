import type { Address } from '../../model/overlay/document.ts'
import { type FindingName, findingList } from './finding-list.ts'

/** A place in a file; lines and columns begin with 1. */
export type Place = { readonly file: string; readonly line: number; readonly column: number }

/** What is wrong, or looks wrong, in the files of an organization. `text` says what to do about it. */
export type Finding = Place & {
  /** Stable: `MC101`. Listed in docs/reference/findings.md. */
  readonly code: string
  readonly name: FindingName
  /** With an error nothing can be planned; a warning is for people to judge. */
  readonly severity: 'error' | 'warning'
  /** The document that it is about; null where there is none yet. */
  readonly address: Address | null
  readonly text: string
}

/** Where a finding is, and what about. */
export type Concern = { readonly place: Place; readonly address?: Address | null }

/** Makes a finding; what its text needs is filled from `data`. */
export function finding(name: FindingName, concern: Concern, data: Readonly<Record<string, string | number>>): Finding {
  const { code, severity, text } = findingList[name]
  const filled = text
    .replace(/\{(\w+)\}/g, (whole, key: string) => String(data[key] ?? whole))
    .replace(/ {2,}/g, ' ')
    .trim()
  const { file, line, column } = concern.place
  return { code, name, severity, file, line, column, address: concern.address ?? null, text: filled }
}

/** Findings in the order in which people read files; the same one is kept once. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(compare)
  return sorted.filter((each, index) => {
    const before = sorted[index - 1]
    return before === undefined || compare(before, each) !== 0
  })
}

function compare(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  if (a.line !== b.line) return a.line - b.line
  if (a.column !== b.column) return a.column - b.column
  if (a.code !== b.code) return a.code < b.code ? -1 : 1
  return a.text === b.text ? 0 : a.text < b.text ? -1 : 1
}
