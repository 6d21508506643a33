import type { Finding } from '../load/finding.ts'
import type { LoadedDocument } from '../load/loaded-document.ts'
import { findingAt, placeText, type Subject } from './subject.ts'

/** Ids: each object is declared once, and a previous id is claimed by one object that has it no more. */
export function checkIdentities(subject: Subject): Finding[] {
  return [...duplicates(subject), ...previousIds(subject), ...removedObjects(subject), ...dottedLines(subject)]
}

function duplicates({ documents }: Subject): Finding[] {
  const first = new Map<string, LoadedDocument>()
  return documents.flatMap((document) => {
    const other = first.get(document.address)
    if (!other) first.set(document.address, document)
    if (!other) return []
    const data = { address: document.address, other: placeText(other) }
    return [findingAt('duplicate_id', { document, path: ['id'] }, data)]
  })
}

function previousIds(subject: Subject): Finding[] {
  const claimed = new Map<string, LoadedDocument>()
  return subject.documents.flatMap((loaded) => {
    const { document } = loaded
    const previously = 'previously' in document ? (document.previously ?? []) : []
    return previously.flatMap((id, index) => {
      const at = { document: loaded, path: ['previously', index] }
      const holder = subject.find(document.kind, id)
      if (holder) return [findingAt('previous_id_in_use', at, { id, other: placeText(holder) })]
      const address = `${document.kind}/${id}`
      const other = claimed.get(address)
      if (other === undefined || other === loaded) {
        claimed.set(address, loaded)
        return []
      }
      return [findingAt('previous_id_claimed_twice', at, { id, other: placeText(other) })]
    })
  })
}

function removedObjects(subject: Subject): Finding[] {
  const declared = new Map<string, LoadedDocument>(subject.documents.map((document) => [document.address, document]))
  return subject.of('Settings').flatMap((document) =>
    (document.document.removed ?? []).flatMap(({ object }, index) => {
      const other = declared.get(object)
      if (!other) return []
      const data = { address: object, other: placeText(other) }
      return [findingAt('removed_but_declared', { document, path: ['removed', index, 'object'] }, data)]
    }),
  )
}

function dottedLines(subject: Subject): Finding[] {
  const known = new Map<string, LoadedDocument>()
  return subject.of('DottedLine').flatMap((document) => {
    const { person, manager } = document.document
    if (person === manager) return [findingAt('reports_to_self', { document, path: ['manager'] }, { ref: manager })]
    const key = JSON.stringify([person, manager])
    const other = known.get(key)
    if (!other) known.set(key, document)
    if (!other) return []
    const data = { other: placeText(other), person, manager }
    return [findingAt('duplicate_dotted_line', { document, path: ['person'] }, data)]
  })
}
