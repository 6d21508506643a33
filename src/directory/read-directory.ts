import type { Queryable } from '../store/database.ts'
import { findGroup, listGroups } from '../store/read-groups.ts'
import { findUser, listUsers } from '../store/read-users.ts'
import type { DirectoryReader, IndexPage } from './reader.ts'

/** The reading side of directories over a database. */
export function createDirectoryReader(database: Queryable): DirectoryReader {
  return {
    findUser: (directory, id) => findUser(database, directory, id),
    listUsers: (directory, page) => listUsers(database, directory, toListPage(page)),
    findGroup: (directory, id, { members }) => findGroup(database, directory, { id, members }),
    listGroups: (directory, page) => listGroups(database, directory, { ...toListPage(page), members: page.members }),
  }
}

// SCIM counts records from 1, and takes what is below as 1 (RFC 7644 section 3.4.2.4).
function toListPage({ filter, sort, startIndex, count }: IndexPage) {
  return { filter, sort, offset: Math.max(startIndex, 1) - 1, limit: Math.max(count, 0) }
}
