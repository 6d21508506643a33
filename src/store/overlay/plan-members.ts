import type { MemberKind } from '../../model/overlay/document.ts'
import type { Queryable } from '../database.ts'

type Address = `${MemberKind}/${string}`

function partsOf(addresses: readonly Address[]): { kinds: string[]; ids: string[] } {
  const parts = addresses.map((address) => address.split('/', 2))
  return { kinds: parts.map(([kind = '']) => kind), ids: parts.map(([, id = '']) => id) }
}

/** Who is in these objects now, by address. */
export async function readMembersOf(
  on: Queryable,
  organizationId: string,
  addresses: readonly Address[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (addresses.length === 0) return new Map()
  const { kinds, ids } = partsOf(addresses)
  const rows = await on.query<{ readonly address: string; readonly people: string }>({
    name: 'read-members-of-objects',
    text: `select m.kind || '/' || m.object_id as address, string_agg(m.person_id, ' ') as people
      from unnest($2::text[], $3::text[]) as wanted (kind, id)
      join overlay_members m on m.organization_id = $1 and m.kind = wanted.kind and m.object_id = wanted.id
      group by 1`,
    values: [organizationId, kinds, ids],
  })
  return new Map(rows.map(({ address, people }) => [address, new Set(people.split(' '))]))
}

/** What somebody did by hand about a person and an object. */
export type HandRow = {
  readonly address: Address
  readonly personId: string
  readonly action: 'add' | 'remove'
  readonly until: string | null
  readonly actor: { readonly type?: string; readonly id?: string | null; readonly name?: string } | null
  readonly createdAt: Date
}

/** What was done by hand about these objects; null for all of the organization. */
export async function readHandOf(
  on: Queryable,
  organizationId: string,
  addresses: readonly Address[] | null,
): Promise<HandRow[]> {
  const { kinds, ids } = partsOf(addresses ?? [])
  const rows = await on.query<{
    readonly kind: MemberKind
    readonly object_id: string
    readonly person_id: string
    readonly action: 'add' | 'remove'
    readonly until: string | null
    readonly actor: HandRow['actor']
    readonly created_at: Date
  }>({
    text: `select h.kind, h.object_id, h.person_id, h.action, h.until::text, h.actor, h.created_at
      from overlay_hand_members h
      where h.organization_id = $1 and ($2::boolean or (h.kind, h.object_id) in (select * from unnest($3::text[], $4::text[])))
      order by h.kind, h.object_id, h.person_id`,
    values: [organizationId, addresses === null, kinds, ids],
  })
  return rows.map((row) => ({
    address: `${row.kind}/${row.object_id}`,
    personId: row.person_id,
    action: row.action,
    until: row.until,
    actor: row.actor,
    createdAt: row.created_at,
  }))
}
