import type { Entry } from 'ldapts'
import type { SourceUser, UnreadableRecord } from '../../model/source-record.ts'
import { readUser } from './read-user.ts'
import type { Reading } from './reading.ts'

/** Users of a page, and those of which too little can be seen. */
export type UserPage = { readonly users: readonly SourceUser[]; readonly unreadable?: readonly UnreadableRecord[] }

/** Reads the users of a page. */
export function readUserPage(entries: readonly Entry[], { attributes, tools }: Reading): UserPage {
  const now = tools.platform.clock.now()
  const records = entries.map((entry) => readUser(entry, attributes, now))
  const users = records.filter((record) => 'status' in record)
  const unreadable = records.filter((record) => 'code' in record)
  return { users, ...(unreadable.length > 0 && { unreadable }) }
}
