import type { JsonObject } from '../../model/json.ts'
import { type CappedCount, cappedCount } from '../capped-count.ts'
import type { Queryable } from '../database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from '../list-page.ts'
import { type SqlParameters, sqlParameters } from '../sql-parameters.ts'
import { userNameSql } from './read-person-links.ts'

/** What has become of a case. */
export type MatchCaseState = 'open' | 'decided' | 'obsolete'

/** A user of whom a person has to say, or has said, whose it is; with what the user is called. */
export type ShownMatchCase = {
  readonly id: string
  readonly organizationId: string
  readonly userId: string
  readonly directoryId: string
  readonly state: MatchCaseState
  readonly reason: 'disputed' | 'low_confidence' | 'reused' | 'conflict'
  readonly rule: string
  readonly candidates: readonly JsonObject[]
  readonly decision: JsonObject | null
  readonly openedAt: Date
  readonly decidedAt: Date | null
  /** Null for a user that is gone since. */
  readonly userName: string | null
  readonly directoryName: string | null
}

type CaseRow = {
  readonly id: string
  readonly organization_id: string
  readonly user_id: string
  readonly directory_id: string
  readonly state: MatchCaseState
  readonly reason: ShownMatchCase['reason']
  readonly rule: string
  readonly candidates: readonly JsonObject[]
  readonly decision: JsonObject | null
  readonly opened_at: Date
  readonly decided_at: Date | null
  readonly user_name: string | null
  readonly directory_name: string | null
}

const shownCases = `select c.id, c.organization_id, c.user_id, c.directory_id, c.state, c.reason, c.rule, c.candidates, c.decision,
    c.opened_at, c.decided_at, case when u.id is not null then ${userNameSql} end as user_name, d.name as directory_name
  from match_cases c
  left join users u on u.organization_id = c.organization_id and u.id = c.user_id
  left join directories d on d.organization_id = c.organization_id and d.id = c.directory_id`

/** Which cases are listed; null opens a condition. */
export type MatchCaseFilter = {
  readonly organizationId: string
  readonly state: MatchCaseState | null
  /** Only those of users of this directory. */
  readonly directoryId: string | null
}

/** A page of cases, in the order in which they were opened. */
export async function listMatchCases(
  on: Queryable,
  filter: MatchCaseFilter,
  page: ListPage,
): Promise<Listed<ShownMatchCase>> {
  const parameters = sqlParameters()
  const where = conditionsOf(filter, parameters)
  const { conditions, end } = pageSql(idKey('c.id', parameters), page)
  const rows = await on.query<CaseRow>({
    text: `${shownCases} where ${[...where, ...conditions].join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toShownCase)
}

function conditionsOf({ organizationId, state, directoryId }: MatchCaseFilter, parameters: SqlParameters): string[] {
  return [
    `c.organization_id = ${parameters.add(organizationId)}`,
    ...(state === null ? [] : [`c.state = ${parameters.add(state)}`]),
    ...(directoryId === null ? [] : [`c.directory_id = ${parameters.add(directoryId)}`]),
  ]
}

const mostCounted = 1_000

/** How many cases there are, exactly or at least. */
export async function countMatchCases(on: Queryable, filter: MatchCaseFilter): Promise<CappedCount> {
  const parameters = sqlParameters()
  const conditions = conditionsOf(filter, parameters)
  return cappedCount(on, { from: 'match_cases c', conditions, parameters, most: mostCounted })
}

/** The case with this id, or null; null too when it is another organization's than `organizationId` (null: any). */
export async function findMatchCase(
  on: Queryable,
  id: string,
  organizationId: string | null,
): Promise<ShownMatchCase | null> {
  const [row] = await on.query<CaseRow>({
    name: 'find-match-case',
    text: `${shownCases} where c.id = $1 and ($2::text is null or c.organization_id = $2)`,
    values: [id, organizationId],
  })
  return row ? toShownCase(row) : null
}

function toShownCase(row: CaseRow): ShownMatchCase {
  return {
    id: row.id,
    organizationId: row.organization_id,
    userId: row.user_id,
    directoryId: row.directory_id,
    state: row.state,
    reason: row.reason,
    rule: row.rule,
    candidates: row.candidates,
    decision: row.decision,
    openedAt: row.opened_at,
    decidedAt: row.decided_at,
    userName: row.user_name,
    directoryName: row.directory_name,
  }
}
