import type { DocumentKind } from '../../model/overlay/document.ts'
import type { DeclaredAt } from '../../model/overlay/object.ts'
import type { Queryable } from '../database.ts'

/** Where an object is declared now. */
export type ObjectPlace = { readonly kind: DocumentKind; readonly id: string; readonly at: DeclaredAt }

/** Notes where objects are declared. */
export async function writeObjectPlaces(
  on: Queryable,
  organizationId: string,
  places: readonly ObjectPlace[],
): Promise<void> {
  if (places.length === 0) return
  await on.query({
    name: 'write-object-places',
    text: `update overlay_objects o set managed_by = row.at
      from jsonb_to_recordset($2::jsonb) as row (kind text, id text, at jsonb)
      where o.organization_id = $1 and o.kind = row.kind and o.id = row.id and o.managed_by is not null`,
    values: [organizationId, JSON.stringify(places)],
  })
}
