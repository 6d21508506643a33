import { toOverlayId } from './to-overlay-id.ts'

/** Gives each name of another tool an id of ours, always the same one, and no id to two names. */
export type OverlayIds = {
  idOf(name: string): string
}

/** Ids within one kind of document. */
export function createOverlayIds(): OverlayIds {
  const ids = new Map<string, string>()
  const taken = new Set<string>()
  return {
    idOf(name) {
      const known = ids.get(name)
      if (known !== undefined) return known
      const id = freeId(toOverlayId(name), taken)
      ids.set(name, id)
      taken.add(id)
      return id
    },
  }
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted
  for (let number = 2; ; number += 1) {
    const id = `${wanted.slice(0, 62 - String(number).length)}-${number}`
    if (!taken.has(id)) return id
  }
}
