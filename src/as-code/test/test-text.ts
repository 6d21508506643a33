import type { Explained } from '../../expressions/explain-expression.ts'
import { oneLine } from '../../platform/one-line.ts'
import type { CaseResult } from './run-tests.ts'

/** The results of cases for a terminal: what failed with its reasons, then a summary. With `all`, what passed is listed, too. */
export function testText(results: readonly CaseResult[], all = false): string {
  const shown = results.filter(({ passed }) => all || !passed)
  const failed = results.filter(({ passed }) => !passed).length
  const lines = shown.flatMap((result) => [...caseLines(result), ...(result.passed ? [] : [''])])
  const spaced = lines.length > 0 && lines.at(-1) !== '' ? [...lines, ''] : lines
  return [...spaced.map(oneLine), summary(results.length, failed)].join('\n')
}

function summary(count: number, failed: number): string {
  if (count === 0) return 'There are no cases. Write some in a document of kind Test: docs/reference/as-code.md.'
  const cases = count === 1 ? '1 case' : `${count} cases`
  return failed === 0 ? `${cases}, all passed.` : `${cases}, ${failed} failed.`
}

function caseLines({ passed, name, file, line, failures }: CaseResult): string[] {
  const head = `${passed ? '✓' : '✗'} ${name}  ${file}:${line}`
  return [head, ...failures.flatMap(({ text, explained }) => [`    ${text}`, ...(explained ? tree(explained, 3) : [])])]
}

function tree({ text, value, outcome, parts }: Explained, depth: number): string[] {
  const given = outcome === 'value' ? value : `${outcome}: ${value}`
  return [`${'  '.repeat(depth)}${text}  →  ${given}`, ...parts.flatMap((part) => tree(part, depth + 1))]
}
