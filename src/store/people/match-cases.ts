import { z } from 'zod'
import type { JsonObject } from '../../model/json.ts'
import type { MatchCase, MatchDecision } from '../../model/match-case.ts'
import type { Queryable } from '../database.ts'
import { textArray } from '../text-array.ts'

type Row = {
  readonly id: string
  readonly user_id: string
  readonly directory_id: string
  readonly state: MatchCase['state']
  readonly reason: MatchCase['reason']
  readonly rule: string
  readonly candidates: readonly { readonly person_id: string; readonly display_name: string }[]
  readonly decision: JsonObject | null
  readonly opened_at: Date
  readonly decided_at: Date | null
}

const names = 'id, user_id, directory_id, state, reason, rule, candidates, decision, opened_at, decided_at'

const StoredDecision = z.union([
  z.object({ action: z.literal('link'), person_id: z.string() }),
  z.object({ action: z.enum(['new', 'ignore']) }),
])

/** The cases of these users that are open, or by which somebody said that a user is nobody's. */
export async function loadStandingCases(
  on: Queryable,
  organizationId: string,
  userIds: readonly string[],
): Promise<MatchCase[]> {
  if (userIds.length === 0) return []
  const rows = await on.query<Row>({
    name: 'load-standing-cases',
    text: `select ${names} from match_cases where organization_id = $1 and user_id = any($2)
      and (state = 'open' or (state = 'decided' and decision->>'action' = 'ignore'))`,
    values: [organizationId, textArray(userIds)],
  })
  return rows.map((row) => toCase(organizationId, row))
}

/** Writes cases, new ones and those that were there. */
export async function writeCases(on: Queryable, organizationId: string, cases: readonly MatchCase[]): Promise<void> {
  if (cases.length === 0) return
  await on.query({
    name: 'write-cases',
    text: `insert into match_cases (organization_id, ${names})
      select $1, ${names} from jsonb_to_recordset($2::jsonb) as row (id text, user_id text, directory_id text, state text,
        reason text, rule text, candidates jsonb, decision jsonb, opened_at timestamptz, decided_at timestamptz)
      on conflict (organization_id, id) do update set state = excluded.state, reason = excluded.reason,
        rule = excluded.rule, candidates = excluded.candidates, decision = excluded.decision,
        decided_at = excluded.decided_at`,
    values: [organizationId, JSON.stringify(cases.map(toRow))],
  })
}

function toRow(one: MatchCase): Row {
  const { decision } = one
  return {
    id: one.id,
    user_id: one.userId,
    directory_id: one.directoryId,
    state: one.state,
    reason: one.reason,
    rule: one.rule,
    candidates: one.candidates.map(({ personId, displayName }) => ({ person_id: personId, display_name: displayName })),
    decision: decision && ('personId' in decision ? { action: 'link', person_id: decision.personId } : { ...decision }),
    opened_at: one.openedAt,
    decided_at: one.decidedAt,
  }
}

function toCase(organizationId: string, row: Row): MatchCase {
  return {
    id: row.id,
    organizationId,
    userId: row.user_id,
    directoryId: row.directory_id,
    state: row.state,
    reason: row.reason,
    rule: row.rule,
    candidates: row.candidates.map((one) => ({ personId: one.person_id, displayName: one.display_name })),
    decision: row.decision && toDecision(row.decision),
    openedAt: row.opened_at,
    decidedAt: row.decided_at,
  }
}

function toDecision(stored: JsonObject): MatchDecision {
  const decision = StoredDecision.parse(stored)
  return 'person_id' in decision ? { action: 'link', personId: decision.person_id } : { action: decision.action }
}
