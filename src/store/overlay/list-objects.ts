import type { DocumentKind } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { Queryable } from '../database.ts'
import { type Listed, type ListPage, pageSql, toListed } from '../list-page.ts'
import { sqlParameters } from '../sql-parameters.ts'
import { type OverlayObjectRow, objectColumns, toObject } from './object-row.ts'

/** Which objects are listed: of these kinds (null: all), those in effect or those that were deleted. */
export type ObjectFilter = {
  readonly organizationId: string
  readonly kinds: readonly DocumentKind[] | null
  readonly deleted: boolean
}

const address = `(kind || '.' || id)`

/** A page of objects in the order of kinds and ids. Cursors are `Team.platform`. */
export async function listOverlayObjects(
  on: Queryable,
  { organizationId, kinds, deleted }: ObjectFilter,
  page: ListPage,
): Promise<Listed<OverlayObject>> {
  const parameters = sqlParameters([organizationId])
  const key = { column: address, place: (cursor: string) => parameters.add(cursor) }
  const { conditions, end } = pageSql(key, page)
  const where = [
    'organization_id = $1',
    `deleted_at is ${deleted ? 'not ' : ''}null`,
    ...(kinds === null ? [] : [`kind = any(${parameters.add(kinds)})`]),
    ...conditions,
  ]
  const rows = await on.query<OverlayObjectRow>({
    text: `select ${objectColumns} from overlay_objects where ${where.join(' and ')} ${end}`,
    values: parameters.values,
  })
  const listed = toListed(rows, page, (row) => ({ id: `${row.kind}.${row.id}`, row }))
  return { ...listed, records: listed.records.map(({ row }) => toObject(row)) }
}
