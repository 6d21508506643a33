import type { MemberKind, OverlayDocument } from '../model/overlay/document.ts'
import type { Group, OrgUnit, Team } from '../model/overlay/structure.ts'
import type { MemberAddress } from './compiled-overlay.ts'

/** A document that has members, with what some of these kinds have beside. */
export type MemberDocument = OrgUnit | Team | (Group & { readonly lead?: undefined })

/** The documents that have members: teams, groups and org units. */
export function memberDocuments(documents: readonly OverlayDocument[]): MemberDocument[] {
  return documents.filter(
    (document): document is MemberDocument =>
      document.kind === 'OrgUnit' || document.kind === 'Team' || document.kind === 'Group',
  )
}

/** The address of an object that has members. */
export function memberAddress(kind: MemberKind, id: string): MemberAddress {
  return `${kind}/${id}`
}
