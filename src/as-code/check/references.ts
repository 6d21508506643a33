import { suggestName } from '../../platform/did-you-mean.ts'
import type { Finding } from '../load/finding.ts'
import type { LoadedDocument } from '../load/loaded-document.ts'
import { type ObjectReference, objectsIn, type PersonReference, peopleIn } from './references-in.ts'
import { findingAt, type Subject } from './subject.ts'

/** What documents refer to is there: objects, roles of teams, directories, and people where it is known who there is. */
export function checkReferences(subject: Subject): Finding[] {
  return subject.documents.flatMap((document) => [
    ...objectsIn(document).flatMap((reference) => objectFinding(subject, document, reference)),
    ...peopleIn(document).flatMap((reference) => personFindings(subject, document, reference)),
  ])
}

function objectFinding(subject: Subject, document: LoadedDocument, reference: ObjectReference): Finding[] {
  const { kind, id, role, path } = reference
  const found = subject.find(kind, id)
  const at = { document, path }
  if (!found) {
    const ids = subject.of(kind).map((each) => each.document.id)
    const hint = suggestName(id, ids)
    if (kind === 'Directory') return [findingAt('unknown_directory', at, { id, hint })]
    return [findingAt('unknown_reference', at, { kind, id, hint })]
  }
  if (role === undefined || found.document.kind !== 'Team') return []
  const roles = ['lead', ...Object.keys(found.document.roles ?? {})]
  if (roles.includes(role)) return []
  return [findingAt('unknown_role', at, { team: id, role, hint: suggestName(role, roles) })]
}

function personFindings(subject: Subject, document: LoadedDocument, { ref, path }: PersonReference): Finding[] {
  const at = { document, path }
  if (ref.startsWith('ext:')) return directoryFinding(subject, at, ref.split(':')[1] ?? '')
  const { people } = subject.options
  if (people && !people.has(ref)) return [findingAt('unknown_person', at, { ref, hint: suggestPerson(ref, people) })]
  return ref.startsWith('mail:') ? [findingAt('mutable_reference', at, { ref })] : []
}

function directoryFinding(
  subject: Subject,
  at: { document: LoadedDocument; path: PersonReference['path'] },
  id: string,
): Finding[] {
  if (subject.find('Directory', id)) return []
  const ids = subject.of('Directory').map((each) => each.document.id)
  return [findingAt('unknown_directory', at, { id, hint: suggestName(id, ids) })]
}

/** Of numbers the nearest one is nobody whom the author had in mind. */
function suggestPerson(ref: string, people: ReadonlySet<string>): string {
  if (!ref.startsWith('mail:')) return ''
  const hint = suggestName(
    ref,
    [...people].filter((each) => each.startsWith('mail:')),
  )
  return hint.startsWith('Did') ? hint : ''
}
