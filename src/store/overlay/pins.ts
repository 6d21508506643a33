import type { Queryable } from '../database.ts'

/** References of files to people, as they were resolved when they were first applied: by reference, the id of the person. */
export type Pins = ReadonlyMap<string, string>

type PinRow = { readonly ref: string; readonly person_id: string | null }

/** The references that are pinned to somebody. */
export async function readPins(on: Queryable, organizationId: string): Promise<Pins> {
  const rows = await on.query<PinRow & { readonly person_id: string }>({
    name: 'read-overlay-pins',
    text: 'select ref, person_id from overlay_pins where organization_id = $1 and person_id is not null',
    values: [organizationId],
  })
  return new Map(rows.map(({ ref, person_id }) => [ref, person_id]))
}

/** References by which nobody was known when they were applied. */
export async function readWaitingRefs(on: Queryable, organizationId: string): Promise<string[]> {
  const rows = await on.query<PinRow>({
    name: 'read-waiting-pins',
    text: 'select ref from overlay_pins where organization_id = $1 and person_id is null order by ref',
    values: [organizationId],
  })
  return rows.map(({ ref }) => ref)
}

/** Pins references, under the lock of the organization's stream; null for one by which nobody is known yet. */
export async function writePins(
  on: Queryable,
  organizationId: string,
  { pins, at }: { readonly pins: ReadonlyMap<string, string | null>; readonly at: Date },
): Promise<void> {
  if (pins.size === 0) return
  await on.query({
    name: 'write-overlay-pins',
    text: `insert into overlay_pins (organization_id, ref, person_id, pinned_at)
      select $1, ref, person_id, $4 from unnest($2::text[], $3::text[]) as row (ref, person_id)
      on conflict (organization_id, ref) do update set person_id = excluded.person_id, pinned_at = excluded.pinned_at
        where overlay_pins.person_id is distinct from excluded.person_id`,
    values: [organizationId, [...pins.keys()], [...pins.values()], at],
  })
}

/** Forgets references that no document has any more. */
export async function forgetPins(on: Queryable, organizationId: string, refs: readonly string[]): Promise<void> {
  if (refs.length === 0) return
  await on.query({
    name: 'forget-overlay-pins',
    text: 'delete from overlay_pins where organization_id = $1 and ref = any($2)',
    values: [organizationId, refs],
  })
}
