import type { DirectoryRef } from './commands.ts'

/** Reads many records of a directory by their keys in one query; keys without a record are left out. */
export type ReadMany<T> = (directory: DirectoryRef, keys: readonly string[]) => Promise<ReadonlyMap<string, T>>

type Waiting<T> = {
  readonly key: string
  readonly resolve: (found: T | null) => void
  readonly reject: (error: unknown) => void
}

type Lane<T> = { readonly directory: DirectoryRef; readonly waiting: Waiting<T>[]; underWay: number }

// One query on its way while the answers to the other are written.
const queriesAtOnce = 2
const keysAtOnce = 256

/**
 * Turns a read of many keys into one of a single key: reads that come while queries of their directory are on their way
 * wait, and go out together. A lone read waits for nobody. Under load this saves most of the round trips, and it costs
 * no freshness: a query is sent after every read that it answers was asked for.
 */
export function gatherReads<T>(readMany: ReadMany<T>): (directory: DirectoryRef, key: string) => Promise<T | null> {
  const lanes = new Map<string, Lane<T>>()

  function send(name: string, lane: Lane<T>): void {
    if (lane.waiting.length === 0 && lane.underWay === 0) lanes.delete(name)
    if (lane.waiting.length === 0 || lane.underWay >= queriesAtOnce) return
    const some = lane.waiting.splice(0, keysAtOnce)
    lane.underWay += 1
    void answer(lane.directory, some).finally(() => {
      lane.underWay -= 1
      send(name, lane)
    })
  }

  async function answer(directory: DirectoryRef, some: readonly Waiting<T>[]): Promise<void> {
    try {
      const found = await readMany(directory, [...new Set(some.map(({ key }) => key))])
      for (const { key, resolve } of some) resolve(found.get(key) ?? null)
    } catch (error) {
      for (const { reject } of some) reject(error)
    }
  }

  return (directory, key) =>
    new Promise((resolve, reject) => {
      const name = `${directory.organizationId}/${directory.directoryId}`
      const lane = lanes.get(name) ?? { directory, waiting: [], underWay: 0 }
      lanes.set(name, lane)
      lane.waiting.push({ key, resolve, reject })
      // Requests that arrived in the same turn of the event loop go out together.
      if (lane.waiting.length === 1) setImmediate(send, name, lane)
    })
}
