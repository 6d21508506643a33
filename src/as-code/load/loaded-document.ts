import { type Address, addressOf, type OverlayDocument } from '../../model/overlay/document.ts'
import type { Place } from './finding.ts'

/** The way to a part of a document: keys of objects and positions in lists. */
export type Path = readonly (string | number)[]

/** Which end of an entry of an object is meant: its key, or its value. */
export type Part = 'key' | 'value'

/** Finds parts of a document in its file. Of what is not there, the nearest part above that is. */
export type Places = {
  placeOf(path: Path, part?: Part): Place
  /** The place within a text, by the position of a character in its value; that of the text where its form does not tell. */
  placeWithin(path: Path, position: number): Place
}

/** A document as it was read from a file, after its schema. */
export type LoadedDocument = Place &
  Places & {
    readonly document: OverlayDocument
    readonly address: Address
    /** The document as it was written, before defaults. */
    readonly written: unknown
  }

/** A document that does not come from a file: from the database, or made by code. All of it is at one place. */
export function documentAt(document: OverlayDocument, place: Place): LoadedDocument {
  return {
    ...place,
    document,
    address: addressOf(document),
    written: document,
    placeOf: () => place,
    placeWithin: () => place,
  }
}
