import type { Queryable } from '../database.ts'

/** Somebody whom a document names: how, and who that is; the id is null while nobody is known by it. */
export type NamedPerson = {
  readonly ref: string
  readonly personId: string | null
  readonly displayName: string | null
  readonly timeZone: string | null
}

/** Who is meant by references of documents, by reference, as they are pinned. */
export async function peopleOfRefs(
  on: Queryable,
  organizationId: string,
  refs: readonly string[],
): Promise<ReadonlyMap<string, NamedPerson>> {
  if (refs.length === 0) return new Map()
  const rows = await on.query<NamedPerson>({
    name: 'people-of-refs',
    text: `select w.ref, p.id as "personId", p.display_name as "displayName", p.attributes->>'timeZone' as "timeZone"
      from unnest($2::text[]) w (ref)
      left join lateral (select person_id from overlay_pins where organization_id = $1 and ref = w.ref) pin on true
      left join lateral (select id, display_name, attributes from people
        where organization_id = $1 and id = coalesce(pin.person_id, w.ref)) p on true`,
    values: [organizationId, [...new Set(refs)]],
  })
  return new Map(rows.map((row) => [row.ref, row]))
}
