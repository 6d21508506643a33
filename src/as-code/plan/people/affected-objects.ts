import type { CompiledObject, CompiledOverlay, MemberAddress } from '../../../memberships/compiled-overlay.ts'

/** Two states of an overlay, and which objects of the second had another address in the first. */
export type TwoOverlays = {
  readonly before: CompiledOverlay
  readonly after: CompiledOverlay
  readonly previous: ReadonlyMap<string, string>
}

/** Objects whose members may differ between two states: those that are decided otherwise, and all that read their members. */
export function affectedObjects({ before, after, previous }: TwoOverlays): Set<MemberAddress> {
  const known = new Map(before.objects.map((object) => [object.address as string, object.signature]))
  const changed = after.objects.filter(
    ({ address, signature }) => known.get(previous.get(address) ?? address) !== signature,
  )
  const pending = [...changed, ...aboveDeleted(before, after)]
  const affected = new Set<MemberAddress>()
  for (let object = pending.pop(); object; object = pending.pop()) {
    if (affected.has(object.address)) continue
    affected.add(object.address)
    pending.push(...followersOf(object, after))
  }
  return affected
}

/** Objects whose members follow from those of this one. */
function followersOf(object: CompiledObject, { objects, positions, readersOfMembers, readersOfOrg }: CompiledOverlay) {
  const position = positions.get(object.address)
  const readers = position === undefined ? [] : (readersOfMembers[position] ?? [])
  const ofUnits = object.kind === 'OrgUnit' ? [...object.above, ...readersOfOrg] : []
  return [...readers, ...ofUnits].flatMap((one) => objects[one] ?? [])
}

/** Units that had somebody by a unit below them that is gone, or hangs elsewhere now. */
function aboveDeleted(before: CompiledOverlay, after: CompiledOverlay): CompiledObject[] {
  const paths = new Map(after.objects.map(({ address, path }) => [address, path]))
  const moved = before.objects.filter(({ address, kind, path }) => kind === 'OrgUnit' && paths.get(address) !== path)
  return moved.flatMap(({ above }) =>
    above.flatMap((one) => {
      const address = before.objects[one]?.address ?? ''
      return after.objects[after.positions.get(address) ?? -1] ?? []
    }),
  )
}

/** Everything that has to be evaluated to know who is in these objects: they, and whatever they read, directly or not. */
export function evaluatedObjects(affected: ReadonlySet<MemberAddress>, after: CompiledOverlay): Set<MemberAddress> {
  const units = after.objects.filter(({ kind }) => kind === 'OrgUnit')
  const evaluated = new Set<MemberAddress>()
  const pending = after.objects.filter(({ address }) => affected.has(address))
  for (let object = pending.pop(); object; object = pending.pop()) {
    if (evaluated.has(object.address)) continue
    evaluated.add(object.address)
    pending.push(...object.inputs.objects.flatMap((one) => after.objects[one] ?? []))
    if (object.inputs.org) pending.push(...units)
    if (object.kind === 'OrgUnit') pending.push(...relatives(object, units, after))
  }
  return evaluated
}

/** The units above a unit, by which its path is known, and those below it, whose members are its own. */
function relatives(unit: CompiledObject, units: readonly CompiledObject[], { objects, positions }: CompiledOverlay) {
  const position = positions.get(unit.address) ?? -1
  return [...unit.above.flatMap((one) => objects[one] ?? []), ...units.filter(({ above }) => above.includes(position))]
}
