import type { JsonObject } from '../../model/json.ts'
import type { Person } from '../../model/person.ts'
import type { Queryable } from '../database.ts'
import { textArray } from '../text-array.ts'

/** Somebody who is gone, and a key by which they were found. */
export type FormerKey = { readonly key: string; readonly personId: string; readonly attributes: JsonObject }

/** Somebody who goes: as they were, the person that they became, and by which keys they are found when they come back. */
export type GonePerson = {
  readonly person: Person
  readonly mergedInto: string | null
  readonly keys: readonly string[]
}

/** People who are gone and were found by these keys. Not those who became one with another, who is found in their place. */
export async function findFormerPeople(
  on: Queryable,
  organizationId: string,
  keys: readonly string[],
): Promise<FormerKey[]> {
  if (keys.length === 0) return []
  return on.query<FormerKey>({
    name: 'find-former-people',
    text: `select k.key, k.person_id as "personId", f.person->'attributes' as attributes from former_person_keys k
      join former_people f on f.organization_id = k.organization_id and f.id = k.person_id
      where k.organization_id = $1 and k.key = any($2) and f.merged_into is null`,
    values: [organizationId, textArray(keys)],
  })
}

/** When people who are gone were first there, and their last version. */
export async function loadFormerPeople(
  on: Queryable,
  organizationId: string,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly version: number; readonly createdAt: Date }[]> {
  if (ids.length === 0) return []
  return on.query({
    name: 'load-former-people',
    text: `select id, (person->>'version')::integer as version, (person->>'createdAt')::timestamptz as "createdAt"
      from former_people where organization_id = $1 and id = any($2)`,
    values: [organizationId, textArray(ids)],
  })
}

/** Who became one with this person, the last first. */
export async function listMergedInto(
  on: Queryable,
  organizationId: string,
  personId: string,
): Promise<{ readonly id: string; readonly displayName: string; readonly at: Date }[]> {
  return on.query({
    name: 'list-merged-into',
    text: `select id, person->>'displayName' as "displayName", gone_at as at from former_people
      where organization_id = $1 and merged_into = $2 order by gone_at desc limit ${mostMerged}`,
    values: [organizationId, personId],
  })
}

/** Nobody is told apart and made one again so often. */
const mostMerged = 50

/** Takes people away and keeps how they were, so that history and who comes back find them. */
export async function removePeople(
  on: Queryable,
  organizationId: string,
  { gone, at }: { readonly gone: readonly GonePerson[]; readonly at: Date },
): Promise<void> {
  if (gone.length === 0) return
  const ids = gone.map(({ person }) => person.id)
  const keys = gone.flatMap(({ person, keys }) => keys.map((key) => ({ key, personId: person.id })))
  const merged = gone.flatMap(({ person: { id }, mergedInto }) =>
    mergedInto === null ? [] : [{ id, into: mergedInto }],
  )
  await Promise.all([
    followMerged(on, organizationId, merged),
    on.query({
      name: 'delete-people',
      text: 'delete from people where organization_id = $1 and id = any($2)',
      values: [organizationId, textArray(ids)],
    }),
    on.query({
      name: 'insert-former-people',
      text: `insert into former_people (organization_id, id, person, merged_into, gone_at)
        select $1, row.id, row.person, row.merged_into, $3
        from jsonb_to_recordset($2::jsonb) as row (id text, person jsonb, merged_into text)
        on conflict (organization_id, id) do update set person = excluded.person, merged_into = excluded.merged_into,
          gone_at = excluded.gone_at`,
      values: [
        organizationId,
        JSON.stringify(gone.map(({ person, mergedInto }) => ({ id: person.id, person, merged_into: mergedInto }))),
        at,
      ],
    }),
    on.query({
      name: 'insert-former-keys',
      text: `insert into former_person_keys (organization_id, key, person_id)
        select $1, key, person_id from unnest($2::text[], $3::text[]) as row (key, person_id) on conflict do nothing`,
      values: [organizationId, textArray(keys.map(({ key }) => key)), textArray(keys.map(({ personId }) => personId))],
    }),
  ])
}

/** Has everybody who became one of these be one with whoever these became. */
async function followMerged(
  on: Queryable,
  organizationId: string,
  merged: readonly { readonly id: string; readonly into: string }[],
): Promise<void> {
  if (merged.length === 0) return
  await on.query({
    name: 'follow-merged-people',
    text: `update former_people f set merged_into = row.person from unnest($2::text[], $3::text[]) as row (id, person)
      where f.organization_id = $1 and f.merged_into = row.id`,
    values: [organizationId, textArray(merged.map(({ id }) => id)), textArray(merged.map(({ into }) => into))],
  })
}

/** Forgets that people were gone: they are back. */
export async function forgetFormerPeople(on: Queryable, organizationId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await on.query({
    name: 'forget-former-people',
    text: `with keys as (delete from former_person_keys where organization_id = $1 and person_id = any($2))
      delete from former_people where organization_id = $1 and id = any($2)`,
    values: [organizationId, textArray(ids)],
  })
}
