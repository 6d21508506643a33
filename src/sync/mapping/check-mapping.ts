import { checkExpression } from '../../expressions/compile-expression.ts'
import type { MappingLine } from '../../model/connection.ts'
import { recordVariables } from '../record-variables.ts'
import { effectiveLines, type MappingSource } from './compile-mapping.ts'
import { converterFor, targetProblem } from './targets.ts'

/** What is wrong with a line of a mapping that somebody wants to save. `index` is that of the line. */
export type LineProblem = { readonly index: number; readonly target: string; readonly text: string }

const mostLines = 250

/** What is wrong with a directory's own lines, in words for the one who writes them; empty when they can be saved. */
export function checkMapping(lines: readonly MappingLine[], rest: Omit<MappingSource, 'own'>): LineProblem[] {
  if (lines.length > mostLines) {
    return [{ index: mostLines, target: '', text: `A mapping can have ${mostLines} lines. Remove some.` }]
  }
  const problems = lines.flatMap((line, index) => {
    const text = lineProblem(line, lines.slice(0, index), rest)
    return text === null ? [] : [{ index, target: line.target, text }]
  })
  if (problems.length > 0) return problems
  const hasUsername = effectiveLines(rest.connector, lines).some(({ target }) => target === 'username')
  if (hasUsername) return []
  const index = lines.findIndex(({ target }) => target === 'username')
  return [{ index: Math.max(index, 0), target: 'username', text: 'There can be no user without a username. Map one.' }]
}

function lineProblem(
  { target, expression }: MappingLine,
  before: readonly MappingLine[],
  { customAttributes }: Omit<MappingSource, 'own'>,
): string | null {
  if (!converterFor(target, customAttributes)) return targetProblem(target)
  if (before.some((line) => line.target === target))
    return `The target "${target}" is mapped twice. Remove one of the lines.`
  return expression.trim() === '' ? null : checkExpression(expression, { variables: recordVariables })
}
