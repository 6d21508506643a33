import type { CompiledOverlay, MemberAddress } from '../../../memberships/compiled-overlay.ts'
import { reasonsAt } from '../../../memberships/evaluate-person.ts'
import type { PlanPeople, PlanPerson } from '../../../model/overlay/plan.ts'
import type { Outcome, Outcomes } from './evaluate-groups.ts'
import type { MembersDelta } from './members-delta.ts'
import type { PeopleSource } from './people-source.ts'
import { sayWhyIn, sayWhyOut } from './say-why.ts'

/** So many of each kind are named in a plan; all are counted. */
const sampleSize = 5

// A plan that changes everything names people of so many objects only.
const objectsWithSamples = 200

type Sampled = {
  readonly deltas: ReadonlyMap<MemberAddress, MembersDelta>
  readonly outcomes: Outcomes
  /** The objects that were evaluated. */
  readonly overlay: CompiledOverlay
  /** Attributes whose values are not for everybody who sees a plan. */
  readonly sensitive: ReadonlySet<string>
}

/** Names some of those who enter, leave or are undecided, each with the reason. */
export async function samplePeople(
  source: PeopleSource,
  sampled: Sampled,
): Promise<(address: MemberAddress) => PlanPeople['samples']> {
  const chosen = new Map(
    [...sampled.deltas]
      .slice(0, objectsWithSamples)
      .map(([address, { enter, leave, unknown }]) => [
        address,
        { enter: enter.slice(0, sampleSize), leave: leave.slice(0, sampleSize), unknown: unknown.slice(0, sampleSize) },
      ]),
  )
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
    const { enter, leave, unknown } = chosen.get(address) ?? { enter: [], leave: [], unknown: [] }
    const say = { ...whyOf(address, sampled), valuesOf }
    const named =
      (why: (id: string) => string) =>
      (id: string): PlanPerson => ({
        ...{ id, name: names.get(id) ?? id, why: why(id) },
      })
    return {
      enter: enter.map(named(say.in)),
      leave: leave.map(named((id) => say.out(id, valuesOf))),
      unknown: unknown.map(named(say.unknown)),
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

function whyOf(address: MemberAddress, { outcomes, overlay, sensitive }: Sampled) {
  const position = overlay.positions.get(address) ?? -1
  const object = overlay.objects[position]
  const reads = { names: object?.inputs.attributes ?? [], sensitive }
  const outcomesOf = outcomes.get(address) ?? []
  const missingOf = (id: string) => outcomesOf.find(({ ids, unknown }) => unknown !== null && ids.includes(id))?.unknown
  return {
    in: (id: string) => {
      const outcome = outcomesOf.find(({ ids, reasons }) => reasons !== null && ids.includes(id))
      if (!outcome) return ''
      return sayWhyIn(reasonsAt(overlay, position, outcome.reasons ?? '[]'), outcome.values, reads)
    },
    unknown: (id: string) => missingOf(id) ?? '',
    out: (id: string, valuesOf: ValuesOf) => {
      if (!object) return 'it is deleted'
      const missing = missingOf(id)
      if (missing) return `undecided: ${missing}`
      const values = valuesOf(id)
      return values ? sayWhyOut(values, reads, { hasRule: object.rule !== null }) : 'is no longer there'
    },
  }
}
