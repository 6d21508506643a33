import type { Queryable } from '../database.ts'

/** An organization in which somebody is to be evaluated again. */
export type DuePerson = {
  readonly organizationId: string
  readonly personId: string
  /** For which objects: `Kind/id`. */
  readonly addresses: readonly string[]
}

type Row = { readonly organization_id: string; readonly person_id: string; readonly addresses: readonly string[] }

/** Who is due to be evaluated again because of the time: the organization that has waited longest, and some of its people. */
export async function findDuePeople(
  on: Queryable,
  now: Date,
  { limit, without = [] }: { readonly limit: number; readonly without?: readonly string[] },
): Promise<DuePerson[]> {
  const rows = await on.query<Row>({
    name: 'find-due-people',
    text: `with first as (
        select f.organization_id from overlay_flips f join organizations o on o.id = f.organization_id
        where f.at <= $1 and o.deleted_at is null and f.organization_id <> all($3) order by f.at, f.organization_id limit 1
      ), due as (
        select f.organization_id, f.person_id, f.kind || '/' || f.object_id as address
        from overlay_flips f join first using (organization_id) where f.at <= $1 order by f.at limit $2
      )
      select organization_id, person_id, array_agg(address) as addresses from due group by 1, 2`,
    values: [now, limit, without],
  })
  return rows.map((row) => ({
    organizationId: row.organization_id,
    personId: row.person_id,
    addresses: row.addresses,
  }))
}

/** Forgets times that have come and that nothing has taken the place of: of objects or people that are gone. */
export async function forgetDue(
  on: Queryable,
  organizationId: string,
  { due, now }: { readonly due: readonly DuePerson[]; readonly now: Date },
): Promise<void> {
  const rows = due.flatMap(({ personId, addresses }) => addresses.map((address) => [personId, address] as const))
  await on.query({
    name: 'forget-due',
    text: `delete from overlay_flips f using unnest($2::text[], $3::text[]) as due (person_id, address)
      where f.organization_id = $1 and f.person_id = due.person_id
        and f.kind || '/' || f.object_id = due.address and f.at <= $4`,
    values: [organizationId, rows.map(([personId]) => personId), rows.map(([, address]) => address), now],
  })
}
