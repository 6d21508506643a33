import type { AttributeCase } from '../../model/attribute-case.ts'
import type { Json } from '../../model/json.ts'
import type { Queryable } from '../database.ts'
import { textArray } from '../text-array.ts'

/** What a user says, as it is stored. */
export type ClaimRow = {
  readonly directory_user_id: string
  readonly directory_id: string
  readonly value: Json
}

type Row = {
  readonly id: string
  readonly person_id: string
  readonly attribute: string
  readonly state: AttributeCase['state']
  readonly claims: readonly ClaimRow[]
  readonly chosen_user_id: string | null
  readonly opened_at: Date
  readonly decided_at: Date | null
}

const names = 'id, person_id, attribute, state, claims, chosen_user_id, opened_at, decided_at'

/** The cases of these people that are open, or by which somebody said whose word counts. */
export async function loadStandingAttributeCases(
  on: Queryable,
  organizationId: string,
  personIds: readonly string[],
): Promise<AttributeCase[]> {
  if (personIds.length === 0) return []
  const rows = await on.query<Row>({
    name: 'load-standing-attribute-cases',
    text: `select ${names} from attribute_cases where organization_id = $1 and person_id = any($2) and state = 'open'
      union all
      select ${names} from attribute_cases where organization_id = $1 and person_id = any($2) and state = 'decided'`,
    values: [organizationId, textArray(personIds)],
  })
  return rows.map((row) => toCase(organizationId, row))
}

/** Writes cases, new ones and those that were there, in this order. */
export async function writeAttributeCases(
  on: Queryable,
  organizationId: string,
  cases: readonly AttributeCase[],
): Promise<void> {
  if (cases.length === 0) return
  await on.query({
    name: 'write-attribute-cases',
    text: `insert into attribute_cases (organization_id, ${names})
      select $1, ${names} from jsonb_to_recordset($2::jsonb) as row (id text, person_id text, attribute text, state text,
        claims jsonb, chosen_user_id text, opened_at timestamptz, decided_at timestamptz)
      on conflict (organization_id, id) do update set state = excluded.state, claims = excluded.claims,
        chosen_user_id = excluded.chosen_user_id, decided_at = excluded.decided_at`,
    values: [organizationId, JSON.stringify(cases.map(toRow))],
  })
}

function toRow(one: AttributeCase): Row {
  return {
    id: one.id,
    person_id: one.personId,
    attribute: one.attribute,
    state: one.state,
    claims: one.claims.map(({ userId, directoryId, value }) => ({
      directory_user_id: userId,
      directory_id: directoryId,
      value,
    })),
    chosen_user_id: one.chosenUserId,
    opened_at: one.openedAt,
    decided_at: one.decidedAt,
  }
}

function toCase(organizationId: string, row: Row): AttributeCase {
  return {
    id: row.id,
    organizationId,
    personId: row.person_id,
    attribute: row.attribute,
    state: row.state,
    claims: row.claims.map((claim) => ({
      userId: claim.directory_user_id,
      directoryId: claim.directory_id,
      value: claim.value,
    })),
    chosenUserId: row.chosen_user_id,
    openedAt: row.opened_at,
    decidedAt: row.decided_at,
  }
}
