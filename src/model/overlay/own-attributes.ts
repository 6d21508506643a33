import type { OverlayDocument } from './document.ts'
import type { AttributeType, PersonSchema } from './person-rules.ts'

/** An attribute of people that an organization declares beside the standard ones. */
export type OwnAttribute = PersonSchema['attributes'][string]

/** The attributes that documents declare, by name. */
export function ownAttributes(documents: readonly OverlayDocument[]): Readonly<Record<string, OwnAttribute>> {
  const declared = documents.flatMap((one) => (one.kind === 'PersonSchema' ? Object.entries(one.attributes) : []))
  return Object.fromEntries(declared)
}

/** The types of the attributes that documents declare, by name. */
export function ownAttributeTypes(documents: readonly OverlayDocument[]): Readonly<Record<string, AttributeType>> {
  return Object.fromEntries(Object.entries(ownAttributes(documents)).map(([name, { type }]) => [name, type]))
}

/** The names of the attributes that documents call sensitive. */
export function sensitiveAttributes(documents: readonly OverlayDocument[]): string[] {
  return Object.entries(ownAttributes(documents)).flatMap(([name, { sensitive }]) => (sensitive ? [name] : []))
}
