import { z } from 'zod'
import { AccessPolicy } from './access-policy.ts'
import { DirectoryDocument } from './directory-document.ts'
import type { KindName } from './kind-name.ts'
import { Authority, Matching, PersonSchema } from './person-rules.ts'
import { SettingsDocument } from './settings-document.ts'
import { DottedLine, Group, OrgUnit, Team } from './structure.ts'
import { TestDocument } from './test-document.ts'

/** Every kind of document that an organization writes, by its name. */
export const documentKinds = {
  Settings: SettingsDocument,
  PersonSchema,
  Matching,
  Authority,
  Directory: DirectoryDocument,
  OrgUnit,
  Team,
  Group,
  DottedLine,
  AccessPolicy,
  Test: TestDocument,
} as const satisfies Record<KindName, unknown>

/** One document of the overlay, as it is after its schema. */
export const OverlayDocument = z.discriminatedUnion('kind', [
  SettingsDocument,
  PersonSchema,
  Matching,
  Authority,
  DirectoryDocument,
  OrgUnit,
  Team,
  Group,
  DottedLine,
  AccessPolicy,
  TestDocument,
])
export type OverlayDocument = z.infer<typeof OverlayDocument>
export type DocumentKind = OverlayDocument['kind']

/** A document of the overlay by its kind and id: `Team/platform`. */
export type Address = `${DocumentKind}/${string}`

/** The address of a document. */
export function addressOf({ kind, id }: { readonly kind: DocumentKind; readonly id: string }): Address {
  return `${kind}/${id}`
}

/** Documents that have members: people are in them by rule and by hand. */
export type MemberKind = 'OrgUnit' | 'Team' | 'Group'
