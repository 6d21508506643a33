/** An order in which everything comes after what it reads, and the circles in which there is none. */
export type Ordered = {
  readonly order: readonly string[]
  /** Each with its way round: the first address again at the end. */
  readonly cycles: readonly (readonly string[])[]
}

type Visit = { readonly address: string; readonly reads: Iterator<string> }

/**
 * Orders addresses so that each comes after those that it reads. Of a circle each is put somewhere, and the way round is told. Those
 * that read nothing of one another keep their order. Without recursion: chains may be long.
 */
export function orderObjects(addresses: readonly string[], readsOf: (address: string) => Iterable<string>): Ordered {
  const done = new Set<string>()
  const order: string[] = []
  const cycles: string[][] = []
  for (const root of addresses) {
    const way: Visit[] = []
    const onWay = new Set<string>()
    const enter = (address: string) => {
      way.push({ address, reads: readsOf(address)[Symbol.iterator]() })
      onWay.add(address)
    }
    if (!done.has(root)) enter(root)
    for (let visit = way.at(-1); visit; visit = way.at(-1)) {
      const next = visit.reads.next()
      if (next.done) {
        way.pop()
        onWay.delete(visit.address)
        done.add(visit.address)
        order.push(visit.address)
      } else if (onWay.has(next.value)) cycles.push(wayRound(way, next.value))
      else if (!done.has(next.value)) enter(next.value)
    }
  }
  return { order, cycles }
}

function wayRound(way: readonly Visit[], address: string): string[] {
  const addresses = way.map((visit) => visit.address)
  return [...addresses.slice(addresses.indexOf(address)), address]
}
