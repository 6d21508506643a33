import type { CompiledObject, CompiledOverlay, Named } from './compiled-overlay.ts'
import { type Evaluating, evaluateObject } from './evaluate-object.ts'
import { bothNamed } from './name-people.ts'
import { orgsOf, withUnitsAbove } from './org-step.ts'
import { type PersonLists, personLists } from './person-lists.ts'
import { emptyState, type HandMember, type HandMembers, type PersonInput, type PersonState } from './person-state.ts'
import { allPositions, type Positions, somePositions } from './positions.ts'

/** Somebody to be evaluated, and when. */
export type Evaluation = {
  readonly person: PersonInput
  readonly hand?: HandMembers | undefined
  readonly now: Date
}

/** A state after an evaluation, and what was looked at for it. */
export type EvaluatedState = {
  readonly state: PersonState
  /** The objects that were evaluated; null for all. */
  readonly touched: ReadonlySet<number> | null
  /** The paths of the deepest org units; `person.org` is the first. */
  readonly orgs: readonly string[]
}

/** Everything anew, from nothing. */
export function evaluateAll(compiled: CompiledOverlay, evaluation: Evaluation): EvaluatedState {
  return run(compiled, evaluation, { state: emptyState(), positions: allPositions(), touched: null })
}

/**
 * Some objects anew, and those that read them where it turns out different. `state` is what holds until now, and is left as it is;
 * when `changed` has all objects of which an input has changed, the result is that of `evaluateAll`.
 */
export function evaluateChanged(
  compiled: CompiledOverlay,
  evaluation: Evaluation,
  { state, changed }: { readonly state: PersonState; readonly changed: Iterable<number> },
): EvaluatedState {
  const copy = { members: new Map(state.members), unknown: new Map(state.unknown), flips: new Map(state.flips) }
  return run(compiled, evaluation, { state: copy, positions: somePositions(changed), touched: new Set() })
}

type Course = {
  readonly state: PersonState
  readonly positions: Positions
  readonly touched: Set<number> | null
}

type Run = Course & {
  readonly compiled: CompiledOverlay
  readonly lists: PersonLists
  readonly evaluating: Evaluating
}

function run(compiled: CompiledOverlay, { person, hand, now }: Evaluation, course: Course): EvaluatedState {
  const lists = personLists(compiled, person, course.state)
  const evaluating = {
    values: lists.values,
    now,
    named: namedOf(compiled, person),
    hand: hand && hand.size > 0 ? handOf(compiled, hand) : undefined,
  }
  const current: Run = { ...course, compiled, lists, evaluating }
  const orgsBefore = orgsOf(compiled, unitsIn(current))
  evaluateUntil(current, compiled.orgStep)
  const orgs = settleOrg(current, orgsBefore)
  evaluateUntil(current, compiled.objects.length)
  return { state: course.state, touched: course.touched, orgs }
}

function evaluateUntil(current: Run, end: number): void {
  const { compiled, positions, evaluating, touched } = current
  for (let position = positions.next(end); position !== -1; position = positions.next(end)) {
    const object = compiled.objects[position] as CompiledObject
    const { reasons, missing, flipsAt } = evaluateObject(object, position, evaluating)
    touched?.add(position)
    if (flipsAt === Number.POSITIVE_INFINITY) current.state.flips.delete(position)
    else current.state.flips.set(position, flipsAt)
    put(current, position, { reasons, missing })
  }
}

type Found = { readonly reasons: string | undefined; readonly missing: string | undefined }

/** Notes what became of an object; whoever reads its members is evaluated when that is something else than before. */
function put({ compiled, state, lists, positions }: Run, position: number, { reasons, missing }: Found): void {
  const before = state.members.get(position)
  const isUnknown = missing !== undefined
  if (before === reasons && state.unknown.get(position) === missing) return
  const isSame = before === reasons && state.unknown.has(position) === isUnknown
  if (reasons === undefined) state.members.delete(position)
  else state.members.set(position, reasons)
  if (missing === undefined) state.unknown.delete(position)
  else state.unknown.set(position, missing)
  if (isSame) return
  lists.put(position, reasons, isUnknown)
  positions.add(compiled.readersOfMembers[position] ?? [])
}

/** Settles which org units the person is in, those above included, and so what `person.org` is. */
function settleOrg(current: Run, before: readonly string[]): readonly string[] {
  const { compiled, state, lists, positions, touched } = current
  const units = unitsIn(current)
  let orgs = before
  const isTouched = (position: number) => compiled.objects[position]?.kind === 'OrgUnit'
  if (touched === null ? units.size > 0 : [...touched].some(isTouched)) {
    const settled = withUnitsAbove(compiled, units, current.evaluating)
    for (const position of units.keys()) if (!settled.has(position)) state.members.delete(position)
    for (const [position, reasons] of settled) state.members.set(position, reasons)
    orgs = orgsOf(compiled, settled)
  }
  lists.setOrg(orgs[0] ?? null)
  if (orgs[0] !== before[0]) positions.add(compiled.readersOfOrg)
  return orgs
}

function unitsIn({ compiled, state }: Pick<Run, 'compiled' | 'state'>): Map<number, string> {
  const units = new Map<number, string>()
  if (compiled.orgStep === 0) return units
  for (const [position, reasons] of state.members) {
    if (compiled.objects[position]?.kind === 'OrgUnit') units.set(position, reasons)
  }
  return units
}

/** How documents name somebody, by the positions of the objects. */
export function namedOf(
  { named }: CompiledOverlay,
  { id, refs = [] }: PersonInput,
): ReadonlyMap<number, Named> | undefined {
  let all = named.get(id)
  for (const ref of refs) {
    const more = named.get(ref)
    if (!more || !all) all = more ?? all
    else {
      const both = new Map(all)
      for (const [position, one] of more) both.set(position, bothNamed(both.get(position), one))
      all = both
    }
  }
  return all
}

function handOf({ positions }: CompiledOverlay, hand: HandMembers): Map<number, HandMember> {
  return new Map(
    [...hand].flatMap(([address, member]) => {
      const position = positions.get(address)
      return position === undefined ? [] : [[position, member] as const]
    }),
  )
}
