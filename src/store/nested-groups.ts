import type { Queryable } from './database.ts'

/** A group with the one next to it on the shortest way to where the look-up began; null for what is next to that itself. */
export type NestedGroup = {
  readonly id: string
  readonly name: string
  readonly memberCount: number
  readonly depth: number
  readonly through: string | null
  /** Since when the direct membership stands. */
  readonly since: Date | null
}

type Row = {
  readonly id: string
  readonly name: string
  readonly member_count: number
  readonly depth: number
  readonly through: string | null
  readonly since: Date | null
}

type Start = { readonly organizationId: string; readonly id: string }

/** Deeper nesting is not told of; a circle ends where a group comes again. */
const deepest = 10
/** Nobody is in more groups, or has more in a group, that a person would look through. */
export const mostNestedGroups = 1_000

/** The groups that a user or group is in, also by groups within groups; the nearest first. */
export async function readGroupsOf(on: Queryable, start: Start): Promise<NestedGroup[]> {
  return readNested(on, start, {
    first: `select group_id as id, null::text collate "C" as through, 1 as depth from memberships
      where organization_id = $1 and member_id = $2 and member_type <> 'pending'`,
    next: `select m.group_id, n.id, n.depth + 1 from nested n
      join memberships m on m.organization_id = $1 and m.member_id = n.id and m.member_type = 'group'`,
    since: `(select created_at from memberships where organization_id = $1 and group_id = n.id and member_id = $2)`,
  })
}

/** The groups within a group, also within those; the nearest first. */
export async function readGroupsWithin(on: Queryable, start: Start): Promise<NestedGroup[]> {
  return readNested(on, start, {
    first: `select member_id as id, null::text collate "C" as through, 1 as depth from memberships
      where organization_id = $1 and group_id = $2 and member_type = 'group'`,
    next: `select m.member_id, n.id, n.depth + 1 from nested n
      join memberships m on m.organization_id = $1 and m.group_id = n.id and m.member_type = 'group'`,
    since: `(select created_at from memberships where organization_id = $1 and group_id = $2 and member_id = n.id)`,
  })
}

type Steps = { readonly first: string; readonly next: string; readonly since: string }

async function readNested(
  on: Queryable,
  { organizationId, id }: Start,
  { first, next, since }: Steps,
): Promise<NestedGroup[]> {
  const rows = await on.query<Row>({
    text: `with recursive nested (id, through, depth) as (${first} union ${next} where n.depth < ${deepest}),
      nearest as (select distinct on (id) id, through, depth from nested where id <> $2 order by id, depth, through)
      select g.id, g.display_name as name, g.member_count, n.depth, n.through,
        case when n.depth = 1 then ${since} end as since
      from nearest n join groups g on g.organization_id = $1 and g.id = n.id
      order by n.depth, g.display_name_key, g.id limit ${mostNestedGroups}`,
    values: [organizationId, id],
  })
  return rows.map(({ member_count: memberCount, ...row }) => ({ ...row, memberCount }))
}

/** The groups on the way to one, the nearest to the beginning first, without that one itself. */
export function pathTo(group: NestedGroup, groups: ReadonlyMap<string, NestedGroup>): NestedGroup[] {
  const path: NestedGroup[] = []
  let through = group.through === null ? undefined : groups.get(group.through)
  while (through && path.length < deepest) {
    path.unshift(through)
    through = through.through === null ? undefined : groups.get(through.through)
  }
  return path
}
