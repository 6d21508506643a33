import { compileOverlay } from '../../memberships/compile-overlay.ts'
import { orderObjects } from '../../memberships/order-objects.ts'
import type { Address } from '../../model/overlay/document.ts'
import type { Finding } from '../load/finding.ts'
import type { LoadedDocument, Path } from '../load/loaded-document.ts'
import { findingAt, type Subject } from './subject.ts'

/** Nothing goes round in a circle: parents, rules that read one another's members, dotted lines. */
export function checkCycles(subject: Subject): Finding[] {
  return [...objectCycles(subject), ...lineCycles(subject)]
}

/** As the evaluation sees them, so that whatever is checked can also be evaluated. */
function objectCycles(subject: Subject): Finding[] {
  const first = new Map<string, LoadedDocument>()
  for (const each of subject.documents) if (!first.has(each.address)) first.set(each.address, each)
  const { problems } = compileOverlay({ documents: [...first.values()].map(({ document }) => document) })
  return problems.flatMap(({ code, path }) => {
    const document = code === 'cycle' ? first.get(path?.[0] ?? '') : undefined
    if (!document || !path) return []
    return [findingAt('cycle', { document, path: wayOn(document, path[1] as Address) }, { path: path.join(' → ') })]
  })
}

/** Where a document refers to the next one of a circle. */
function wayOn({ document, address }: LoadedDocument, next: Address | undefined): Path {
  const parent = 'parent' in document ? `${document.kind}/${document.parent}` : ''
  return parent === next || (parent === address && next === undefined) ? ['parent'] : ['members', 'rule']
}

function lineCycles(subject: Subject): Finding[] {
  const lines = subject.of('DottedLine').filter(({ document }) => document.person !== document.manager)
  const managers = new Map<string, string[]>()
  for (const { document } of lines) {
    const known = managers.get(document.person)
    if (known) known.push(document.manager)
    else managers.set(document.person, [document.manager])
  }
  const { cycles } = orderObjects([...managers.keys()], (ref) => managers.get(ref) ?? [])
  return cycles.flatMap((path) => {
    const document = lines.find((line) => line.document.person === path[0] && line.document.manager === path[1])
    return document ? [findingAt('cycle', { document, path: ['manager'] }, { path: path.join(' → ') })] : []
  })
}
