import { compileOverlay } from '../../memberships/compile-overlay.ts'
import { evaluatePolicies } from '../../memberships/evaluate-policies.ts'
import type { Finding } from '../load/finding.ts'
import { findingAt, type Subject } from './subject.ts'

const mostNamed = 3

/**
 * Separation of duties for the people that there are: whoever gets two policies that nobody may have together. (What rules alone
 * show is found without anybody: src/as-code/check/duties.ts.)
 */
export function checkDutiesOfPeople(subject: Subject): Finding[] {
  const { everybody, today } = subject.options
  const policies = subject.of('AccessPolicy')
  if (!everybody || !policies.some(({ document }) => (document.conflicts ?? []).length > 0)) return []
  const compiled = compileOverlay({ documents: subject.documents.map(({ document }) => document) })
  const now = new Date(`${today}T12:00:00Z`)
  const found = new Map<string, { readonly pair: readonly [string, string]; readonly names: string[] }>()
  for (const { name, input } of everybody) {
    for (const pair of evaluatePolicies(compiled, { person: input, now }).conflicts) {
      const known = found.get(pair.join(' '))
      if (known) known.names.push(name)
      else found.set(pair.join(' '), { pair, names: [name] })
    }
  }
  return [...found.values()].flatMap(({ pair: [id, other], names }) => {
    const document = subject.find('AccessPolicy', id)
    if (!document) return []
    const count = names.length === 1 ? '1 person gets' : `${names.length} people get`
    return [findingAt('people_with_both', { document, path: ['assigned'] }, { count, other, names: namesText(names) })]
  })
}

function namesText(names: readonly string[]): string {
  const more = names.length - mostNamed
  return `${names.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
