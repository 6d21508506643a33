import type { DocumentKind, OverlayDocument } from '../../model/overlay/document.ts'
import type { DeclaredAt } from '../../model/overlay/object.ts'
import { personRefsIn } from './person-refs-in.ts'
import { toOverlayId } from './to-overlay-id.ts'
import { createWriter, type Imported } from './written-files.ts'

/** An object in effect, with where it is declared. */
export type StateObject = {
  readonly document: OverlayDocument
  readonly managedBy: Pick<DeclaredAt, 'repository' | 'file'> | null
}

/** What is there: objects, the directories of the organization, and what people are called whom documents name. */
export type LiveState = {
  readonly organization: string
  readonly objects: readonly StateObject[]
  readonly directories: readonly { readonly id: string; readonly name: string; readonly type: string }[]
  /** The name of a person by a reference; null for one whom nobody is known by. */
  readonly nameOf: (reference: string) => string | null
}

/**
 * Files that declare what is there now, with the names of people behind their references. Where nothing was written as code yet they also
 * begin it: with settings, and a document for each directory.
 */
export function importState(state: LiveState): Imported {
  const writer = createWriter()
  for (const object of state.objects) {
    const { document } = object
    writer.write(document, { header: headerOf(object), notes: notesOf(document, state.nameOf) })
  }
  const has = (kind: DocumentKind) => state.objects.some(({ document }) => document.kind === kind)
  if (!has('Settings')) {
    const header = [`The settings of the repository of ${state.organization}.`]
    writer.write({ kind: 'Settings', id: 'settings', formatVersion: 1 }, { header })
    for (const directory of undescribed(state)) {
      const notes = [{ path: ['directory'], text: directory.name }]
      const about = [`How files speak of this directory (${directory.type}).`]
      writer.write({ kind: 'Directory', id: directory.as, directory: directory.id }, { header: about, notes })
    }
  }
  return writer.finish()
}

function headerOf({ managedBy }: StateObject): string[] {
  if (!managedBy) return ['Made in Muster.']
  return [`From ${managedBy.file}${managedBy.repository ? ` of ${managedBy.repository}` : ''}.`]
}

/** The name of a person behind each place where a document names one. */
function notesOf(document: OverlayDocument, nameOf: LiveState['nameOf']) {
  return personRefsIn(document).flatMap(({ path, reference }) => {
    const name = nameOf(reference)
    return name === null ? [] : [{ path, text: name }]
  })
}

/** Directories that no document speaks of, each with an id that is free. */
function undescribed({ objects, directories }: LiveState) {
  const described = objects.flatMap(({ document }) => (document.kind === 'Directory' ? [document] : []))
  const taken = new Set(described.map(({ id }) => id))
  const known = new Set(described.map(({ directory }) => directory))
  return directories
    .filter(({ id, name }) => !known.has(id) && !known.has(name))
    .map((directory) => {
      const wanted = toOverlayId(directory.name).slice(0, 58)
      let as = wanted
      for (let number = 2; taken.has(as); number += 1) as = `${wanted}-${number}`
      taken.add(as)
      return { ...directory, as }
    })
}
