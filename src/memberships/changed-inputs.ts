import type { Json } from '../model/json.ts'
import type { Person } from '../model/person.ts'
import type { CompiledOverlay } from './compiled-overlay.ts'

/** The names of attributes and computed attributes that differ between two states of a person. `managers` has to be looked up. */
export function changedInputs(before: Person, after: Person): string[] {
  const names = new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)])
  const changed = [...names].filter((name) => !isSame(before.attributes[name], after.attributes[name]))
  if (before.status !== after.status) changed.push('status', 'active')
  if (before.isService !== after.isService) changed.push('service')
  if (before.managerId !== after.managerId) changed.push('manager', 'managers')
  else if ((before.managerKey === null) !== (after.managerKey === null)) changed.push('managers')
  return changed
}

/**
 * The objects that are to be evaluated anew for a person of whom these inputs have changed. Where documents or people name the person,
 * for an object, status and time zone count too: who has left is in nothing for being named, and last days end in the zone.
 */
export function objectsReading(
  compiled: CompiledOverlay,
  changed: readonly string[],
  namedFor: readonly number[],
): Set<number> {
  const positions = new Set(changed.flatMap((name) => compiled.readersOf.get(name) ?? []))
  if (!changed.includes('status') && !changed.includes('timeZone')) return positions
  for (const position of withUnitsBelow(compiled, namedFor)) positions.add(position)
  return positions
}

/**
 * These objects, and of org units all below them: who is kept out of a unit is kept out of those too, so that their members have to
 * be found anew when that may be different.
 */
export function withUnitsBelow(compiled: CompiledOverlay, positions: Iterable<number>): Set<number> {
  const all = new Set(positions)
  if (![...all].some((position) => compiled.objects[position]?.kind === 'OrgUnit')) return all
  for (const [position, { above }] of compiled.objects.entries()) {
    if (above.some((upper) => all.has(upper))) all.add(position)
  }
  return all
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
