import { Undecided } from '../expressions/outcome.ts'
import type { PersonValues } from '../expressions/person-rule.ts'
import type { MembershipReason } from '../model/person.ts'
import type { CompiledObject, Named } from './compiled-overlay.ts'
import { endOfDay } from './day-ends.ts'
import type { HandMember } from './person-state.ts'

/** One person at one time, as objects are evaluated for. */
export type Evaluating = {
  readonly values: PersonValues
  readonly now: Date
  readonly named: ReadonlyMap<number, Named> | undefined
  readonly hand: ReadonlyMap<number, HandMember> | undefined
}

/** What became of one object for one person: in it for these reasons, or undecided for want of something, or neither. */
export type ObjectOutcome = {
  /** JSON of the reasons; those by rule without the rule's text, which the object has. */
  readonly reasons: string | undefined
  readonly missing: string | undefined
  /** When it has to be looked at again; infinite for never. */
  readonly flipsAt: number
}

const never = Number.POSITIVE_INFINITY
const longestMissing = 200
const out: ObjectOutcome = { reasons: undefined, missing: undefined, flipsAt: never }
const byRule: ObjectOutcome = { reasons: '[{"by":"rule"}]', missing: undefined, flipsAt: never }

/** Who is only in an object by its rule, which is nearly everybody, costs no more than the rule. */
export function evaluateObject(object: CompiledObject, position: number, person: Evaluating): ObjectOutcome {
  const named = person.named?.get(position)
  const hand = object.takesHand ? person.hand?.get(position) : undefined
  return named || hand || object.ends !== null
    ? evaluateNamed(object, person, { named, hand })
    : evaluateRule(object, person)
}

/** Whether somebody is kept out of an object whatever else says, and until when. */
export function isKeptOut(object: CompiledObject, position: number, person: Evaluating): boolean {
  const moment = momentOf(person)
  const named = person.named?.get(position)
  if (named?.out && moment.holds(named.out.until)) return true
  const hand = object.takesHand ? person.hand?.get(position) : undefined
  return hand?.action === 'remove' && !isFirm(named, moment) && moment.holds(hand.until)
}

function evaluateRule({ rule }: CompiledObject, { values, now }: Evaluating): ObjectOutcome {
  if (rule === null) return out
  if (typeof rule === 'string') return { ...out, missing: rule.slice(0, longestMissing) }
  const { outcome, flipsAt } = rule.evaluate(values, now)
  if (flipsAt === null && !(outcome instanceof Undecided)) return outcome === true ? byRule : out
  return {
    reasons: outcome === true ? byRule.reasons : undefined,
    missing: outcome instanceof Undecided ? outcome.text.slice(0, longestMissing) : undefined,
    flipsAt: flipsAt?.getTime() ?? never,
  }
}

type Beside = { readonly named: Named | undefined; readonly hand: HandMember | undefined }

/** What files say of somebody goes before what was done by hand, and that before the rule; kept out goes before all. */
function evaluateNamed(object: CompiledObject, person: Evaluating, { named, hand }: Beside): ObjectOutcome {
  const moment = momentOf(person)
  const none = () => ({ ...out, flipsAt: moment.flipsAt() })
  if (!moment.holds(object.ends)) return none()
  if (named?.out && moment.holds(named.out.until)) return none()
  const firm = firmReasons(named, moment)
  const byHand = hand && moment.holds(hand.until) ? hand : undefined
  if (byHand?.action === 'remove' && firm.length === 0) return none()
  const rule = evaluateRule(object, person)
  const reasons: MembershipReason[] = [...firm]
  if (byHand?.action === 'add' && !moment.hasLeft) reasons.push(reasonOf(byHand))
  const flipsAt = Math.min(rule.flipsAt, moment.flipsAt())
  if (reasons.length === 0) return { ...rule, flipsAt }
  const all = rule.reasons === undefined ? reasons : [{ by: 'rule' }, ...reasons]
  return { reasons: JSON.stringify(all), missing: undefined, flipsAt }
}

function reasonOf({ actor, until }: HandMember): MembershipReason {
  return until === null ? { by: 'hand', actor } : { by: 'hand', actor, until }
}

function isFirm(named: Named | undefined, moment: Moment): boolean {
  return firmReasons(named, moment).length > 0
}

/** Reasons that a file gives. Who has left is in nothing for being named somewhere: only rules can say so. */
function firmReasons(named: Named | undefined, moment: Moment): MembershipReason[] {
  if (!named || moment.hasLeft) return []
  return named.reasons.filter((reason) => reason.by !== 'file' || moment.holds(reason.until ?? null))
}

type Moment = {
  readonly hasLeft: boolean
  /** Whether a last day has not passed yet where the person is; null is for good. Remembers when it will have. */
  holds(until: string | null): boolean
  flipsAt(): number
}

function momentOf({ values, now }: Evaluating): Moment {
  const { timeZone } = values
  const zone = typeof timeZone === 'string' ? timeZone : 'UTC'
  let flipsAt = never
  return {
    hasLeft: values.status === 'left',
    holds(until) {
      if (until === null) return true
      const end = endOfDay(until, zone)
      if (end <= now.getTime()) return false
      flipsAt = Math.min(flipsAt, end)
      return true
    },
    flipsAt: () => flipsAt,
  }
}
