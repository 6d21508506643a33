import type { Queryable } from '../database.ts'

/** What is kept of one person: `Group/eng-leads` and the JSON of the reasons, what is missing, or the time of the next look. */
export type StoredStates = {
  readonly members: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly unknown: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly flips: ReadonlyMap<string, ReadonlyMap<string, number>>
}

/** Which part of what is kept is read: of some people, and of all objects or only of these (`Kind/id`). */
export type StateRange = { readonly personIds: readonly string[]; readonly addresses: readonly string[] | null }

type Row = { readonly person_id: string; readonly all: string }

const nothing: StoredStates = { members: new Map(), unknown: new Map(), flips: new Map() }

// Between an address and what is kept for it, and between two of them: in neither of them.
const within = '\t'
const between = '\n'

/** Reads what is kept of people. One row per person: a row per membership costs more to read than to evaluate. */
export async function readStates(on: Queryable, organizationId: string, range: StateRange): Promise<StoredStates> {
  if (range.personIds.length === 0 || range.addresses?.length === 0) return nothing
  const read = (table: string, value: string) => readKept(on, { organizationId, table, value, range })
  const [members, unknown, flips] = await Promise.all([
    read('overlay_members', 'reasons::text'),
    read('overlay_unknown', `translate(missing, e'\\t\\n', '  ')`),
    read('overlay_flips', `(extract(epoch from at) * 1000)::bigint`),
  ])
  return { members, unknown, flips: new Map([...flips].map(([id, kept]) => [id, toNumbers(kept)])) }
}

type Kept = {
  readonly organizationId: string
  readonly table: string
  readonly value: string
  readonly range: StateRange
}

async function readKept(on: Queryable, { organizationId, table, value, range }: Kept) {
  const { personIds, addresses } = range
  const objects = addresses?.map((address) => address.split('/', 2)) ?? []
  const ofObjects = `and (kind, object_id) in (select * from unnest($3::text[], $4::text[]))`
  const rows = await on.query<Row>({
    name: `read-states-${table}-${addresses ? 'of-objects' : 'all'}`,
    text: `select person_id, string_agg(kind || '/' || object_id || e'\\t' || ${value}, e'\\n') as all from ${table}
      where organization_id = $1 and person_id = any($2) ${addresses ? ofObjects : ''} group by person_id`,
    values: [
      organizationId,
      personIds,
      ...(addresses ? [objects.map(([kind]) => kind), objects.map(([, id]) => id)] : []),
    ],
  })
  return new Map(rows.map(({ person_id, all }) => [person_id, toMap(all)]))
}

function toMap(all: string): Map<string, string> {
  return new Map(
    all.split(between).map((one) => {
      const at = one.indexOf(within)
      return [one.slice(0, at), one.slice(at + 1)]
    }),
  )
}

function toNumbers(kept: ReadonlyMap<string, string>): Map<string, number> {
  return new Map([...kept].map(([address, at]) => [address, Number(at)]))
}
