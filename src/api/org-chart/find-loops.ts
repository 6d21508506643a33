import type { ChartManager } from '../../store/people/org-chart.ts'

/** Circles of managers: each once, from its smallest id up the line of managers. Nobody in one is below the top of a chart. */
export function findLoops(managers: readonly ChartManager[]): string[][] {
  const above = new Map(managers.map(({ id, managerId }) => [id, managerId]))
  const seen = new Set<string>()
  const loops: string[][] = []
  for (const { id } of managers) {
    const way = new Map<string, number>()
    let at: string | null = id
    while (at !== null && !seen.has(at) && !way.has(at)) {
      way.set(at, way.size)
      at = above.get(at) ?? null
    }
    const begin = at === null ? undefined : way.get(at)
    if (begin !== undefined) loops.push(fromSmallest([...way.keys()].slice(begin)))
    for (const one of way.keys()) seen.add(one)
  }
  return loops.toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1))
}

function fromSmallest(loop: readonly string[]): string[] {
  const smallest = loop.indexOf(loop.toSorted()[0] ?? '')
  return [...loop.slice(smallest), ...loop.slice(0, smallest)]
}
