import type { Cause } from '../../model/event.ts'
import type { JsonObject } from '../../model/json.ts'
import { columnRows, type RowColumn } from '../column-rows.ts'
import type { Queryable } from '../database.ts'
import { inPieces } from '../in-pieces.ts'

/** What became of a link. Of one that was given to another person, the person is that one. */
export type LinkChange = {
  readonly id: string
  readonly userId: string
  readonly personId: string
  readonly action: 'linked' | 'unlinked' | 'relinked'
  readonly rule: string
  readonly evidence: JsonObject
  readonly cause: Cause
  readonly at: Date
}

const columns: readonly RowColumn<LinkChange>[] = [
  { name: 'id', type: 'text', of: ({ id }) => id },
  { name: 'user_id', type: 'text', of: ({ userId }) => userId },
  { name: 'person_id', type: 'text', of: ({ personId }) => personId },
  { name: 'action', type: 'text', of: ({ action }) => action },
  { name: 'rule', type: 'text', of: ({ rule }) => rule },
  { name: 'evidence', type: 'jsonb', of: ({ evidence }) => JSON.stringify(evidence) },
  { name: 'cause', type: 'jsonb', of: ({ cause }) => JSON.stringify(cause) },
  { name: 'occurred_at', type: 'timestamptz', of: ({ at }) => at.toISOString() },
]
const rows = columnRows(columns, 2)

/** Keeps what became of links. */
export function insertLinkHistory(on: Queryable, organizationId: string, list: readonly LinkChange[]): Promise<void> {
  return inPieces(list, async (piece) => {
    if (piece.length === 0) return
    const { form, source, parameters } = rows.of(piece)
    await on.query({
      name: `insert-link-history-${form}`,
      text: `insert into person_link_history (organization_id, ${rows.names}) select $1, ${rows.values} from ${source}`,
      values: [organizationId, ...parameters],
    })
  })
}
