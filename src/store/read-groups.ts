import type { Group, Member } from '../model/group.ts'
import { type CursorPage, type PageEnd, readCursorPage } from './cursor-page.ts'
import type { Queryable } from './database.ts'
import { type DirectoryPage, readDirectoryPage } from './directory-page.ts'
import { type GroupRow, groupColumns, type MemberRow, membersColumn, toGroup, toMember } from './group-row.ts'
import type { DirectoryScope, PageSource } from './page-source.ts'

/** A group with its members, or with null where they were not asked for. */
type GroupWithMembers = Group & { readonly members: readonly Member[] | null }

/** A row read without members has no `members` at all; a group that has none has null. */
type GroupWithMembersRow = GroupRow & { readonly members?: readonly MemberRow[] | null }

const columnsWithMembers = `${groupColumns}, ${membersColumn}`

const source = { table: 'groups', alias: 'g', keptTotal: 'groups' } as const
const withoutMembers: PageSource = { ...source, columns: groupColumns, variant: 'without_members' }
const withMembers: PageSource = { ...source, columns: columnsWithMembers, variant: 'with_members' }

/** The group, with its members where `members` is true; or null. */
export async function findGroup(
  on: Queryable,
  scope: DirectoryScope,
  { id, members }: { readonly id: string; readonly members: boolean },
): Promise<GroupWithMembers | null> {
  const { columns, variant } = members ? withMembers : withoutMembers
  const [row] = await on.query<GroupWithMembersRow>({
    name: `find_group_${variant}`,
    text: `select ${columns} from groups g where g.organization_id = $1 and g.directory_id = $2 and g.id = $3`,
    values: [scope.organizationId, scope.directoryId, id],
  })
  return row ? toGroupWithMembers(row) : null
}

/** One page of a directory's groups, with their members where `members` is true, and how many match in all. */
export async function listGroups(
  on: Queryable,
  scope: DirectoryScope,
  page: DirectoryPage & { readonly members: boolean },
): Promise<{ records: GroupWithMembers[]; total: number }> {
  const { rows, total } = await readDirectoryPage<GroupWithMembersRow>(on, sourceFor(page), { scope, page })
  return { records: rows.map(toGroupWithMembers), total }
}

/** The page of a directory's groups that comes after a place, with their members where `members` is true. */
export async function listGroupsAfter(
  on: Queryable,
  scope: DirectoryScope,
  page: CursorPage & { readonly members: boolean },
): Promise<PageEnd & { records: GroupWithMembers[] }> {
  const { rows, next, total } = await readCursorPage<GroupWithMembersRow>(on, sourceFor(page), { scope, page })
  return { records: rows.map(toGroupWithMembers), next, total }
}

function sourceFor({ members }: { readonly members: boolean }): PageSource {
  return members ? withMembers : withoutMembers
}

function toGroupWithMembers(row: GroupWithMembersRow): GroupWithMembers {
  if (row.members === undefined) return { ...toGroup(row), members: null }
  return { ...toGroup(row), members: (row.members ?? []).map(toMember) }
}
