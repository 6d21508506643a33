import type { MatchCandidate, MatchCase, MatchDecision } from '../model/match-case.ts'
import type { NewId } from '../platform/ids.ts'
import type { Dispute } from './match-types.ts'

/** What a person says of a user; `release` leaves it to the rules again. */
export type Decision = MatchDecision | { readonly action: 'release' }

/** What cases are planned from. */
export type CaseInput = {
  readonly organizationId: string
  readonly disputes: readonly Dispute[]
  /** Cases that are open, or by which somebody said that a user is nobody's, of the users that were looked at. */
  readonly standing: readonly MatchCase[]
  readonly decisions: ReadonlyMap<string, Decision>
  /** The directories of the users that were decided about. */
  readonly directoryOf: (userId: string) => string | null
  readonly candidateOf: (userId: string) => MatchCandidate | null
  readonly newId: NewId
  readonly now: Date
}

/** How cases are to be, and which of them there is something to tell of. */
export type CasePlan = { readonly written: readonly MatchCase[]; readonly told: readonly MatchCase[] }

/** Opens a case for each user of whom nobody can say whose it is, and ends those that are decided or plain by now. */
export function planCases(input: CaseInput): CasePlan {
  const { disputes, standing, decisions, now } = input
  const openOf = new Map(standing.filter(({ state }) => state === 'open').map((found) => [found.userId, found]))
  const disputed = new Set(disputes.map(({ user }) => user.id))
  const opened = disputes.flatMap((dispute) => openedCase(dispute, openOf.get(dispute.user.id), input))
  const ended = [...openOf.values()].flatMap((found): MatchCase[] => {
    const decision = decidedBy(decisions.get(found.userId))
    if (decision) return [{ ...found, state: 'decided', decision, decidedAt: now }]
    return disputed.has(found.userId) ? [] : [{ ...found, state: 'obsolete', decidedAt: now }]
  })
  const told = [...opened, ...ended, ...ignoredWithoutCase(input, openOf)]
  return { written: [...told, ...overtaken(input)], told }
}

function openedCase(
  { user, reason, rule, candidates }: Dispute,
  open: MatchCase | undefined,
  { organizationId, candidateOf, newId, now }: CaseInput,
): MatchCase[] {
  const people = candidates.flatMap(({ id }) => candidateOf(id) ?? [])
  const idsOf = (list: readonly MatchCandidate[]) => list.map(({ personId }) => personId).join()
  const isSame = open?.reason === reason && open.rule === rule && idsOf(open.candidates) === idsOf(people)
  if (isSame) return []
  if (open) return [{ ...open, reason, rule, candidates: people }]
  return [
    {
      id: newId('match_case', now),
      organizationId,
      userId: user.id,
      directoryId: user.directoryId,
      state: 'open',
      reason,
      rule,
      candidates: people,
      decision: null,
      openedAt: now,
      decidedAt: null,
    },
  ]
}

function decidedBy(decision: Decision | undefined): MatchDecision | null {
  return decision && decision.action !== 'release' ? decision : null
}

/** That a user is nobody's is kept as a case, also where nobody had asked. */
function ignoredWithoutCase(
  { organizationId, decisions, directoryOf, newId, now }: CaseInput,
  openOf: ReadonlyMap<string, MatchCase>,
): MatchCase[] {
  return [...decisions].flatMap(([userId, decision]): MatchCase[] => {
    const directoryId = directoryOf(userId)
    if (decision.action !== 'ignore' || openOf.has(userId) || directoryId === null) return []
    const about = { id: newId('match_case', now), organizationId, userId, directoryId, rule: 'manual' }
    const times = { openedAt: now, decidedAt: now }
    return [
      { ...about, ...times, state: 'decided', reason: 'disputed', candidates: [], decision: { action: 'ignore' } },
    ]
  })
}

/** Somebody says otherwise now of a user who was nobody's. */
function overtaken({ standing, decisions }: CaseInput): MatchCase[] {
  return standing.flatMap((found): MatchCase[] => {
    const isIgnored = found.state === 'decided'
    return isIgnored && decisions.has(found.userId) ? [{ ...found, state: 'obsolete' }] : []
  })
}
