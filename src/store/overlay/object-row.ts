import type { JsonObject } from '../../model/json.ts'
import type { DocumentKind, OverlayDocument } from '../../model/overlay/document.ts'
import type { DeclaredAt, OverlayObject } from '../../model/overlay/object.ts'

/** A row of overlay_objects, as PostgreSQL gives it. */
export type OverlayObjectRow = {
  readonly organization_id: string
  readonly kind: string
  readonly id: string
  readonly document: OverlayDocument
  readonly declared: JsonObject | null
  readonly managed_by: DeclaredAt | null
  readonly is_protected: boolean
  readonly version: number
  readonly created_at: Date
  readonly updated_at: Date
  readonly deleted_at: Date | null
}

/** The columns of an object, in the order in which everybody names them. */
export const objectColumns =
  'organization_id, kind, id, document, declared, managed_by, is_protected, version, created_at, updated_at, deleted_at'

/** The object of a row. What is stored was parsed when it was applied. */
export function toObject(row: OverlayObjectRow): OverlayObject {
  return {
    organizationId: row.organization_id,
    kind: row.kind as DocumentKind,
    id: row.id,
    document: row.document,
    declared: row.declared,
    managedBy: row.managed_by,
    isProtected: row.is_protected,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
  }
}
