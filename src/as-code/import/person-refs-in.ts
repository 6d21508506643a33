import type { OverlayDocument } from '../../model/overlay/document.ts'
import { PersonRef } from '../../model/overlay/names.ts'

/** A place in a document where a person is named. */
export type PersonRefAt = { readonly path: readonly (string | number)[]; readonly reference: string }

/** True for a text that names a person. */
export function isPersonRef(text: string): boolean {
  return PersonRef.safeParse(text).success
}

/** Every place of a document where it names a person: those of rules, which name people within their text, are none. */
export function personRefsIn(document: OverlayDocument): PersonRefAt[] {
  const found: PersonRefAt[] = []
  const list = (path: readonly string[], references: readonly string[] | undefined) => {
    for (const [index, reference] of (references ?? []).entries()) found.push({ path: [...path, index], reference })
  }
  const one = (key: string, reference: string | undefined) => {
    if (reference !== undefined) found.push({ path: [key], reference })
  }
  if ('members' in document) {
    list(['members', 'add'], document.members?.add)
    list(['members', 'remove'], document.members?.remove)
  }
  if ('lead' in document) one('lead', document.lead)
  if ('roles' in document) {
    for (const [role, references] of Object.entries(document.roles ?? {})) list(['roles', role], references)
  }
  if (document.kind === 'DottedLine') {
    one('person', document.person)
    one('manager', document.manager)
  }
  if (document.kind === 'AccessPolicy') list(['approvers'], document.approvers)
  if ('owners' in document && document.kind !== 'Settings') list(['owners'], document.owners)
  return found.filter(({ reference }) => isPersonRef(reference))
}
