import type { Group, Member } from '../model/group.ts'
import type { Queryable } from './database.ts'
import { type DirectoryPage, type DirectoryScope, type PageSource, readDirectoryPage } from './directory-page.ts'
import { type GroupRow, groupColumns, type MemberRow, membersColumn, toGroup, toMember } from './group-row.ts'

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
  const { rows, total } = await readDirectoryPage<GroupWithMembersRow>(
    on,
    page.members ? withMembers : withoutMembers,
    { scope, page },
  )
  return { records: rows.map(toGroupWithMembers), total }
}

function toGroupWithMembers(row: GroupWithMembersRow): GroupWithMembers {
  if (row.members === undefined) return { ...toGroup(row), members: null }
  return { ...toGroup(row), members: (row.members ?? []).map(toMember) }
}
