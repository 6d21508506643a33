import { caseKey, type ShownUser } from '../model/user.ts'
import type { Queryable } from '../store/database.ts'
import { findGroup, listGroups, listGroupsAfter } from '../store/read-groups.ts'
import { findUsers, findUsersByName, listUsers, listUsersAfter } from '../store/read-users.ts'
import { userNameLookedUp } from '../store/selective-filter.ts'
import type { DirectoryRef } from './commands.ts'
import { gatherReads } from './gather-reads.ts'
import type { CursorPage, DirectoryReader, IndexPage, PageOf } from './reader.ts'

/** The reading side of directories over a database. */
export function createDirectoryReader(database: Queryable): DirectoryReader {
  const findUser = gatherReads((directory, ids) => findUsers(database, directory, ids))
  const findUserByName = gatherReads((directory, names) => findUsersByName(database, directory, names))

  async function listUsersOf(directory: DirectoryRef, page: IndexPage): Promise<PageOf<ShownUser>> {
    const userName = isFirstPage(page) ? userNameLookedUp(page.filter) : null
    if (userName === null) return listUsers(database, directory, toListPage(page))
    const user = await findUserByName(directory, caseKey(userName))
    return user ? { records: [user], total: 1 } : { records: [], total: 0 }
  }

  return {
    findUser,
    listUsers: listUsersOf,
    listUsersAfter: (directory, page) => listUsersAfter(database, directory, toPageAfter(page)),
    findGroup: (directory, id, { members }) => findGroup(database, directory, { id, members }),
    listGroups: (directory, page) => listGroups(database, directory, { ...toListPage(page), members: page.members }),
    listGroupsAfter: (directory, page) =>
      listGroupsAfter(database, directory, { ...toPageAfter(page), members: page.members }),
  }
}

function isFirstPage({ startIndex, count }: IndexPage): boolean {
  return startIndex <= 1 && count > 0
}

// SCIM counts records from 1, and takes what is below as 1 (RFC 7644 section 3.4.2.4).
function toListPage({ filter, sort, startIndex, count }: IndexPage) {
  return { filter, sort, offset: Math.max(startIndex, 1) - 1, limit: Math.max(count, 0) }
}

function toPageAfter({ filter, sort, after, count }: CursorPage) {
  return { filter, sort, after, limit: Math.max(count, 0) }
}
