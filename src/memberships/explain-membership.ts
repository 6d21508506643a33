import type { Explained } from '../expressions/explain-expression.ts'
import type { MembershipReason } from '../model/person.ts'
import type { CompiledObject, CompiledOverlay, MemberAddress } from './compiled-overlay.ts'
import { endOfDay } from './day-ends.ts'
import { reasonsAt } from './evaluate-person.ts'
import { type Evaluation, evaluateAll, namedOf } from './evaluate-state.ts'
import { personLists } from './person-lists.ts'

/** What keeps somebody out of an object, whatever else says. */
export type KeptOut = {
  /** `ended`: the project is over. `above`: kept out of an org unit above it. */
  readonly by: 'file' | 'hand' | 'ended' | 'above'
  readonly until: string | null
}

/** Why somebody is, or is not, in an object. */
export type ExplainedMembership = {
  readonly address: MemberAddress
  readonly name: string
  readonly isMember: boolean
  readonly reasons: readonly MembershipReason[]
  /** Why the rule cannot be decided; null when it can be, or when there is none. */
  readonly unknown: string | null
  readonly keptOut: KeptOut | null
  /** How files name the person for this object, which does not count for somebody who has left. */
  readonly named: { readonly reasons: readonly MembershipReason[]; readonly counts: boolean } | null
  /** What was done by hand, which does not count where files say who exactly is in it. */
  readonly hand: { readonly action: 'add' | 'remove'; readonly until: string | null; readonly counts: boolean } | null
  /** The rule, the attributes that it reads, and what each part of it gives for this person. */
  readonly rule: ExplainedRule | null
  /** When this may change by time alone. */
  readonly flipsAt: Date | null
}

type ExplainedRule = {
  readonly text: string
  readonly reads: readonly string[]
  readonly explained: Explained | null
  readonly problem: string | null
}

/** Explains one object for one person, from scratch; null when there is no such object. */
export function explainMembership(
  compiled: CompiledOverlay,
  evaluation: Evaluation,
  address: string,
): ExplainedMembership | null {
  const position = compiled.positions.get(address)
  const object = position === undefined ? undefined : compiled.objects[position]
  if (position === undefined || !object) return null
  const known = evaluateAll(compiled, evaluation)
  const lists = personLists(compiled, evaluation.person, known.state)
  lists.setOrg(known.orgs[0] ?? null)
  const reasons = known.state.members.get(position)
  const flipsAt = known.state.flips.get(position)
  const hasLeft = lists.values.status === 'left'
  const named = namedOf(compiled, evaluation.person)?.get(position)
  const hand = evaluation.hand?.get(address)
  return {
    address: object.address,
    name: object.name,
    isMember: reasons !== undefined,
    reasons: reasons === undefined ? [] : reasonsAt(compiled, position, reasons),
    unknown: known.state.unknown.get(position) ?? null,
    keptOut: reasons === undefined ? keptOut(compiled, position, evaluation) : null,
    named: named && named.reasons.length > 0 ? { reasons: named.reasons, counts: !hasLeft } : null,
    hand: hand ? { action: hand.action, until: hand.until, counts: object.takesHand } : null,
    rule: explainRule(object, lists.values, evaluation.now),
    flipsAt: flipsAt === undefined ? null : new Date(flipsAt),
  }
}

function explainRule(
  { rule, ruleText }: CompiledObject,
  values: Parameters<Extract<CompiledObject['rule'], object>['explain']>[0],
  now: Date,
): ExplainedMembership['rule'] {
  if (rule === null) return null
  if (typeof rule === 'string') return { text: ruleText ?? '', reads: [], explained: null, problem: rule }
  return { text: rule.text, reads: rule.reads, explained: rule.explain(values, now), problem: null }
}

function keptOut(compiled: CompiledOverlay, position: number, { person, hand, now }: Evaluation): KeptOut | null {
  const object = compiled.objects[position] as CompiledObject
  const { timeZone } = person.values
  const zone = typeof timeZone === 'string' ? timeZone : 'UTC'
  const holds = (until: string | null) => until === null || endOfDay(until, zone) > now.getTime()
  if (!holds(object.ends)) return { by: 'ended', until: object.ends }
  const out = namedOf(compiled, person)?.get(position)?.out
  if (out && holds(out.until)) return { by: 'file', until: out.until }
  const byHand = object.takesHand ? hand?.get(object.address) : undefined
  if (byHand?.action === 'remove' && holds(byHand.until)) return { by: 'hand', until: byHand.until }
  const isOutAbove = object.above.some((upper) => keptOut(compiled, upper, { person, hand, now }) !== null)
  return isOutAbove ? { by: 'above', until: null } : null
}
