import type { CompiledOverlay, MemberAddress } from '../../../memberships/compiled-overlay.ts'
import { reasonsAt } from '../../../memberships/evaluate-person.ts'
import type { PlanPeople, PlanPerson } from '../../../model/overlay/plan.ts'
import type { Outcome, Outcomes } from './evaluate-groups.ts'
import type { MembersDelta } from './members-delta.ts'
import { type NamedCount, namedPeople, type SomePeople } from './named-people.ts'
import type { PeopleSource } from './people-source.ts'
import { sayWhyIn, sayWhyOut } from './say-why.ts'

type Sampled = {
  readonly deltas: ReadonlyMap<MemberAddress, MembersDelta>
  readonly outcomes: Outcomes
  /** The objects that were evaluated. */
  readonly overlay: CompiledOverlay
  /** Attributes whose values are not for everybody who sees a plan. */
  readonly sensitive: ReadonlySet<string>
  readonly named: NamedCount
}

/** Names those who enter, leave or are undecided, as many as are asked for, each with the reason. */
export async function samplePeople(
  source: PeopleSource,
  sampled: Sampled,
): Promise<(address: MemberAddress) => PlanPeople['samples']> {
  const chosen = namedPeople(sampled.deltas, sampled.named)
  const ids = new Set([...chosen.values()].flatMap(({ enter, leave, unknown }) => [...enter, ...leave, ...unknown]))
  const [names, valuesOf] = await Promise.all([
    ids.size > 0 ? source.names([...ids]) : new Map<string, string>(),
    readLeavers(
      source,
      [...chosen.values()].flatMap(({ leave }) => leave),
      sampled,
    ),
  ])
  return (address) => {
    const some = chosen.get(address)
    if (!some) return { enter: [], leave: [], unknown: [] }
    const say = { ...whyOf(address, some, sampled), valuesOf }
    const named =
      (why: (id: string) => string) =>
      (id: string): PlanPerson => ({
        ...{ id, name: names.get(id) ?? id, why: why(id) },
      })
    return {
      enter: some.enter.map(named(say.in)),
      leave: some.leave.map(named((id) => say.out(id, valuesOf))),
      unknown: some.unknown.map(named(say.unknown)),
    }
  }
}

type ValuesOf = (id: string) => Outcome['values'] | undefined

/** Those who leave look like nobody who is in it, so what their rules read is asked for by itself. */
async function readLeavers(source: PeopleSource, ids: readonly string[], { overlay }: Sampled): Promise<ValuesOf> {
  if (ids.length === 0) return () => undefined
  const reads = [...new Set(overlay.objects.flatMap(({ inputs }) => inputs.attributes))]
  const people = await source.byId([...new Set(ids)], reads)
  const values = new Map(people.map((person) => [person.id, person.values]))
  return (id) => values.get(id)
}

function whyOf(address: MemberAddress, some: SomePeople, { outcomes, overlay, sensitive }: Sampled) {
  const position = overlay.positions.get(address) ?? -1
  const object = overlay.objects[position]
  const reads = { names: object?.inputs.attributes ?? [], sensitive }
  const { members, undecided } = outcomesOf(some, outcomes.get(address) ?? [])
  return {
    in: (id: string) => {
      const outcome = members.get(id)
      if (!outcome) return ''
      return sayWhyIn(reasonsAt(overlay, position, outcome.reasons ?? '[]'), outcome.values, reads)
    },
    unknown: (id: string) => undecided.get(id) ?? '',
    out: (id: string, valuesOf: ValuesOf) => {
      if (!object) return 'it is deleted'
      const missing = undecided.get(id)
      if (missing) return `undecided: ${missing}`
      const values = valuesOf(id)
      return values ? sayWhyOut(values, reads, { hasRule: object.rule !== null }) : 'is no longer there'
    },
  }
}

/** What came of those who are named: each outcome is looked through once, however many they are. */
function outcomesOf({ enter, leave, unknown }: SomePeople, outcomes: readonly Outcome[]) {
  const named = new Set([...enter, ...leave, ...unknown])
  const members = new Map<string, Outcome>()
  const undecided = new Map<string, string>()
  for (const outcome of outcomes) {
    for (const id of outcome.ids) {
      if (!named.has(id)) continue
      if (outcome.unknown !== null) undecided.set(id, outcome.unknown)
      if (outcome.reasons !== null) members.set(id, outcome)
    }
  }
  return { members, undecided }
}
