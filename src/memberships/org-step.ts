import type { MembershipReason } from '../model/person.ts'
import type { CompiledObject, CompiledOverlay } from './compiled-overlay.ts'
import { type Evaluating, isKeptOut } from './evaluate-object.ts'

/** Why somebody is in org units, by position: JSON of reasons. */
export type UnitReasons = Map<number, string>

/** Reasons of a person's own, without those for being in a unit below. */
function ownReasons(reasons: string): string | undefined {
  if (!reasons.includes('"by":"below"')) return reasons
  const own = (JSON.parse(reasons) as MembershipReason[]).filter(({ by }) => by !== 'below')
  return own.length > 0 ? JSON.stringify(own) : undefined
}

/**
 * From the units that somebody is in, all that they are in because of it: who is in a unit is in those above it. Who is kept out of
 * a unit is kept out of those below it.
 */
export function withUnitsAbove(compiled: CompiledOverlay, units: UnitReasons, person: Evaluating): UnitReasons {
  const reasons = new Map<number, string>()
  const below = new Map<number, string[]>()
  for (const [position, text] of units) {
    const unit = compiled.objects[position]
    const own = ownReasons(text)
    if (!unit || own === undefined || isOutAbove(compiled, unit, person)) continue
    reasons.set(position, own)
    for (const upper of unit.above) below.set(upper, [...(below.get(upper) ?? []), unit.id])
  }
  for (const [position, ids] of below) {
    const mine = reasons.get(position)
    const all = [
      ...(mine ? (JSON.parse(mine) as MembershipReason[]) : []),
      ...ids.sort().map((id) => ({ by: 'below', id })),
    ]
    reasons.set(position, JSON.stringify(all))
  }
  return reasons
}

function isOutAbove({ objects }: CompiledOverlay, unit: CompiledObject, person: Evaluating): boolean {
  if (!person.named && !person.hand) return false
  return unit.above.some((position) => {
    const upper = objects[position]
    return upper !== undefined && isKeptOut(upper, position, person)
  })
}

/** The paths of the deepest units that somebody is in, by their ids: more than one where they are in different branches. */
export function orgsOf(compiled: CompiledOverlay, reasons: UnitReasons): string[] {
  const upper = new Set([...reasons.keys()].flatMap((position) => compiled.objects[position]?.above ?? []))
  return [...reasons.keys()]
    .filter((position) => !upper.has(position))
    .flatMap((position) => compiled.objects[position] ?? [])
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .flatMap(({ path }) => path ?? [])
}
