import type { ShownUser } from '../model/user.ts'
import type { UserGroupRow } from './user-row.ts'
import { toUserGroup, userGroupsColumn } from './user-row.ts'

/** A row of `users` as `pg` gives it for `shownUserColumns`: the document unread, the times in milliseconds. */
export type ShownUserRow = {
  readonly id: string
  readonly document: string
  readonly version: number
  readonly created_at: number
  readonly updated_at: number
  readonly groups: readonly UserGroupRow[] | null
}

/**
 * The columns of `users` (under the alias `u`) from which `toShownUser` makes a user. Nothing is read that is not shown,
 * and the document as text: to parse a page of documents takes longer than to find them.
 */
export const shownUserColumns = `u.id, u.document::text as document, u.version, ${milliseconds('u.created_at')} as created_at,
  ${milliseconds('u.updated_at')} as updated_at, ${userGroupsColumn}`

/** Makes a shown user of its row. */
export function toShownUser(row: ShownUserRow): ShownUser {
  return {
    id: row.id,
    documentText: row.document,
    version: row.version,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    groups: row.groups === null ? [] : row.groups.map(toUserGroup),
  }
}

function milliseconds(column: string): string {
  return `(extract(epoch from ${column}) * 1000)::bigint`
}
