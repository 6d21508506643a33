import type { OverlayObject } from '../../model/overlay/object.ts'
import type { Queryable } from '../database.ts'

/** Writes objects, new ones and those that were there, in the transaction that holds the organization's stream. */
export async function writeOverlayObjects(on: Queryable, objects: readonly OverlayObject[]): Promise<void> {
  if (objects.length === 0) return
  await on.query({
    name: 'write-overlay-objects',
    text: `insert into overlay_objects (organization_id, kind, id, document, declared, managed_by, is_protected, version,
        created_at, updated_at, deleted_at)
      select organization_id, kind, id, document, nullif(declared, 'null'), nullif(managed_by, 'null'), is_protected, version,
        created_at, updated_at, deleted_at
      from jsonb_to_recordset($1::jsonb) as row (organization_id text, kind text, id text, document jsonb, declared jsonb,
        managed_by jsonb, is_protected boolean, version integer, created_at timestamptz, updated_at timestamptz,
        deleted_at timestamptz)
      on conflict (organization_id, kind, id) do update set document = excluded.document, declared = excluded.declared,
        managed_by = excluded.managed_by, is_protected = excluded.is_protected, version = excluded.version,
        created_at = excluded.created_at, updated_at = excluded.updated_at, deleted_at = excluded.deleted_at`,
    values: [JSON.stringify(objects.map(toRow))],
  })
}

function toRow(object: OverlayObject): Readonly<Record<string, unknown>> {
  return {
    organization_id: object.organizationId,
    kind: object.kind,
    id: object.id,
    document: object.document,
    declared: object.declared,
    managed_by: object.managedBy,
    is_protected: object.isProtected,
    version: object.version,
    created_at: object.createdAt,
    updated_at: object.updatedAt,
    deleted_at: object.deletedAt,
  }
}

/** Moves the overlay to its next revision and gives it: whoever keeps something compiled from it sees that it is of before. */
export async function raiseOverlayRevision(on: Queryable, organizationId: string, at: Date): Promise<number> {
  const [row] = await on.query<{ readonly revision: number }>({
    name: 'raise-overlay-revision',
    text: `insert into overlays (organization_id, revision, applied_at) values ($1, 1, $2)
      on conflict (organization_id) do update set revision = overlays.revision + 1, applied_at = excluded.applied_at
      returning revision`,
    values: [organizationId, at],
  })
  if (!row) throw new Error('The revision of an overlay was not written')
  return row.revision
}
