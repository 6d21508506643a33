import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PersonValues } from '../../../expressions/person-rule.ts'
import type { CompiledOverlay, MemberAddress } from '../../../memberships/compiled-overlay.ts'
import { evaluateAll } from '../../../memberships/evaluate-state.ts'
import type { HandMembers, PersonInput } from '../../../memberships/person-state.ts'
import type { PersonGroup } from './person-group.ts'

/** What came of some people for one object: they look the same to its rule. */
export type Outcome = {
  readonly ids: readonly string[]
  readonly values: PersonValues
  /** Why they are in it, as it is kept (`reasonsAt`); null when they are not. */
  readonly reasons: string | null
  /** What is missing to decide; null where it is decided. */
  readonly unknown: string | null
}

/** What came of everybody for each object; those who are neither in it nor undecided are not told. */
export type Outcomes = ReadonlyMap<MemberAddress, readonly Outcome[]>

type Evaluation = {
  readonly overlay: CompiledOverlay
  readonly affected: ReadonlySet<MemberAddress>
  readonly now: Date
}

/** People who are decided by themselves: files name them, or somebody added them by hand. */
export type NamedPeople = {
  readonly people: readonly PersonInput[]
  readonly hand: ReadonlyMap<string, HandMembers>
}

const byNobody: HandMembers = new Map()

// Others are served meanwhile, however many rules and people there are.
const turnMs = 15

/** Evaluates people for the objects that are affected: those who look the same once for all of them. */
export async function evaluateGroups(
  evaluation: Evaluation,
  groups: readonly PersonGroup[],
  { people, hand }: NamedPeople,
): Promise<Outcomes> {
  const apart = new Set(people.map(({ id }) => id))
  const outcomes = new Map([...evaluation.affected].map((address): [MemberAddress, Outcome[]] => [address, []]))
  let turn = performance.now()
  for (const { values, ids } of groups) {
    const rest = apart.size === 0 ? ids : ids.filter((id) => !apart.has(id))
    const [id] = rest
    if (id !== undefined) take(evaluation, outcomes, { person: { id, values }, ids: rest, hand: byNobody })
    if (performance.now() - turn < turnMs) continue
    await nextTurn()
    turn = performance.now()
  }
  for (const person of people) {
    take(evaluation, outcomes, { person, ids: [person.id], hand: hand.get(person.id) ?? byNobody })
  }
  return outcomes
}

type Taken = { readonly person: PersonInput; readonly ids: readonly string[]; readonly hand: HandMembers }

function take(
  { overlay, affected, now }: Evaluation,
  outcomes: ReadonlyMap<MemberAddress, Outcome[]>,
  { person, ids, hand }: Taken,
): void {
  const { values } = person
  const { members, unknown } = evaluateAll(overlay, { person, hand, now }).state
  const put = (position: number, outcome: Outcome) => {
    const address = overlay.objects[position]?.address
    if (address !== undefined && affected.has(address)) outcomes.get(address)?.push(outcome)
  }
  for (const [position, reasons] of members) put(position, { ids, values, reasons, unknown: null })
  for (const [position, missing] of unknown) put(position, { ids, values, reasons: null, unknown: missing })
}
