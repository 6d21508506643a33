import type { OrgChart, OrgChartCard } from '../../shared/api-types.ts'

/** What is known of a chart: who is below whom, as far as it was read. */
export type ChartModel = {
  readonly people: ReadonlyMap<string, OrgChartCard>
  /** Those below somebody, as far as they are known. */
  readonly children: ReadonlyMap<string, readonly string[]>
  readonly roots: readonly string[]
  /** Everybody who is in a circle of managers. */
  readonly looped: ReadonlySet<string>
}

/** Puts the parts that were read together: the first with its managers above, then those that were opened one by one. */
export function toChartModel(first: OrgChart, opened: readonly OrgChart[]): ChartModel {
  const people = new Map<string, OrgChartCard>()
  const children = new Map<string, readonly string[]>()
  const placed = new Set<string>()
  const roots = first.above.length > 0 ? [first.above.at(-1)?.id ?? ''] : first.roots
  for (const card of [...first.above, ...first.cards, ...opened.flatMap(({ cards }) => cards)])
    people.set(card.id, card)
  for (const id of roots) placed.add(id)
  placeChain(first, { children, placed })
  for (const part of [first, ...opened]) placePart(part, { children, placed })
  return { people, children, roots, looped: new Set(first.loops.flatMap((loop) => loop.map(({ id }) => id))) }
}

type Placing = { readonly children: Map<string, readonly string[]>; readonly placed: Set<string> }

/** The way from the top down to the person: of each manager only the one who leads there. */
function placeChain({ above, person_id: person }: OrgChart, { children, placed }: Placing): void {
  const way = [...above.map(({ id }) => id).toReversed(), ...(person === null ? [] : [person])]
  for (const [index, id] of way.entries()) {
    const next = way[index + 1]
    if (next === undefined) return
    children.set(id, [next])
    placed.add(next)
  }
}

function placePart(part: OrgChart, { children, placed }: Placing): void {
  const below = new Map<string, string[]>()
  const roots = new Set(part.roots)
  for (const { id, manager_id: manager } of part.cards) {
    if (manager === null || roots.has(id)) continue
    // In the chain already: its place stays, among those who are now known beside it.
    const isBelow = children.get(manager)?.includes(id) ?? false
    if (placed.has(id) && !isBelow) continue
    placed.add(id)
    below.set(manager, [...(below.get(manager) ?? []), id])
  }
  for (const [manager, ids] of below) children.set(manager, ids)
}

/** Whether all are known who report to somebody. */
export function isComplete({ people, children }: ChartModel, id: string): boolean {
  return (children.get(id)?.length ?? 0) >= (people.get(id)?.reports ?? 0)
}

/** A card that is shown, with those that are shown below it. */
export type ShownCard = { readonly id: string; readonly below: readonly ShownCard[] }

/** What is shown: everything that is known, but what is below somebody who was closed. */
export function shownCards(model: ChartModel, closed: ReadonlySet<string>): readonly ShownCard[] {
  const seen = new Set<string>()
  const show = (ids: readonly string[]): ShownCard[] =>
    ids.flatMap((id) => {
      if (seen.has(id) || !model.people.has(id)) return []
      seen.add(id)
      return [{ id, below: closed.has(id) ? [] : show(model.children.get(id) ?? []) }]
    })
  return show(model.roots)
}

/** Everybody who is shown, in the order of reading. */
export function idsOf(shown: readonly ShownCard[]): string[] {
  return shown.flatMap(({ id, below }) => [id, ...idsOf(below)])
}
