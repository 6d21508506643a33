import type { DemoItem } from '../model/demo.ts'
import type { Platform } from '../platform/platform.ts'

/** What is kept of each kind. */
const kept = 200

/** What of the demo there is to see: what happens at the providers, requests, webhooks. */
export type DemoFeed = {
  /** Adds something that was seen now. */
  add(object: string, fields: Record<string, DemoItem[string]>): DemoItem
  /** What is happening in a directory just now, by the id of its item: requests are sent because of it. */
  readonly happening: Map<string, string>
  recent(): readonly DemoItem[]
  follow(listener: (item: DemoItem) => void): () => void
}

/** Makes a feed that remembers the last 200 of each kind. */
export function createDemoFeed({ clock }: Pick<Platform, 'clock'>): DemoFeed {
  const items = new Map<string, DemoItem[]>()
  const listeners = new Set<(item: DemoItem) => void>()
  // Screens stay open while the server is started anew: ids of before are not given again.
  const run = clock.now().getTime().toString(36)
  let last = 0
  return {
    happening: new Map(),
    add(object, fields) {
      last += 1
      const item = { ...fields, object, id: `${object}_${run}_${last}`, number: last, at: clock.now().toISOString() }
      const ofKind = items.get(object) ?? []
      ofKind.push(item)
      if (ofKind.length > kept) ofKind.shift()
      items.set(object, ofKind)
      for (const listener of listeners) listener(item)
      return item
    },
    recent: () => [...items.values()].flat().toSorted((one, other) => Number(one.number) - Number(other.number)),
    follow(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
