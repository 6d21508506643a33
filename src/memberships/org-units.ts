import type { OrgUnit } from '../model/overlay/structure.ts'
import type { OverlayProblem } from './compiled-overlay.ts'

/** The ids of the units above each org unit, the nearest first. */
export type UnitsAbove = ReadonlyMap<string, readonly string[]>

/**
 * Where each org unit hangs. A parent that is not there counts as none; units whose parents go in a circle have none, and it is told.
 */
export function unitsAbove(units: readonly OrgUnit[], problems: OverlayProblem[]): UnitsAbove {
  const parents = parentsOf(units, problems)
  const above = new Map<string, readonly string[]>()
  for (const { id } of units) {
    const way: string[] = []
    for (
      let next = parents.get(id);
      next !== undefined && !way.includes(next) && next !== id;
      next = parents.get(next)
    ) {
      way.push(next)
    }
    above.set(id, way)
  }
  return above
}

/** The path of an org unit from the root to it: `eng/platform`. */
export function pathOf(id: string, above: UnitsAbove): string {
  return [...(above.get(id) ?? []).toReversed(), id].join('/')
}

/** Tells parents that are not there and parents that go in a circle, of org units and of teams. */
export function parentsOf(
  all: readonly { readonly kind: 'OrgUnit' | 'Team'; readonly id: string; readonly parent?: string | undefined }[],
  problems: OverlayProblem[],
): ReadonlyMap<string, string> {
  const known = new Set(all.map(({ id }) => id))
  const parents = new Map<string, string>()
  for (const { kind, id, parent } of all) {
    if (parent === undefined) continue
    if (known.has(parent)) parents.set(id, parent)
    else {
      const text = `its parent ${parent} does not exist`
      problems.push({ code: 'unknown_reference', address: `${kind}/${id}`, text })
    }
  }
  for (const { kind, id } of all) {
    const round = roundFrom(id, parents)
    if (!round) continue
    const path = round.map((one) => `${kind}/${one}`)
    problems.push({
      code: 'cycle',
      address: `${kind}/${id}`,
      path,
      text: `its parents go in a circle: ${path.join(' → ')}`,
    })
    for (const one of round) parents.delete(one)
  }
  return parents
}

function roundFrom(id: string, parents: ReadonlyMap<string, string>): string[] | null {
  const way = [id]
  const seen = new Set(way)
  for (let next = parents.get(id); next !== undefined; next = parents.get(next)) {
    way.push(next)
    if (next === id) return way
    // A circle further up is told for one of its own.
    if (seen.has(next)) return null
    seen.add(next)
  }
  return null
}
