/** Records by id, in the order in which they came, with pages that cost what they hold. */
export type Table<T> = {
  get(id: string): T | undefined
  set(id: string, value: T): void
  delete(id: string): void
  /** The records behind a position that match, at most `limit`; `next` is the position to go on from, null at the end. */
  page(after: number, limit: number, matches?: (value: T) => boolean): Page<T>
}

export type Page<T> = { readonly rows: readonly T[]; readonly next: number | null }

/** Makes an empty table. Positions begin at 1 and are never used again. */
export function createTable<T>(): Table<T> {
  const positions = new Map<string, number>()
  const slots: (T | undefined)[] = [undefined]
  return {
    get: (id) => slots[positions.get(id) ?? 0],
    set(id, value) {
      const position = positions.get(id) ?? slots.length
      positions.set(id, position)
      slots[position] = value
    },
    delete(id) {
      slots[positions.get(id) ?? 0] = undefined
      positions.delete(id)
    },
    page(after, limit, matches = () => true) {
      const rows: T[] = []
      let last = after
      for (let position = after + 1; position < slots.length; position++) {
        const value = slots[position]
        if (value === undefined || !matches(value)) continue
        if (rows.length === limit) return { rows, next: last }
        rows.push(value)
        last = position
      }
      return { rows, next: null }
    },
  }
}
