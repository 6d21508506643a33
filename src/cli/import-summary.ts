import type { ImportResult } from './import-target.ts'
import { formatTable } from './table.ts'

const kinds = ['organizations', 'directories', 'users', 'groups'] as const
const outcomes = ['created', 'updated', 'unchanged', 'skipped', 'refused'] as const

/** What is imported. */
export type Kind = (typeof kinds)[number]
type Tally = { found: number } & Record<(typeof outcomes)[number], number>

/** What an import did: how many of each kind, what was said of single ones, and where both sides still differ. */
export type ImportSummary = {
  readonly isDryRun: boolean
  readonly tallies: Readonly<Record<Kind, Tally>>
  memberships: number
  /** The first of what was skipped or refused, in words, and of what could not be done. */
  readonly remarks: string[]
  remarksLeftOut: number
  readonly differences: string[]
}

const remarksKept = 50

/** A summary of nothing yet. */
export function startSummary(isDryRun: boolean): ImportSummary {
  const none = () => ({ found: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, refused: 0 })
  const tallies = { organizations: none(), directories: none(), users: none(), groups: none() }
  return { isDryRun, tallies, memberships: 0, remarks: [], remarksLeftOut: 0, differences: [] }
}

/** Notes something that a person should know. */
export function remark(summary: ImportSummary, text: string): void {
  if (summary.remarks.length < remarksKept) summary.remarks.push(text)
  else summary.remarksLeftOut += 1
}

/** Counts results. */
export function countResults(summary: ImportSummary, kind: Kind, results: readonly ImportResult[]): void {
  for (const { id, result, message } of results) {
    summary.tallies[kind][result] += 1
    if (message !== null) remark(summary, `${kind} ${id ?? ''} ${result}: ${message}`)
  }
}

/** The summary for a terminal. */
export function describeSummary(summary: ImportSummary): string {
  const { tallies, memberships, remarks, remarksLeftOut, differences, isDryRun } = summary
  const shown = isDryRun ? [] : outcomes
  const table = formatTable(
    kinds.map((kind) => ({ kind, ...tallies[kind] })),
    [
      ['', ({ kind }) => kind],
      ['FOUND', ({ found }) => String(found)],
      ...shown.map((outcome) => [outcome.toUpperCase(), (row: Tally) => String(row[outcome])] as const),
    ],
    '',
  )
  const more = remarksLeftOut > 0 ? [`… and ${remarksLeftOut} more`] : []
  const verdict =
    differences.length > 0 ? ['Both sides differ:', ...differences] : ['Both sides have as many users and groups.']
  return [
    table,
    `memberships  ${memberships}`,
    ...(remarks.length > 0 ? ['', ...remarks, ...more] : []),
    '',
    ...(isDryRun ? ['Nothing was written: this was a dry run.'] : verdict),
  ].join('\n')
}
