import type { AttributeCase } from '../../model/attribute-case.ts'
import type { Json } from '../../model/json.ts'
import { type CappedCount, cappedCount } from '../capped-count.ts'
import type { Queryable } from '../database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from '../list-page.ts'
import { type SqlParameters, sqlParameters } from '../sql-parameters.ts'
import type { ClaimRow } from './attribute-cases.ts'
import { userNameSql } from './read-person-links.ts'

/** What a user says, with what the user and the directory are called; null for what is gone since. */
export type ShownClaim = ClaimRow & {
  readonly directory_user_name: string | null
  readonly directory_name: string | null
}

/** A case with what there is to decide it by. */
export type ShownAttributeCase = Omit<AttributeCase, 'claims'> & {
  readonly claims: readonly ShownClaim[]
  /** Null for somebody who is gone since. */
  readonly personName: string | null
  /** The value that the person has today; null for none. */
  readonly value: Json
}

type CaseRow = {
  readonly id: string
  readonly organization_id: string
  readonly person_id: string
  readonly attribute: string
  readonly state: AttributeCase['state']
  readonly claims: readonly ShownClaim[]
  readonly chosen_user_id: string | null
  readonly opened_at: Date
  readonly decided_at: Date | null
  readonly person_name: string | null
  readonly value: Json
}

const shownCases = `select c.id, c.organization_id, c.person_id, c.attribute, c.state, c.chosen_user_id, c.opened_at, c.decided_at,
    p.display_name as person_name, p.attributes->c.attribute as value,
    (select coalesce(jsonb_agg(claim || jsonb_build_object('directory_name', d.name,
          'directory_user_name', case when u.id is not null then ${userNameSql} end) order by place), '[]')
      from jsonb_array_elements(c.claims) with ordinality as said (claim, place)
      left join users u on u.organization_id = c.organization_id and u.id = claim->>'directory_user_id'
      left join directories d on d.organization_id = c.organization_id and d.id = claim->>'directory_id') as claims
  from attribute_cases c
  left join people p on p.organization_id = c.organization_id and p.id = c.person_id`

/** Which cases are listed; null opens a condition. */
export type AttributeCaseFilter = {
  readonly organizationId: string
  readonly state: AttributeCase['state'] | null
  readonly personId: string | null
  readonly attribute: string | null
}

/** A page of cases, in the order in which they were opened. */
export async function listAttributeCases(
  on: Queryable,
  filter: AttributeCaseFilter,
  page: ListPage,
): Promise<Listed<ShownAttributeCase>> {
  const parameters = sqlParameters()
  const where = conditionsOf(filter, parameters)
  const { conditions, end } = pageSql(idKey('c.id', parameters), page)
  const rows = await on.query<CaseRow>({
    text: `${shownCases} where ${[...where, ...conditions].join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toShownCase)
}

function conditionsOf(filter: AttributeCaseFilter, parameters: SqlParameters): string[] {
  const { organizationId, state, personId, attribute } = filter
  return [
    `c.organization_id = ${parameters.add(organizationId)}`,
    ...(state === null ? [] : [`c.state = ${parameters.add(state)}`]),
    ...(personId === null ? [] : [`c.person_id = ${parameters.add(personId)}`]),
    ...(attribute === null ? [] : [`c.attribute = ${parameters.add(attribute)}`]),
  ]
}

const mostCounted = 1_000

/** How many cases there are, exactly or at least. */
export async function countAttributeCases(on: Queryable, filter: AttributeCaseFilter): Promise<CappedCount> {
  const parameters = sqlParameters()
  const conditions = conditionsOf(filter, parameters)
  return cappedCount(on, { from: 'attribute_cases c', conditions, parameters, most: mostCounted })
}

/** The case with this id, or null; null too when it is another organization's than `organizationId` (null: any). */
export async function findAttributeCase(
  on: Queryable,
  id: string,
  organizationId: string | null,
): Promise<ShownAttributeCase | null> {
  const [row] = await on.query<CaseRow>({
    name: 'find-attribute-case',
    text: `${shownCases} where c.id = $1 and ($2::text is null or c.organization_id = $2)`,
    values: [id, organizationId],
  })
  return row ? toShownCase(row) : null
}

/** The case of each attribute of a person in which somebody has to say, or has said, whose word counts; of both the open one. */
export async function casesOfPerson(
  on: Queryable,
  organizationId: string,
  personId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await on.query<{ attribute: string; id: string }>({
    name: 'attribute-cases-of-person',
    text: `select attribute, id from attribute_cases
      where organization_id = $1 and person_id = $2 and state in ('open', 'decided') order by state`,
    values: [organizationId, personId],
  })
  return new Map(rows.map(({ attribute, id }) => [attribute, id]))
}

function toShownCase(row: CaseRow): ShownAttributeCase {
  return {
    id: row.id,
    organizationId: row.organization_id,
    personId: row.person_id,
    attribute: row.attribute,
    state: row.state,
    claims: row.claims,
    chosenUserId: row.chosen_user_id,
    openedAt: row.opened_at,
    decidedAt: row.decided_at,
    personName: row.person_name,
    value: row.value,
  }
}
