/**
 * The order in which the operations of a Bulk request are run: as they were sent, but what an operation refers to comes
 * before it, except within a circle of references. `requires[i]` are the operations that `i` refers to.
 */
export function bulkOrder(requires: readonly ReadonlySet<number>[]): readonly number[] {
  const order: number[] = []
  const seen = new Set<number>()
  const visit = (index: number) => {
    if (seen.has(index)) return
    seen.add(index)
    for (const required of requires[index] ?? []) visit(required)
    order.push(index)
  }
  for (const index of requires.keys()) visit(index)
  return order
}
