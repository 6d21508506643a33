import type { Queryable } from './database.ts'

/** A group that a user is in, and how: as a member itself, or because a group is that it is in. */
export type GroupAbove = {
  readonly id: string
  readonly name: string
  readonly isDirect: boolean
  /** The group in this one by which the user got in; null for a direct member. */
  readonly through: { readonly id: string; readonly name: string } | null
}

type Row = {
  readonly id: string
  readonly name: string
  readonly depth: number
  readonly through_id: string | null
  readonly through_name: string | null
}

// Deeper nesting is not told of; a circle ends where a group comes again.
const deepest = 10

/** The groups that a user is in, direct ones first, also by groups within groups; at most so many. */
export async function readGroupsAbove(
  on: Queryable,
  { organizationId, userId }: { readonly organizationId: string; readonly userId: string },
  limit: number,
): Promise<GroupAbove[]> {
  const rows = await on.query<Row>({
    text: `with recursive above (id, through, depth) as (
        select group_id, null::text collate "C", 1 from memberships
        where organization_id = $1 and member_id = $2 and member_type = 'user'
        union
        select m.group_id, a.id, a.depth + 1 from above a
          join memberships m on m.organization_id = $1 and m.member_id = a.id and m.member_type = 'group'
        where a.depth < ${deepest}
      ), nearest as (select distinct on (id) id, through, depth from above order by id, depth, through)
      select g.id, g.display_name as name, n.depth, n.through as through_id, t.display_name as through_name
      from nearest n
        join groups g on g.organization_id = $1 and g.id = n.id
        left join groups t on t.organization_id = $1 and t.id = n.through
      order by n.depth, g.display_name, g.id limit $3`,
    values: [organizationId, userId, limit],
  })
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    isDirect: row.depth === 1,
    through: row.through_id === null ? null : { id: row.through_id, name: row.through_name ?? row.through_id },
  }))
}
