import { z } from 'zod'
import type { JsonObject } from '../json.ts'
import type { DocumentKind, OverlayDocument } from './document.ts'

/** Where a document is declared: a file of a repository, and the line at which the document begins. */
export const DeclaredAt = z.object({
  repository: z.string().nullable().describe('The repository that the server follows; null for files sent by hand.'),
  commit: z.string().nullable().describe('The commit by which it became what it is; null for files sent by hand.'),
  file: z.string(),
  line: z.int(),
})
export type DeclaredAt = z.infer<typeof DeclaredAt>

/** An object of the overlay as it is in effect. */
export type OverlayObject = {
  readonly organizationId: string
  readonly kind: DocumentKind
  readonly id: string
  /** What holds: what files declare, and beside it what people set of keys that no file names. */
  readonly document: OverlayDocument
  /** The keys that files declare, as they were last applied; null for what no file declares. */
  readonly declared: JsonObject | null
  /** Where it is declared; null for what was made by the API or a screen. */
  readonly managedBy: DeclaredAt | null
  readonly isProtected: boolean
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly deletedAt: Date | null
}

/** An object of the overlay as the API and events show it. */
export function toOverlayObject(object: OverlayObject): JsonObject {
  return {
    object: 'overlay_object',
    kind: object.kind,
    id: object.id,
    organization_id: object.organizationId,
    version: object.version,
    document: object.document as JsonObject,
    managed_by: object.managedBy && { ...object.managedBy },
    protected: object.isProtected,
  }
}
