import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PeopleSource } from '../../as-code/plan/people/people-source.ts'
import type { PersonGroup } from '../../as-code/plan/people/person-group.ts'
import { evaluateAll } from '../../memberships/evaluate-state.ts'
import type { HandMembers } from '../../memberships/person-state.ts'
import type { Json } from '../../model/json.ts'
import { type TriedRule, triedAddress } from './rule-ground.ts'

/** What came of the rule for somebody. */
export type RuleSide = 'in' | 'out' | 'unknown'

/** Somebody as an example, with what the rule reads of them. */
export type RuleSample = {
  readonly id: string
  readonly values: Readonly<Record<string, Json>>
  /** What is missing to decide. */
  readonly missing: string | null
}

/** How many people a rule takes in, and some of them. */
export type RuleCount = {
  readonly counts: Readonly<Record<RuleSide, number>>
  /** False when time was up: the counts are of the people that were looked at by then. */
  readonly isComplete: boolean
  readonly total: number
  /** Of how many the attribute has a value, by its name. */
  readonly filled: ReadonlyMap<string, number>
  readonly samples: Readonly<Record<RuleSide, readonly RuleSample[]>>
}

const turnMs = 15
const mostMs = 5000
const mostSamples = 8
const alikeShown = 6

/**
 * Counts whom a rule takes in. People who look the same to it are decided once, so that it takes as long as there are kinds of
 * people; others are served meanwhile, and a rule that takes too long for everybody is counted as far as it got.
 */
export async function countRule(source: PeopleSource, tried: TriedRule, now: Date): Promise<RuleCount> {
  const { overlay } = tried
  const reads = [...new Set(overlay.objects.flatMap(({ inputs }) => inputs.attributes))]
  const hand = await source.hand(overlay.objects.map(({ address }) => address))
  const named = [...new Set([...overlay.named.keys(), ...hand.keys()])]
  const [groups, people] = await Promise.all([
    source.groups(reads),
    named.length > 0 ? source.byId(named, [...new Set([...reads, 'timeZone'])]) : [],
  ])
  const count = new Counting(tried, now)
  const apart = new Set(people.map(({ id }) => id))
  count.take(
    people.map(({ id, values }) => ({ ids: [id], values })),
    hand,
  )
  const end = performance.now() + mostMs
  let turn = performance.now()
  for (const { values, ids } of groups) {
    const rest = apart.size === 0 ? ids : ids.filter((id) => !apart.has(id))
    if (rest.length > 0) count.take([{ ids: rest, values }])
    if (performance.now() - turn < turnMs) continue
    await nextTurn()
    turn = performance.now()
    if (turn > end) return count.result(groups.reduce((sum, group) => sum + group.ids.length, 0))
  }
  return count.result()
}

const nobody: HandMembers = new Map()

class Counting {
  readonly #tried: TriedRule
  readonly #now: Date
  readonly #position: number
  readonly #shown: readonly string[]
  readonly #counts = { in: 0, out: 0, unknown: 0 }
  readonly #filled: Map<string, number>
  readonly #samples: Record<RuleSide, RuleSample[]> = { in: [], out: [], unknown: [] }
  /** Others who look like those: they are shown where there are few kinds. */
  readonly #alike: Record<RuleSide, RuleSample[]> = { in: [], out: [], unknown: [] }

  constructor(tried: TriedRule, now: Date) {
    this.#tried = tried
    this.#now = now
    this.#position = tried.overlay.positions.get(triedAddress) ?? -1
    this.#shown = shownReads(tried)
    this.#filled = new Map(this.#shown.map((name) => [name, 0]))
  }

  take(groups: readonly PersonGroup[], hand: ReadonlyMap<string, HandMembers> = new Map()): void {
    for (const group of groups) this.#takeOne(group, hand.get(group.ids[0] ?? '') ?? nobody)
  }

  #takeOne({ ids, values }: PersonGroup, hand: HandMembers): void {
    const person = { id: ids[0] ?? '', values }
    const { members, unknown } = evaluateAll(this.#tried.overlay, { person, hand, now: this.#now }).state
    const missing = unknown.get(this.#position) ?? null
    const side: RuleSide = members.has(this.#position) ? 'in' : missing === null ? 'out' : 'unknown'
    this.#counts[side] += ids.length
    for (const name of this.#shown) {
      if (isThere(values[name])) this.#filled.set(name, (this.#filled.get(name) ?? 0) + ids.length)
    }
    this.#sample(side, { ids, values }, missing)
  }

  /** Of each kind of people one at first: examples that differ say more. */
  #sample(side: RuleSide, { ids, values }: PersonGroup, missing: string | null): void {
    const samples = this.#samples[side]
    if (samples.length >= mostSamples) return
    const shown: Record<string, Json> = {}
    for (const name of this.#shown) {
      const value = values[name]
      if (isThere(value)) shown[name] = value
    }
    // The first of them, so that they are the same ones when somebody looks again.
    const [first, ...more] = firstOf(ids, alikeShown)
    if (first !== undefined) samples.push({ id: first, values: shown, missing })
    if (this.#alike[side].length < mostSamples) {
      this.#alike[side].push(...more.map((id) => ({ id, values: shown, missing })))
    }
  }

  /** `total` is given where not everybody was looked at. */
  result(total?: number): RuleCount {
    const looked = this.#counts.in + this.#counts.out + this.#counts.unknown
    return {
      counts: this.#counts,
      isComplete: total === undefined,
      total: total ?? looked,
      filled: this.#filled,
      samples: { in: this.#shownOf('in'), out: this.#shownOf('out'), unknown: this.#shownOf('unknown') },
    }
  }

  #shownOf(side: RuleSide): readonly RuleSample[] {
    return [...this.#samples[side], ...this.#alike[side]].slice(0, mostSamples)
  }
}

/** What the rule itself reads, without ids that say nothing to people. */
function shownReads({ rule, overlay }: TriedRule): readonly string[] {
  const { attributes } = overlay
  return rule.reads.filter(
    (name) => Object.hasOwn(attributes, name) || name === 'status' || name === 'active' || name === 'service',
  )
}

function isThere(value: Json | undefined): value is Exclude<Json, null> {
  return value !== undefined && value !== null
}

/** The first of these ids in their order, without sorting all of them. */
function firstOf(ids: readonly string[], count: number): readonly string[] {
  const first: string[] = []
  for (const id of ids) {
    const last = first.at(-1)
    if (first.length === count && last !== undefined && id >= last) continue
    const at = first.findIndex((one) => id < one)
    first.splice(at < 0 ? first.length : at, 0, id)
    if (first.length > count) first.pop()
  }
  return first
}
