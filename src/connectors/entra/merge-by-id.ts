import type { GraphObject } from './graph-objects.ts'

/**
 * The objects of a page, each once: a page may tell of the same one more than once, and what comes later counts. Who is removed
 * and then told of again is back.
 */
export function mergeById(objects: readonly GraphObject[]): GraphObject[] {
  const merged = new Map<string, GraphObject>()
  for (const object of objects) {
    const before = merged.get(object.id)
    const isNew = !before || before['@removed'] || object['@removed']
    merged.set(object.id, isNew ? object : { ...before, ...object })
  }
  return [...merged.values()]
}
