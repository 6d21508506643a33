import type { OverlayDocument } from './document.ts'
import type { DeclaredAt } from './object.ts'

/** A document as somebody wants it to be in effect, with where it is declared. */
export type WantedDocument = { readonly document: OverlayDocument; readonly at: DeclaredAt }
